#!/usr/bin/env bash
# The main job on the sample district: load, file, plan, permit, report.
# usage: demo.sh OUTERLINE OUT-FOLDER     writes OUT-FOLDER/demo.gpkg and the reports beside it
set -euo pipefail

outerline=$(realpath "$1") out=$2
root=$(cd "$(dirname "$0")/.." && pwd)
sample="$root/SampleData"
mkdir -p "$out"
city="$out/demo.gpkg"
rm -f "$city" "$city-wal" "$city-shm" "$out"/*.md "$out"/*.pdf "$out"/*.geojson "$out"/*.csv "$out"/*.xlsx "$out"/*.qgs
rm -rf "$out/packets"
# A fixed day, so that every run of the demo gives the same answers.
desk=(--today 2026-11-20 --actor demo)

say() { printf '\n\033[1m== %s\033[0m\n' "$*" >&2; }
run() { printf '$ outerline %s\n' "$*" | sed "s#$root/##g" >&2; "$outerline" "$@"; }

say "A project is one GeoPackage"
run project new "$city" --crs EPSG:4549 "${desk[@]}"

say "The city's layers, in the formats they come in"
run layer import "$city" plots "$sample/plots.shp" "${desk[@]}"
run layer import "$city" greens "$sample/greens.shp" "${desk[@]}"
for layer in roads road_axes; do
    run layer import "$city" $layer "$sample/roads.gpkg" --source-layer $layer "${desk[@]}"
done
for layer in buildings water trees lines railways heritage; do
    run layer import "$city" $layer "$sample/base.gpkg" --source-layer $layer "${desk[@]}"
done
for layer in mains stubs planning_area districts territories; do
    run layer import "$city" $layer "$sample/$layer.geojson" "${desk[@]}"
done
run case representatives "$city" "$sample/representatives.csv"

say "Applications become cases: route, class, permits, assignment"
run case file "$city" "$sample/applications.csv" "${desk[@]}" > "$out/cases.txt"
head -n 12 "$out/cases.txt"

say "One plan in detail"
plot=$(awk -F'\t' 'NR > 1 && $4 ~ /three-stage/ && $8 ~ /^[2-9]/ {print $2; exit}' "$out/cases.txt")
run route plan "$city" --plot "$plot" "${desk[@]}"

case=$(awk -F'\t' 'NR > 1 && $4 ~ /three-stage/ && $8 ~ /^[2-9]/ {print $1; exit}' "$out/cases.txt")
say "Which routes the case can take, and why it has this one"
run route list "$city" "$case" "${desk[@]}"
run route explain "$city" "$case" "${desk[@]}"

say "Permits move through their states"
run case tell-interface "$city" "$case" --position "接口位置见路由报告" "${desk[@]}" > /dev/null
run clock stop "$city" "$case" --cause government_approval --holder "审批部门" "${desk[@]}" > /dev/null
first=$("$outerline" permit list "$city" --case "$case" | awk -F'\t' 'NR == 2 {print $1}')
run permit submit "$city" "$first" "${desk[@]}" > /dev/null
run permit accept "$city" "$first" "${desk[@]}" > /dev/null
run permit grant "$city" "$first" --certificate "示例-2026-001" "${desk[@]}" > /dev/null
run permit list "$city" --case "$case" "${desk[@]}"
run clock show "$city" "$case" "${desk[@]}"

say "The board"
run board "$city" --items 8 "${desk[@]}"

say "Reports"
for number in $(awk -F'\t' 'NR > 1 && $7 != "—" {print $1}' "$out/cases.txt" | head -n 5); do
    run report route "$city" --case "$number" --format md,pdf,geojson,csv -o "$out" --lang zh "${desk[@]}"
done
run report ledger "$city" -o "$out/ledger.csv" --lang zh "${desk[@]}"
run report ledger "$city" -o "$out/ledger.xlsx" --lang zh "${desk[@]}"
run report packet "$city" --case "$(awk -F'\t' 'NR > 1 && $7 != "—" {print $1; exit}' "$out/cases.txt")" --zip -o "$out/packets" --lang zh "${desk[@]}"
run project qgis "$city" -o "$out/demo.qgs"
run project verify "$city"

say "Done: open $city in QGIS, read $out/$case.md"
ls "$out" >&2
