#!/usr/bin/env bash
# The service: a unit without a complaint of systemd's, well shut in, and run by a real systemd in namespaces of its
# own, against a broker and the simulated NAS. As root, from the top of the project, after `npm run build`; it needs
# systemd, mosquitto and mosquitto-clients. E2E_BRIDGE=dist/native/linux-x64/synology-drive-bridge runs the native one.
set -euo pipefail
folder=$(mktemp -d)
chmod 755 "$folder"
unit=synology-drive-bridge.service
source=homeassistant/systemd/$unit
bridge=${E2E_BRIDGE:-dist/synology-drive-bridge}
children=()
groups=

end() {
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  wait
  if [ -n "$groups" ]; then find "$groups" -depth -type d -exec rmdir {} \; ; fi
  rm -rf "$folder"
}
trap end EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

# Judged with the executable where it is now.
sed "s,/usr/local/bin/synology-drive-bridge,$PWD/$bridge," "$source" >"$folder/$unit"
complaints=$(systemd-analyze verify --man=no "$folder/$unit" 2>&1) || fail "verify: $complaints"
[ -z "$complaints" ] || fail "verify: $complaints"
rating=$(systemd-analyze security --offline=true --no-pager --threshold=25 "$folder/$unit") || fail "security: $rating"
echo "verify: no complaint; security: $(sed -n 's/.*exposure level for .*: \([0-9.]*\).*/\1/p' <<<"$rating")"

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
broker=$(free_port)
nas=$(free_port)
mosquitto -p "$broker" >"$folder/broker.log" 2>&1 &
children+=($!)
dist/synology-drive-simulator --port "$nas" >"$folder/nas.log" 2>&1 &
children+=($!)

echo monitor >"$folder/office"
cat >"$folder/bridge.yaml" <<YAML
mqtt:
  url: mqtt://127.0.0.1:$broker
nas:
  - id: office
    host: 127.0.0.1
    port: $nas
    plain_http: true
    username: monitor
    password_file: secrets/office
YAML

# Of all units only ours, with what it is ordered after.
mkdir "$folder/units"
cp "$source" "$folder/units/"
for target in sysinit basic network-online shutdown; do
  printf '[Unit]\nDefaultDependencies=no\n' >"$folder/units/$target.target"
done
printf '[Unit]\nDefaultDependencies=no\nWants=%s judge.service\n' "$unit" >"$folder/units/try.target"
printf '[Unit]\nDefaultDependencies=no\n[Service]\nWorkingDirectory=%s\nExecStart=/bin/bash %s/judge.sh %s %s\n' \
  "$PWD" "$PWD/test/e2e/systemd" "$folder" "$broker" >"$folder/units/judge.service"
mkdir "$folder/units/$unit.d"
printf '[Service]\nStandardOutput=append:%s/said\nStandardError=append:%s/said\n' "$folder" "$folder" \
  >"$folder/units/$unit.d/said.conf"

groups=/sys/fs/cgroup/systemd
[ -d "$groups" ] || groups=/sys/fs/cgroup
groups=$groups/synology-drive-test-$$
mkdir "$groups"
(
  echo "$BASHPID" >"$groups/cgroup.procs"
  exec timeout --signal=KILL 120 unshare --mount --pid --fork --kill-child --cgroup --propagation private \
    bash test/e2e/systemd/boot.sh "$folder" "$bridge"
) >"$folder/boot.log" 2>&1 || true

expected='it publishes
state: active, restarts 0
user: synology-drive
remembers in: synology-drive 700 /var/lib/synology-drive/synology-drive-monitoring
stopped: success, offline
killed: auto-restart
wrong configuration: failed, status 2'
[ "$(cat "$folder/seen" 2>/dev/null)" = "$expected" ] ||
  fail "the service: $(cat "$folder/seen" "$folder/said" "$folder/boot.log" 2>/dev/null)"
echo 'service: runs as its user, remembers, stops in order, is started again, not with a wrong configuration'
