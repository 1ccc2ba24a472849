#!/usr/bin/env bash
# Measures the desk under load: a project of many invented cases, 50 connections, 500 listeners, kill -9 while steps are recorded.
# usage: desk.sh OUTERLINE [COUNT] [SECONDS]      needs wrk and python3; 100 000 cases take some minutes to invent
set -euo pipefail

outerline=$(realpath "$1")
count=${2:-100000} seconds=${3:-10}
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$(mktemp -d)}
[[ -n ${WORK:-} ]] || trap 'rm -rf "$work"' EXIT
day=2026-11-20 password='a password for load'
city=$work/many.gpkg
if [[ ! -e $city ]]; then
    cp "$here/../out/demo.gpkg" "$city"
    "$outerline" sample cases "$city" --count "$count" --seed 1 --until $day --today $day --quiet
fi
rm -f "$work"/desk.sqlite*
"$outerline-desk" account add "$city" load --person 压力测试 --role administrator <<<"$password" >/dev/null
exec python3 "$here/desk-load.py" "$outerline" "$city" "$password" "$day" "$seconds"
