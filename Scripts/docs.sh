#!/usr/bin/env bash
# Extracts the symbol graphs of all targets: fails where a doc comment does not parse. Output: .build/docs.
set -euo pipefail
cd "$(dirname "$0")/.."
swift package dump-symbol-graph --minimum-access-level public
graphs=$(find .build -type d -name symbolgraph | head -n 1)
mkdir -p .build/docs
for target in Vocabulary Geometry CityModel RouteSurvey RoutePlanner WorkCalendar PermitPolicy Coordinator Outerline; do
    docc=$(command -v docc || echo "$(dirname "$(readlink -f "$(command -v swift)")")/docc")
    filtered=$(mktemp -d)
    cp "$graphs/$target".symbols.json "$graphs/$target"@*.symbols.json "$filtered" 2>/dev/null || true
    "$docc" convert --additional-symbol-graph-dir "$filtered" --fallback-display-name "$target" \
        --fallback-bundle-identifier "outerline.$target" --output-path ".build/docs/$target.doccarchive"
    rm -rf "$filtered"
done
echo "docs: .build/docs" >&2
