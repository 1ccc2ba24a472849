#!/usr/bin/env bash
# Throws generated requests at a desk on a copy of the demo project: no server error, no undocumented answer.
# usage: api-test.sh BUILD-FOLDER OUTERLINE      API_TEST_EXAMPLES=N examples an operation (default 60)
set -euo pipefail

build=$(realpath "$1") outerline=$(realpath "$2")
root=$(cd "$(dirname "$0")/.." && pwd)
venv=${API_TEST_VENV:-$root/.build/api-venv}
[[ -x $venv/bin/schemathesis ]] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install schemathesis==4.32.5; }

work=$(mktemp -d)
desk=
trap '[[ -n $desk ]] && kill "$desk" 2>/dev/null; wait; rm -rf "$work"' EXIT
[[ -e $root/out/demo.gpkg ]] || "$root/Scripts/demo.sh" "$outerline" "$root/out" >/dev/null
cp "$root/out/demo.gpkg" "$work/city.gpkg"

"$build/outerline-desk" account add "$work/city.gpkg" admin --person 管理员 --role administrator <<<"outerline-demo"
token=$("$build/outerline-desk" account token add "$work/city.gpkg" admin --title api-test --days 1)
"$build/outerline-desk" serve "$work/city.gpkg" --port 0 --rate-limit 0 --log warning 2>"$work/log" &
desk=$!
until address=$(sed -n 's/^desk: \(http.*\)\/$/\1/p' "$work/log") && [[ -n $address ]]; do
    kill -0 "$desk" || { cat "$work/log" >&2; exit 1; }
    sleep 0.2
done
case=$("$outerline" case list "$work/city.gpkg" --json | grep -o '"case":"[^"]*"' | head -1 | cut -d'"' -f4)
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance

cd "$work"
# Revoking is left out: it would find the token it is run with and end the run with it.
printf '[parameters]\n"path.case" = "%s"\n' "$case" >schemathesis.toml
status=0
"$venv/bin/schemathesis" run "$address/api/openapi.json" --header "Authorization: Bearer $token" --checks "$checks" \
    --phases examples,coverage,fuzzing --max-examples "${API_TEST_EXAMPLES:-60}" --seed 1 --continue-on-failure \
    --exclude-operation-id revoke_a_token --no-color || status=$?
grep -v '^desk:' "$work/log" >&2 || true
exit "$status"
