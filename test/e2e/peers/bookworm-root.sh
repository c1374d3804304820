#!/usr/bin/env bash
# Makes a root of Debian 12 as an administrator has it before anything is monitored: bare, but with man and completion of
# bash and zsh. Beside it lie the archives of Icinga 2 and what it brings along, so that tests install it without a network.
# Usage: bookworm-root.sh ROOT. Kept between runs; a root that was not finished is made anew.
set -euo pipefail
root=$1
[ ! -e "$root/.finished" ] || exit 0
rm -rf --one-file-system "$root"
mkdir -p "$root"
debootstrap --variant=minbase --include=man-db,bash-completion,zsh bookworm "$root"
# The same way out as this machine has, while archives are fetched: its names, and the settings of its apt.
way="$root/etc/apt/apt.conf.d/00-way-out"
for file in /etc/resolv.conf /etc/hosts; do
  if [ -e "$file" ]; then install -D -m 644 "$file" "$root$file"; fi
done
apt-config dump | { grep '^Acquire::http' || true; } >"$way"
chroot "$root" apt-get -q update
chroot "$root" apt-get -q --yes --download-only install icinga2
rm "$way"
touch "$root/.finished"
