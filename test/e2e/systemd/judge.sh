#!/usr/bin/env bash
# Beside the bridge, under the same systemd: writes what it sees of the service to FOLDER/seen, and ends the systemd.
# Usage: judge.sh FOLDER PORT, where a broker listens.
set -uo pipefail
folder=$1
broker=(-h 127.0.0.1 -p "$2")
unit=synology-drive-bridge.service
trap 'systemctl poweroff --force --force &>/dev/null' EXIT
exec >"$folder/seen" 2>&1

shown() { systemctl show "$unit" --property="$1" --value; }
topic() { mosquitto_sub "${broker[@]}" -W 1 -C 1 -t "$1"; }
# Waits until a topic says this.
await() { for _ in {1..60}; do [ "$(topic "$1" 2>/dev/null)" = "$2" ] && return; sleep 0.3; done; false; }

await synology_drive/office/availability online && echo 'it publishes'
echo "state: $(shown ActiveState), restarts $(shown NRestarts)"
echo "user: $(ps -o user:20= -p "$(shown MainPID)")"
echo "remembers in: $(stat --format='%U %a' /var/lib/synology-drive)" /var/lib/synology-drive/*

systemctl stop "$unit"
echo "stopped: $(shown Result), $(topic synology_drive/bridge/state)"

# One that fails is started again; one whose configuration is wrong is not.
systemctl start "$unit"
await synology_drive/bridge/state online
systemctl kill --signal=KILL "$unit"
sleep 2
echo "killed: $(shown SubState)"
systemctl stop "$unit"
echo 'nas: []' >/etc/synology-drive/bridge.yaml
systemctl start "$unit"
sleep 3
echo "wrong configuration: $(shown SubState), status $(shown ExecMainStatus)"
