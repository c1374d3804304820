#!/usr/bin/env bash
# What the end-to-end tests need, on Debian 12, as root: the peers of the lists below, roots of Debian 11
# in ${E2E_BULLSEYE:-/var/cache/synology-drive-e2e}, one of Debian 12 in
# ${E2E_BOOKWORM:-/var/cache/synology-drive-e2e}, and a root with Home Assistant in it at
# ${E2E_HOME_ASSISTANT:-/var/cache/synology-drive-e2e/home-assistant}. What is there already is left as it is.
set -euo pipefail
cd "$(dirname "$0")"
root=${E2E_HOME_ASSISTANT:-/var/cache/synology-drive-e2e/home-assistant}
export DEBIAN_FRONTEND=noninteractive

[ "$(id -u)" = 0 ] || { echo 'run this as root' >&2; exit 1; }

packages=(debootstrap debian-archive-keyring ca-certificates mosquitto mosquitto-clients faketime systemd chromium fonts-dejavu-core
  qemu-user strace iproute2
  man-db groff-base mandoc zsh influxdb lintian curl jq
  # msmtp-mta, or the mailer that Nagios wants would be a mail server.
  nagios4-core nagios-nrpe-server nagios-nrpe-plugin msmtp-mta monitoring-plugins-basic openssh-client
  icinga2-bin icinga2-common icingacli icingaweb2-module-director mariadb-server php-mysql
)
missing=()
for package in "${packages[@]}"; do
  case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
    'install ok installed') ;;
    *) missing+=("$package") ;;
  esac
done
if [ ${#missing[@]} -gt 0 ]; then
  # A broker of the tests' own is started by them; the package's service would only take the port.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
    trap 'rm -f $policy' EXIT
  fi
  apt-get update -q
  apt-get install -y -q --no-install-recommends "${missing[@]}"
fi
for command in debootstrap mosquitto mosquitto_pub mosquitto_passwd faketime chromium setpriv unshare ip qemu-aarch64 qemu-x86_64 strace \
  man lexgrog mandoc zsh influxd lintian curl jq nagios4 nrpe icinga2 icingacli mariadbd; do
  PATH=$PATH:/usr/sbin command -v $command >/dev/null || { echo "$command is not there" >&2; exit 1; }
done

for architecture in amd64 arm64; do
  bash bullseye-root.sh "${E2E_BULLSEYE:-/var/cache/synology-drive-e2e}/bullseye-$architecture" $architecture
done
bash bookworm-root.sh "${E2E_BOOKWORM:-/var/cache/synology-drive-e2e}/bookworm-amd64"
mkdir -p "$(dirname "$root")"
bash home-assistant-root.sh "$root"
