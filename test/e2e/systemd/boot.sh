#!/usr/bin/env bash
# Becomes a systemd that runs the bridge's unit and nothing else, on overlays over this machine's own files.
# Usage, in namespaces of mounts, processes and control groups: boot.sh FOLDER BRIDGE: what systemd.sh put together, and
# the executable.
set -euo pipefail
folder=$1 bridge=$2

mount -t proc proc /proc
mount -t tmpfs tmpfs /mnt
for place in /etc /usr/local /var/lib; do
  own=/mnt$place
  mkdir -p "$own/upper" "$own/work"
  mount -t overlay overlay -o "lowerdir=$place,upperdir=$own/upper,workdir=$own/work" "$place"
done
mount -t tmpfs tmpfs /run

# As the head of the unit says.
useradd --system --no-create-home --shell /usr/sbin/nologin synology-drive
install -m 755 "$bridge" /usr/local/bin/
install -d -m 750 -o root -g synology-drive /etc/synology-drive /etc/synology-drive/secrets
install -m 640 -o root -g synology-drive "$folder/bridge.yaml" /etc/synology-drive/
install -m 640 -o root -g synology-drive "$folder/office" /etc/synology-drive/secrets/

# The hierarchy as it is seen from here: what encloses it stays out of reach.
kind=$(stat --file-system --format=%T /sys/fs/cgroup)
umount --recursive /sys/fs/cgroup
if [ "$kind" = cgroup2fs ]; then
  mount -t cgroup2 cgroup /sys/fs/cgroup
else
  mount -t tmpfs tmpfs /sys/fs/cgroup
  mkdir /sys/fs/cgroup/systemd
  mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
fi

exec env --ignore-environment container=lxc SYSTEMD_UNIT_PATH="$folder/units" \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=try.target --log-target=null
