#!/usr/bin/env bash
# Serves the demo project with demo accounts that exist only there.
# usage: desk.sh BUILD-FOLDER OUT-FOLDER PORT
set -euo pipefail

build=$(realpath "$1") out=$2 port=$3
root=$(cd "$(dirname "$0")/.." && pwd)
city="$out/demo.gpkg"
[[ -e $city ]] || "$root/Scripts/demo.sh" "$build/outerline" "$out" >/dev/null

# The password of all demo accounts; it stands in nothing but the demo's own file of accounts.
password=outerline-demo
account() {
    "$build/outerline-desk" account list "$city" | cut -f1 | grep -qx "$1" && return
    "$build/outerline-desk" account add "$city" "$@" <<<"$password"
}
account admin --person 管理员 --role administrator
account officer --person 示例代表甲 --role liaison_officer
account engineer --person 工程师甲 --role engineer
account supervisor --person 督查员 --role supervisor

printf 'demo accounts: admin, officer, engineer, supervisor; password: %s\n' "$password" >&2
exec "$build/outerline" serve "$city" --port "$port"
