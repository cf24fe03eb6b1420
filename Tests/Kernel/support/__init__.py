"""What the guest scripts share: results, simulated lines and chips, the daemon and its rig."""
