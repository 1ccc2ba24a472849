#!/usr/bin/env bash
# Compares the requirements R01 … R46 with the tests that carry their numbers and with Documentation/Requirements.md.
# usage: check-requirements.sh            fails if a C or S requirement has no test, or the table and the tests differ
#        check-requirements.sh --count    prints the count line only
#        check-requirements.sh --table    prints the table with a row for each number and its tests, to be filled in
# A test carries numbers at the start of its name: @Test("R22 heat has no limit …"), also several: "R43 R44 R45 …".
# The table: | number | statement | where it lives | test | ambiguity settled |
set -euo pipefail
cd "$(dirname "$0")/.."
document=Documentation/Requirements.md
# Requirements of scope P: context, no software test.
context="R25"

all=$(seq -f 'R%02g' 1 46)
# number<TAB>file<TAB>name of the test, one line for each number a test carries; names may span lines in the source.
tests() {
    find Tests -name '*.swift' -print0 | sort -z | xargs -0 awk '
        function tell(name,   rest, found) {
            rest = name
            while (match(rest, /(^|[^A-Za-z0-9_])R[0-4][0-9]([^0-9]|$)/)) {
                found = substr(rest, RSTART, RLENGTH)
                match(found, /R[0-4][0-9]/)
                found = substr(found, RSTART, RLENGTH)
                if (name ~ /^R[0-4][0-9]/) print found "\t" FILENAME "\t" name
                rest = substr(rest, index(rest, found) + 3)
            }
        }
        FNR == 1 { open = 0 }
        /@Test\($/ { open = 1; next }
        {
            line = $0
            if (line ~ /@Test\("/) { sub(/.*@Test\("/, "", line) }
            else if (open && line ~ /^[ \t]*"/) { sub(/^[ \t]*"/, "", line) }
            else { open = 0; next }
            open = 0
            sub(/"[,)]?.*$/, "", line)
            tell(line)
        }' | sort -u
}

found=$(tests)
numbers=$(cut -f1 <<<"$found" | sort -u)
needed=$(grep -vxF "$context" <<<"$all")
covered=$(comm -12 <(sort <<<"$needed") <(sort <<<"$numbers"))
count=$(grep -c . <<<"$covered" || true)
line="requirements: $count of $(grep -c . <<<"$needed") have a test ($(cut -f2,3 <<<"$found" | sort -u | grep -c .) tests carry a number)"

case "${1:-}" in
--count)
    echo "$line"
    exit 0
    ;;
--table)
    echo "| number | statement | where it lives | test | ambiguity settled |"
    echo "|---|---|---|---|---|"
    for number in $all; do
        row=""
        [[ -e $document ]] && row=$(grep -E "^\| $number \|" "$document" | head -1 || true)
        IFS='|' read -r _ _ statement where _ settled _ <<<"${row:-| | | | | |}" || true
        names=$(awk -F'\t' -v n="$number" '$1 == n { file = $2; sub(/.*\//, "", file); sub(/\.swift$/, "", file); print "`" file "`: " $3 }' <<<"$found" | paste -sd'~' | sed 's/~/<br>/g; s/|/\\|/g')
        if [[ " $context " == *" $number "* ]]; then names="– (context)"; fi
        echo "| $number |${statement:- }|${where:- }| ${names:-–} |${settled:- }|"
    done
    exit 0
    ;;
esac

status=0
missing=$(comm -23 <(sort <<<"$needed") <(sort <<<"$numbers"))
if [[ -n $missing ]]; then
    echo "requirements: no test carries $(paste -sd' ' <<<"$missing")" >&2
    status=1
fi
unknown=$(comm -13 <(sort <<<"$all") <(sort <<<"$numbers"))
if [[ -n $unknown ]]; then
    echo "requirements: tests carry numbers that are none: $(paste -sd' ' <<<"$unknown")" >&2
    status=1
fi
if [[ ! -e $document ]]; then
    echo "requirements: $document is missing; begin with Scripts/check-requirements.sh --table" >&2
    exit 1
fi
for number in $all; do
    row=$(grep -E "^\| $number \|" "$document" || true)
    if [[ -z $row || $(grep -c . <<<"$row") -ne 1 ]]; then
        echo "requirements: $document has no single row for $number" >&2
        status=1
        continue
    fi
    cells=$(sed 's/\\|/\x01/g' <<<"$row" | cut -d'|' -f5 | sed 's/\x01/|/g; s/<br>/\n/g; s/^ *//; s/ *$//')
    while read -r cell; do
        [[ $cell == '`'*'`: '* ]] || continue
        file=$(sed -E 's/^`([^`]*)`: .*/\1/' <<<"$cell")
        name=$(sed -E 's/^`[^`]*`: //; s/ *$//' <<<"$cell")
        if ! awk -F'\t' -v n="$number" -v f="/$file.swift" -v t="$name" '
            $1 == n && $3 == t && index($2, f) == length($2) - length(f) + 1 { found = 1 } END { exit !found }' <<<"$found"; then
            echo "requirements: $number names a test that does not exist: $cell" >&2
            status=1
        fi
    done <<<"$cells"
    if [[ " $context " != *" $number "* ]] && ! grep -q '`: ' <<<"$cells"; then
        echo "requirements: the row of $number names no test" >&2
        status=1
    fi
    for index in 3 4; do
        if [[ -z $(cut -d'|' -f$index <<<"$row" | tr -d ' ') ]]; then
            echo "requirements: the row of $number lacks its $([[ $index == 3 ]] && echo statement || echo place)" >&2
            status=1
        fi
    done
done
echo "$line" >&2
exit $status
