#!/bin/sh
# Makes .venv in the checkout from the hashed pins in constraints.txt, with auzolan itself on top.
# Another environment from other pins: VENV=.peers PINS=constraints-peers.txt
set -eu
cd "$(dirname "$0")/.."
. tools/as_admin.sh
PYTHON=${PYTHON:-python3}
VENV=${VENV:-.venv}
PINS=${PINS:-constraints.txt}

command -v "$PYTHON" >/dev/null || { echo "Auzolan needs Python 3.11 or newer: apt-get install python3" >&2; exit 1; }
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Auzolan needs Python 3.11 or newer, but $PYTHON is older; name another one: make PYTHON=python3.12 ..." >&2
    exit 1
}
if [ ! -x "$VENV/bin/pip" ]; then
    # Debian ships python3 without the part that makes environments.
    if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "Installing python3-venv ..." >&2
        apt_install python3-venv && "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || {
            echo "This Python cannot make environments; run: sudo apt-get install python3-venv" >&2
            exit 1
        }
    fi
    echo "Making $VENV ..." >&2
    "$PYTHON" -m venv "$VENV"
fi
[ "$VENV/ready" -nt "$PINS" ] && [ "$VENV/ready" -nt pyproject.toml ] && { touch "$VENV/ready"; exit 0; }
echo "Installing what $PINS pins ..." >&2
"$VENV/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$PINS"
"$VENV/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch "$VENV/ready"
