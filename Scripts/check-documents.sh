#!/usr/bin/env bash
# Shell scripts parse, decision records are numbered without gaps, no generated file is committed by mistake.
set -euo pipefail
cd "$(dirname "$0")/.."
for script in Scripts/*.sh .ci/run Benchmarks/*.sh; do [[ -e $script ]] && bash -n "$script"; done
expected=1
for record in Documentation/Decisions/[0-9]*.md; do
    number=$((10#$(basename "$record" | cut -c1-4)))
    if [[ $number -ne $expected ]]; then
        echo "documents: decision $expected is missing before $record" >&2
        exit 1
    fi
    expected=$((expected + 1))
done
if git ls-files | grep -E '(^|/)(\.build/|Package\.resolved$)|\.gpkg-(wal|shm)$'; then
    echo "documents: the files above must not be committed" >&2
    exit 1
fi
echo "documents: in order" >&2
