#!/usr/bin/env bash
# Measures route reports: one in a process of its own, many in one run with the memory they take, by format.
# usage: reports.sh OUTERLINE [COUNT [PROJECT]]      PROJECT has cases with routes; without it the sample district is filed
set -euo pipefail

outerline=$(realpath "$1")
count=${2:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
desk=(--today 2026-11-23 --actor bench)
row() { printf '%-62s %s\n' "$1" "$2"; }
# What /usr/bin/time tells of a run: %U seconds of CPU of the program itself, %M kB at the most.
told() { local format=$1; shift; /usr/bin/time -f "$format" -o "$work/time" "$@" >/dev/null 2>&1; cat "$work/time"; }

project="$work/city.gpkg"
if [[ -n ${3:-} ]]; then
    cp "$3" "$project"
else
    "$outerline" sample generate --seed 7 --blocks 6 -o "$work/sample" --plain --quiet
    "$outerline" project new "$project" --crs EPSG:4549 --quiet
    for source in "$work"/sample/*.geojson; do
        "$outerline" layer import "$project" "$(basename "$source" .geojson)" "$source" "${desk[@]}" >/dev/null 2>&1
    done
    "$outerline" case file "$project" "$work/sample/applications.csv" --alternatives "${desk[@]}" >/dev/null 2>&1
fi
"$outerline" report route "$project" --all --format json -o "$work/all" "${desk[@]}" >/dev/null 2>&1
mapfile -t ids < <(cd "$work/all" && ls -- *.json | sed 's/\.json$//')
report() { told "$1" "$outerline" report route "$project" "${@:2}" --lang zh -o "$work/out" "${desk[@]}"; }

row "one PDF, a process of its own, CPU s and kB" "$(report '%U %M' --case "${ids[0]}" --format pdf --alternatives recorded)"
row "the same in nine formats" "$(report '%U %M' --case "${ids[0]}" --format md,pdf,json,csv,xlsx,geojson,gpkg,shp,dxf --alternatives recorded)"
for format in pdf md; do
    for times in $((count / 10)) "$count"; do
        cases=()
        while [[ ${#cases[@]} -lt $((2 * times)) ]]; do
            for id in "${ids[@]}"; do
                [[ ${#cases[@]} -ge $((2 * times)) ]] || cases+=(--case "$id")
            done
        done
        read -r cpu memory < <(report '%U %M' "${cases[@]}" --format "$format" --alternatives recorded)
        row "$times $format in one run: CPU s each, kB at the most" "$(awk -v c="$cpu" -v n="$times" 'BEGIN {printf "%.3f", c / n}') $memory"
    done
done
row "largest PDF, bytes (budget 1 000 000)" "$(find "$work/out" -name '*.pdf' -printf '%s\n' | sort -n | tail -1)"
