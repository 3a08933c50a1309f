# Sourced by the scripts beside it: who may install Debian packages here, and how.

# Prints nothing as root, "sudo" where it asks for no password; fails where neither holds.
admin() {
    if [ "$(id -u)" = 0 ]; then
        return 0
    fi
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo sudo
        return 0
    fi
    return 1
}

# apt_install PACKAGE...: installs them quietly; fails where it may not or cannot.
apt_install() {
    command -v apt-get >/dev/null || return 1
    as=$(admin) || return 1
    $as apt-get update -qq </dev/null >/dev/null 2>&1 || true
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}
