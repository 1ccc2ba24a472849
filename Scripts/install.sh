#!/usr/bin/env bash
# usage: install.sh BUILD-FOLDER PREFIX     copies the tool with its resource bundles
set -euo pipefail
build=$1 prefix=$2
install -d "$prefix/lib/outerline" "$prefix/bin"
install -m 755 "$build/outerline" "$prefix/lib/outerline/"
if [[ -x $build/outerline-desk ]]; then
    install -m 755 "$build/outerline-desk" "$prefix/lib/outerline/"
    ln -sf ../lib/outerline/outerline-desk "$prefix/bin/outerline-desk"
fi
for bundle in "$build"/outerline_*.resources; do cp -r "$bundle" "$prefix/lib/outerline/"; done
ln -sf ../lib/outerline/outerline "$prefix/bin/outerline"
echo "installed: $prefix/bin/outerline" >&2
