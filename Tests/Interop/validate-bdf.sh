#!/bin/sh
# Validates exported Battery Data Format files with the batterydf package from PyPI, installed into
# a virtual environment of its own under .build. Without folders, the golden files are validated.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
environment="$here/../../.build/interop-venv"
version=0.1.0

if ! "$environment/bin/python" -c "import bdf" 2>/dev/null; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check "batterydf==$version"
fi
if [ $# -eq 0 ]; then
    set -- "$here/Golden"
fi
exec "$environment/bin/python" "$here/validate_bdf.py" "$@"
