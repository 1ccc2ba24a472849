#!/usr/bin/env bash
# Measures a project of many invented cases: board, due list, one command, rebuild of the read tables.
# usage: cases.sh OUTERLINE [COUNT]      100 000 cases take some minutes to invent and about 3 GB of disk
set -euo pipefail

outerline=$(realpath "$1")
count=${2:-100000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
day=2026-11-20
row() { printf '%-58s %s\n' "$1" "$2"; }
seconds() { local s=$EPOCHREALTIME; "$@" >/dev/null 2>&1; awk -v a="$s" -v b="$EPOCHREALTIME" 'BEGIN {printf "%.3f", b - a}'; }
best() { local least=9999 s; for _ in 1 2 3 4 5; do s=$(seconds "$@"); least=$(awk -v a="$least" -v b="$s" 'BEGIN {print a < b ? a : b}'); done; echo "$least"; }
# Pages of the file leave the system's cache, so that the first run reads the disk.
cool() { sync; dd of="$project" oflag=nocache conv=notrunc,fdatasync count=0 status=none; }

project="$work/many.gpkg"
"$outerline" project new "$project" --crs EPSG:4549 --quiet
row "invent $count cases" "$(seconds "$outerline" sample cases "$project" --count "$count" --seed 1 --until $day --today $day) s"
row "size" "$(du -m "$project" | cut -f1) MB, $("$outerline" project info "$project" --json | grep -o '"sequence" : [0-9]*' | grep -o '[0-9]*') events"
start=$(best "$outerline" --version)
row "process start" "$start s"
cool
row "board, cold (budget 0.5 s)" "$(seconds "$outerline" board "$project" --today $day) s"
row "board, best of 5" "$(best "$outerline" board "$project" --today $day) s"
cool
row "case due --within 2d, cold (budget 0.5 s)" "$(seconds "$outerline" case due "$project" --within 2d --today $day) s"
row "case due --within 2d, best of 5" "$(best "$outerline" case due "$project" --within 2d --today $day) s"
row "board of one district, red" "$(best "$outerline" board "$project" --district 370602 --light red --today $day) s"
row "report indicators" "$(seconds "$outerline" report indicators "$project" --json --sample 20 --today $day) s"
# Those that are refused are not counted: a refusal writes nothing.
mapfile -t permits < <("$outerline" board "$project" --json --holder utility --light none --items 100000 --today $day | grep -A12 '"action" : "submit_permit"' | grep -o '"permit" : "[^"]*"' | cut -d'"' -f4)
least=9999 taken=0
for permit in "${permits[@]}"; do
    from=$EPOCHREALTIME
    "$outerline" permit submit "$project" "$permit" --on $day --today $day >/dev/null 2>&1 || continue
    least=$(awk -v a="$least" -v f="$from" -v t="$EPOCHREALTIME" 'BEGIN {print t - f < a ? t - f : a}')
    taken=$((taken + 1))
    [ $taken -lt 10 ] || break
done
[ $taken -gt 0 ] || { echo "no permit could be submitted" >&2; exit 1; }
row "permit submit beyond process start, best of $taken (budget 0.050 s)" "$(awk -v a="$least" -v b="$start" 'BEGIN {printf "%.3f", a - b}') s"
row "rebuild of the read tables (budget 60 s)" "$(seconds "$outerline" project rebuild "$project") s"
