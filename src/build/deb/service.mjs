import { readFileSync } from 'node:fs';

const OWN_INSTALLATION = '/usr/local/bin/';

/** The bridge's systemd unit without how it is installed by hand, and of this package's executable. */
export function packagedService() {
  const unit = readFileSync('homeassistant/systemd/synology-drive-bridge.service', 'utf8');
  if (!unit.includes(`ExecStart=${OWN_INSTALLATION}`))
    throw new Error(`the unit starts nothing in ${OWN_INSTALLATION}`);
  return unit.slice(unit.indexOf('[Unit]')).replaceAll(OWN_INSTALLATION, '/usr/bin/');
}
