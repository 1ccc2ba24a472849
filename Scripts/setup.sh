#!/usr/bin/env bash
# Installs the system libraries Outerline links, and the map library its desk serves, where they are missing.
# usage: setup.sh [--tests]     --tests: also the independent readers the tests compare with
set -euo pipefail

packages=(pkg-config libgeos-dev libproj-dev libgdal-dev libsqlite3-dev libssl-dev
    libcairo2-dev libpango1.0-dev libxlsxwriter-dev fonts-noto-cjk libjs-leaflet)
if [[ "${1:-}" == "--tests" ]]; then packages+=(gdal-bin python3-gdal python3-openpyxl python3-ezdxf python3-icalendar poppler-utils qpdf); fi

if ! command -v dpkg-query >/dev/null; then
    echo "setup: this is no Debian or Ubuntu; install the equivalents of: ${packages[*]}" >&2
    echo "setup: going on, in the hope that they are here" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    [[ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)" == "install ok installed" ]] || missing+=("$package")
done
# Some systems have pkgconf in the place of pkg-config.
if command -v pkg-config >/dev/null; then missing=("${missing[@]/#pkg-config/}"); fi
needed=()
for package in "${missing[@]}"; do [[ -n "$package" ]] && needed+=("$package"); done
[[ ${#needed[@]} -eq 0 ]] && exit 0

echo "setup: installing ${needed[*]}" >&2
as_root=()
if [[ "$(id -u)" -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "setup: not root and no sudo; run as root: apt-get install ${needed[*]}" >&2
        exit 69
    fi
    as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null
