// This target exists for its documentation catalogue, Manual.docc.
