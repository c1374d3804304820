#!/usr/bin/env bash
# Makes a root of Debian 11, the oldest that native executables are for: to run in, or for its libraries alone.
# Usage: bullseye-root.sh ROOT amd64|arm64. Kept between runs; a root that was not finished is made anew.
set -euo pipefail
root=$1 architecture=$2
[ ! -e "$root/.finished" ] || exit 0
rm -rf --one-file-system "$root"
mkdir -p "$root"
foreign=()
# Its packages are unpacked, which is all that an emulator needs of it.
[ "$architecture" = "$(dpkg --print-architecture)" ] || foreign=(--foreign)
debootstrap "${foreign[@]}" --variant=minbase --arch="$architecture" bullseye "$root"
touch "$root/.finished"
