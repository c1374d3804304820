#!/usr/bin/env bash
# Makes a root of Debian testing with the newest Home Assistant in it, which needs a newer Python than stable has.
# Usage: home-assistant-root.sh ROOT. Kept between runs; a root that was not finished is made anew.
set -euo pipefail
root=$1
scripts=/usr/share/debootstrap/scripts
suite=forky

# With a compiler of C++, too: Home Assistant builds its voice packages itself, and without them its pages do not load.
if [ -x "$root/ha/bin/hass" ] && [ -x "$root/usr/bin/g++" ] && [ -f "$root/.finished" ]; then
  printf 'home assistant %s is in %s\n' "$(cat "$root/.finished")" "$root"
  exit 0
fi

umount "$root/proc" "$root/dev" 2>/dev/null || true
rm -rf --one-file-system "$root"
mkdir -p "$root"
[ -e "$scripts/$suite" ] || ln -s sid "$scripts/$suite"
debootstrap --variant=minbase \
  --include=python3,python3-venv,python3-dev,ca-certificates,gcc,g++,libc6-dev "$suite" "$root"

# The same way out as this machine has: its authorities, its names, pip's own settings.
for file in /etc/ssl/certs/ca-certificates.crt /etc/resolv.conf /etc/hosts; do
  if [ -e "$file" ]; then install -D -m 644 "$file" "$root$file"; fi
done
bundles=("${PIP_CERT:-}" "${SSL_CERT_FILE:-}" "${REQUESTS_CA_BUNDLE:-}")
for bundle in "${bundles[@]}"; do
  if [ -n "$bundle" ] && [ -f "$bundle" ]; then install -D -m 644 "$bundle" "$root$bundle"; fi
done
for conf in /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"; do
  if [ -f "$conf" ]; then install -D -m 644 "$conf" "$root/etc/pip.conf"; fi
done
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
trap 'umount "$root/proc" "$root/dev" 2>/dev/null || true' EXIT

chroot "$root" python3 -m venv /ha
env -u PIP_FIND_LINKS chroot "$root" /ha/bin/pip install --quiet --disable-pip-version-check homeassistant
chroot "$root" /ha/bin/pip show homeassistant | sed -n 's/^Version: //p' >"$root/.finished"
printf 'home assistant %s is in %s\n' "$(cat "$root/.finished")" "$root"
