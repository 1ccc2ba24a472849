#!/usr/bin/env bash
# Measures Outerline beside its peers on the same data in one run.
# usage: run.sh OUTERLINE      data: $OUTERLINE_DATA or ../shared/data; what is missing is skipped with a line
set -euo pipefail

outerline=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
data=${OUTERLINE_DATA:-$root/../shared/data}
peers=${OUTERLINE_PEERS:-$root/../shared/bench}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
skip() { printf '%-46s skipped: %s\n' "$1" "$2"; }
row() { printf '%-46s %s\n' "$1" "$2"; }
seconds() { local s=$EPOCHREALTIME; "$@" >/dev/null 2>&1; awk -v a="$s" -v b="$EPOCHREALTIME" 'BEGIN {printf "%.3f", b - a}'; }

row "machine" "$(nproc) cores, $(uname -m); $("$outerline" --version)"

best() { local least=9999 s; for _ in 1 2 3 4 5 6 7; do s=$(seconds "$@"); least=$(awk -v a="$least" -v b="$s" 'BEGIN {print a < b ? a : b}'); done; echo "$least"; }
row "outerline --version, best of 7 (budget 0.150 s)" "$(best "$outerline" --version) s"

city="$data/vancouver.gpkg"
if [[ ! -e "$city" ]]; then
    skip "real city" "no $city"
    exit 0
fi
project="$work/city.gpkg"
"$outerline" project new "$project" --crs EPSG:26910 --quiet
load() { "$outerline" layer import "$project" "$1" "$city" --source-layer "$2" --quiet "${@:3}"; }
load plots plots
load mains mains --map utility=medium
load roads road_areas
load greens greens
load water water
if command -v ogr2ogr >/dev/null; then
    ours=$(seconds load buildings buildings)
    theirs=$(seconds ogr2ogr -f GPKG "$work/peer.gpkg" "$city" buildings)
    row "import 29 962 buildings: ours / ogr2ogr" "$ours s / $theirs s = $(awk -v a="$ours" -v b="$theirs" 'BEGIN {printf "%.2f", a / b}')"
else
    load buildings buildings
    skip "import beside ogr2ogr" "no gdal-bin"
fi

# The peer crosses roads and greens; for a like comparison a project without the other layers is measured too.
like="$work/like.gpkg"
"$outerline" project new "$like" --crs EPSG:26910 --quiet
for pair in "plots plots" "mains mains --map utility=medium" "roads road_areas" "greens greens"; do
    read -r layer source options <<<"$pair"
    # shellcheck disable=SC2086
    "$outerline" layer import "$like" "$layer" "$city" --source-layer "$source" --quiet $options
done
# Milliseconds of one part of a batch on one core, a plot: timing PROJECT query|output
timing() { "$outerline" route branch "$1" --all --json --jobs 1 --timing 2>&1 >/dev/null | grep timing | awk -v q="$(printf '"%s_ms":' "$2")" '{split($0, a, q); split($0, b, "\"plots\":"); printf "%.4f", a[2] / b[2]}'; }
like_ms=$(timing "$like" query)
full_ms=$(timing "$project" query)
output_ms=$(timing "$project" output)
python="$root/.build/bench-venv/bin/python"
if [[ -e "$peers/cross_shapely.py" ]] && command -v python3 >/dev/null; then
    if [[ ! -x "$python" ]]; then
        python3 -m venv "$root/.build/bench-venv" && "$python" -m pip install -q shapely==2.2.0 geopandas pyogrio pandas
    fi
    peer=$("$python" "$peers/cross_shapely.py" "$city" 12000 1 - | sed -E 's/.*per_plot=([0-9.]+)ms.*/\1/')
    row "branch, 3 utilities, a plot: ours / Shapely" "$like_ms ms / $peer ms; Shapely takes $(awk -v a="$peer" -v b="$like_ms" 'BEGIN {printf "%.1f", a / b}') times as long"
else
    row "branch, 3 utilities, a plot" "$like_ms ms"
    skip "Shapely" "no peer script or python3"
fi
row "the same with buildings, water and plots" "$full_ms ms, and $output_ms ms to write it as JSON"
one=$(seconds "$outerline" route branch "$project" --all --json --jobs 1)
two=$(seconds "$outerline" route branch "$project" --all --json --jobs 2)
row "the whole command, loading included: 1 / 2 jobs" "$one s / $two s"

plot=$("$outerline" route branch "$like" --all --utility water | awk -F'\t' 'NR == 500 {print $1}')
if [[ "$(id -u)" -eq 0 ]] && sync && echo 3 2>/dev/null >/proc/sys/vm/drop_caches; then cold="caches dropped"; else cold="caches warm"; fi
row "route plan --plot $plot, one process ($cold)" "$(seconds "$outerline" route plan "$project" --plot "$plot" --utility water) s (budget 1 s)"


# Applications filed: for each case a route is planned and judged and its events are on the disk before it is printed.
"$outerline" sample generate --blocks 60 --plain -o "$work/sample" --quiet >/dev/null
"$outerline" project new "$work/cases.gpkg" --crs EPSG:4549 --quiet
for layer in plots mains stubs roads greens buildings water territories districts; do
    if [[ -e "$work/sample/$layer.geojson" ]]; then
        "$outerline" layer import "$work/cases.gpkg" $layer "$work/sample/$layer.geojson" --quiet
    fi
done
spent=$(seconds "$outerline" case file "$work/cases.gpkg" "$work/sample/applications.csv" --today 2026-11-20)
cases=$("$outerline" case list "$work/cases.gpkg" --json | grep -c '"case"')
events=$("$outerline" project verify "$work/cases.gpkg" --json | sed -nE 's/.*"events" *: *([0-9]+).*/\1/p' | head -n 1)
row "case file: $cases cases, $events events" "$spent s = $(awk -v n="$cases" -v s="$spent" 'BEGIN {printf "%.0f", n / s}') cases a second, routes included"
row "project rebuild: the tables from those events" "$(seconds "$outerline" project rebuild "$work/cases.gpkg") s"
