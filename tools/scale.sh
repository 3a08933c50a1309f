#!/bin/sh
# Installs Spark into .venv and Java beside it, where it may; otherwise says in one line what is left out. Never fails.
set -eu
cd "$(dirname "$0")/.."
. tools/as_admin.sh
VENV=${VENV:-.venv}
PINS=constraints-scale.txt

has_java() { java -version 2>&1 | grep -Eq 'version "(1[7-9]|[2-9][0-9])'; }
has_pyspark() {
    pin=$(sed -n 's/^pyspark==\([^ ]*\).*/\1/p' "$PINS")
    "$VENV/bin/python" -c "import sys; from importlib.metadata import version; sys.exit(version('pyspark') != '$pin')" 2>/dev/null
}
pip_install() { "$VENV/bin/pip" install --quiet --disable-pip-version-check --require-hashes "$@"; }

if ! has_pyspark; then
    echo "Installing Spark (about 450 MB) ..." >&2
    # Spark comes as source. What builds it is pinned too, so it is there first and pip fetches nothing else for that.
    builds=$(mktemp)
    awk '/^[^ ]/ { on = /^setuptools==/ } on' "$PINS" >"$builds"
    { pip_install -r "$builds" && pip_install --no-build-isolation -r "$PINS"; } || true
    rm -f "$builds"
fi
if ! has_java; then
    echo "Installing Java for Spark ..." >&2
    apt_install openjdk-17-jre-headless || true
fi
has_pyspark || echo "Left out: the tests on a Spark cluster (PySpark could not be installed; by hand: $VENV/bin/pip install pyspark)."
has_java || echo "Left out: the tests on a Spark cluster (no Java; by hand: sudo apt-get install openjdk-17-jre-headless)."
