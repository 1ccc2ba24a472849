#!/usr/bin/env bash
# Plans the routing cases of real cities and has the peers' judge check them: legality, cost, gap, and seconds a route.
# usage: routes.sh OUTERLINE      data: $OUTERLINE_DATA or ../shared/data; peers and judge: $OUTERLINE_PEERS or
# ../shared/bench. WANT=tokyo_shibuya=40 takes other windows; PEER=1 runs scikit-image at 0.5 m beside ours (minutes).
set -euo pipefail

outerline=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
data=$(realpath -m "${OUTERLINE_DATA:-$root/../shared/data}")
peers=$(realpath -m "${OUTERLINE_PEERS:-$root/../shared/bench}")
if [[ ! -e "$peers/route_check.py" || ! -e "$data/vancouver.gpkg" ]]; then
    echo "routing cases skipped: no data in $data or no judge in $peers"
    exit 0
fi
python="$root/.build/bench-venv/bin/python"
[[ -x "$python" ]] || python3 -m venv "$root/.build/bench-venv"
"$python" -c 'import shapely, geopandas, pyogrio, pandas, rasterio, affine, skimage' 2>/dev/null ||
    "$python" -m pip install -q shapely==2.2.0 geopandas pyogrio pandas rasterio affine scikit-image
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export BENCH="$work" CITY_DATA="$data"
row() { printf '%-46s %s\n' "$1" "$2"; }
seconds() { local s=$EPOCHREALTIME; "$@" >"$work/out" 2>"$work/err"; awk -v a="$s" -v b="$EPOCHREALTIME" 'BEGIN {printf "%.3f", b - a}'; }

cd "$work"
"$python" "$peers/route_cases.py" >/dev/null 2>&1
"$python" "$peers/route_layout.py" cases_city.gpkg >/dev/null 2>&1
"$outerline" project new cases.gpkg --crs EPSG:4549 --quiet
for layer in plots mains roads greens water buildings; do
    "$outerline" layer import cases.gpkg $layer cases_city.gpkg --source-layer $layer --quiet --repair
done
plan() { "$outerline" route plan cases.gpkg --all --utility water --regime none --rates "$root/Benchmarks/peer-rates.yaml" --json --jobs "$1" --quiet; }
one=$(seconds plan 1)
cp out plans.jsonl
two=$(seconds plan 2)
cmp -s out plans.jsonl || { echo "one job and two jobs differ" >&2; exit 1; }
count=$(wc -l <plans.jsonl)
row "routes planned, 1 / 2 jobs" "$count in $one s / $two s = $(awk -v n="$count" -v a="$one" -v b="$two" 'BEGIN {printf "%.1f ms a route on one core, %.2f times as fast on two", 1000 * a / n, a / b}')"
row "the judge" "$("$python" "$peers/route_check.py" plans.jsonl "$data/route_best.csv")"
if [[ -n "${PEER:-}" ]]; then row "scikit-image at 0.5 m" "$("$python" "$peers/route_grid.py" skimage 0.5 | tail -n 1)"; fi
