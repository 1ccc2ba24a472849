#!/usr/bin/env bash
# Compares what every target imports with the arrow table of Documentation/ARCHITECTURE.md.
# A row reads: | `Target` | what lives there | `Import` `Import` … |
set -euo pipefail
cd "$(dirname "$0")/.."

allowed_everywhere=" Foundation Glibc Synchronization "
status=0
declare -A table
while IFS='|' read -r _ target _ imports _; do
    name=$(tr -d '` ' <<<"$target")
    table[$name]=" $(tr '`' ' ' <<<"$imports") "
done < <(sed -n '/<!-- arrows -->/,/<!-- \/arrows -->/p' Documentation/ARCHITECTURE.md | grep '^| `')

for folder in Sources/*/ GIS/; do
    name=$(basename "$folder")
    case $name in C[A-Z]*) [[ -f $folder/module.modulemap ]] && continue ;; outerline-cli) name=outerline ;; esac
    if [[ -z "${table[$name]:-}" ]]; then
        echo "arrows: target $name is not in the table of Documentation/ARCHITECTURE.md" >&2
        status=1
        continue
    fi
    while read -r import; do
        [[ "$allowed_everywhere${table[$name]}" == *" $import "* ]] && continue
        echo "arrows: $name imports $import, which its row in Documentation/ARCHITECTURE.md does not allow" >&2
        grep -rnE "^(public |internal |package |private |fileprivate )?(@[a-zA-Z_]+ )*import (struct |class |enum |func )?$import\b" "$folder" --include='*.swift' | head -3 >&2
        status=1
    done < <(grep -rhoE '^(public |internal |package |private |fileprivate )?(@[a-zA-Z_]+ )*import [A-Za-z0-9_. ]+' "$folder" --include='*.swift' \
        | sed -E 's/.*import (struct |class |enum |func |protocol )?//; s/[. ].*//' | sort -u)
done
[[ $status -eq 0 ]] && echo "arrows: every import is in the table" >&2
exit $status
