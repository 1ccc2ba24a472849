#!/usr/bin/env bash
# Drives the desk in headless Chromium; screenshots go to SHOTS if it is set.
# usage: browser-tests.sh BUILD-FOLDER DEMO-PROJECT [PYTEST-OPTION…]
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
OUTERLINE=$(realpath "$1")/outerline
DEMO=$(realpath "$2")
export OUTERLINE DEMO
shift 2
missing=()
[[ -x /usr/bin/chromium ]] || missing+=(chromium)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if ((${#missing[@]})); then
    sudo=$([[ $(id -u) == 0 ]] || echo sudo)
    $sudo apt-get install -y --no-install-recommends "${missing[@]}" >&2
fi
venv=$root/.build/browser
wanted=$root/Tests/Browser/requirements.txt
if ! cmp -s "$wanted" "$venv/requirements.txt"; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --requirement "$wanted"
    cp "$wanted" "$venv/requirements.txt"
fi
[[ -z ${SHOTS:-} ]] || mkdir -p "$SHOTS"
cd "$root/Tests/Browser"
exec "$venv/bin/python" -B -m pytest -q -p no:cacheprovider "$@"
