#!/bin/sh
# Installs what some tests talk to, where it may; otherwise says in one line what is left out and why. Never fails.
set -eu
cd "$(dirname "$0")/.."
. tools/as_admin.sh

has_postgresql() { [ -n "${AUZOLAN_TEST_POSTGRES_URL:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_chromium() { command -v chromium >/dev/null; }
has_hledger() { command -v hledger >/dev/null; }
has_ledger() { command -v ledger >/dev/null; }
has_belenios_tool() { command -v belenios-tool >/dev/null; }
# The driver of the browser tests is linked against it; a small Debian comes without.
has_libatomic1() { ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1; }

missing() {
    for package in postgresql chromium libatomic1 hledger ledger belenios-tool; do
        "has_$(echo "$package" | tr - _)" || printf '%s ' "$package"
    done
}

wanted=$(missing)
[ -n "$wanted" ] || exit 0
echo "Installing for the tests: $wanted..." >&2
# One by one, so that a package that cannot be had does not take the others with it.
for package in $wanted; do
    apt_install "$package" || true
done
left=$(missing)
[ -z "$left" ] || echo "Left out: the tests that need ${left% } (not installed, and could not be installed here; by hand: sudo apt-get install ${left% })."
