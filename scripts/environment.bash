# Sourced by the scripts beside it: makes the virtual environment and fetches Debian packages, without root and
# without changing anything outside the clone. Needs bash, Python, curl, and apt where something has to be fetched.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
TOOLS=$ROOT/.tools

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 1
}

# The first Python on this machine that is new enough.
find_python() {
    local candidate
    for candidate in python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed"
}

# ensure_environment REQUIREMENTS: .venv with what that lock file lists and the `surelock` command. Quick when it is
# there already.
ensure_environment() {
    local requirements=$ROOT/$1 stamp=$VENV/.installed-$1 python wanted made_for
    python=$(find_python)
    wanted=$(sha256sum "$requirements" "$ROOT/setup.cfg" "$ROOT/pyproject.toml")
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && "$VENV/bin/surelock" --version >/dev/null 2>&1; then
        return
    fi
    echo "installing $1 into .venv" >&2
    # A virtual environment does not survive being moved; one that somebody else made here is used as it is.
    made_for=$(cat "$VENV/.made-for" 2>/dev/null || printf '%s' "$ROOT")
    if [ "$made_for" != "$ROOT" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        rm -rf "$VENV"
        "$python" -m venv "$VENV" >/dev/null 2>&1 || make_environment_without_ensurepip "$python"
        printf '%s' "$ROOT" >"$VENV/.made-for"
    fi
    pip_install --require-hashes -r "$requirements"
    pip_install --no-deps -e "$ROOT"
    printf '%s\n' "$wanted" >"$stamp"
}

pip_install() {
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-cache-dir "$@" >&2
}

# Debian's Python comes without the means to install pip; the package that has them need not be installed for it.
make_environment_without_ensurepip() {
    local wheels
    rm -rf "$VENV"
    "$1" -m venv --without-pip "$VENV" || fail "no virtual environment can be made with $1"
    ensure_packages python3-pip-whl
    wheels=("$TOOLS"/usr/share/python-wheels/pip-*.whl)
    PYTHONPATH=${wheels[0]} "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
        "${wheels[0]}" >&2
}

# ensure_packages NAME...: unpack these Debian packages, and what they need that is not installed, into .tools.
ensure_packages() {
    local apt=$TOOLS/apt name missing=() wanted
    for name in "$@"; do
        [ -e "$apt/done/$name" ] || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || fail "apt is needed to fetch ${missing[*]}"
    echo "fetching ${missing[*]} into .tools" >&2
    mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$apt/debs" "$apt/done"
    apt_without_root update >"$apt/log" 2>&1 || fail "apt-get update failed, see $apt/log"
    wanted=$(apt_without_root install --simulate --no-install-recommends "${missing[@]}" 2>>"$apt/log" |
        sed -n 's/^Inst \([^ ]*\).*/\1/p') || fail "apt-get found no way to install ${missing[*]}, see $apt/log"
    # shellcheck disable=SC2086  # a list of package names; those asked for may be installed already
    (cd "$apt/debs" && apt_without_root download ${wanted:-"${missing[@]}"} >>"$apt/log" 2>&1) ||
        fail "apt-get download failed, see $apt/log"
    for name in "$apt"/debs/*.deb; do
        dpkg-deb --extract "$name" "$TOOLS"
        rm "$name"
    done
    for name in "${missing[@]}"; do
        touch "$apt/done/$name"
    done
}

apt_without_root() {
    apt-get -o Dir::State="$TOOLS/apt/state" -o Dir::State::status=/var/lib/dpkg/status \
        -o Dir::Cache="$TOOLS/apt/cache" -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" "$@"
}

# A TCP port that is free at the moment.
free_port() {
    "$(find_python)" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# wait_until_ready BASE_URL SECONDS PID: fails when they have passed, or process PID, the service, has ended.
wait_until_ready() {
    local give_up=$((SECONDS + $2))
    until curl -sf -o /dev/null --max-time 2 "$1/health/ready"; do
        [ $SECONDS -lt $give_up ] && kill -0 "$3" 2>/dev/null || return 1
        sleep 0.2
    done
}

# json_text TEXT: as a JSON string.
json_text() {
    local text=${1//\\/\\\\}
    printf '"%s"' "${text//\"/\\\"}"
}
