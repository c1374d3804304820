import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../../support/checks.ts';
import { bookwormRoot } from '../../support/executable.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { commandsOf, README, sectionOf } from '../../support/readme.ts';
import { Mosquitto } from '../peers/mosquitto.ts';
import { until } from '../peers/until.ts';
import { Machine, PACKAGES } from './machine.ts';
import { CURRENT, FOLDER, requireCurrent } from './packages.ts';

/** What the README says from the installed package to a bridge that runs, word for word. */
const typed = commandsOf(sectionOf(README, 'Debian package')).map(({ command }) => command);
const commands = typed.slice(typed.findIndex((command) => command.includes('bridge.yaml')));
const UNIT = '/usr/lib/systemd/system/synology-drive-bridge.service';

let office: Office;
let broker: Mosquitto;
let machine: Machine;
beforeAll(async () => {
  requireCurrent();
  office = await openOffice();
  broker = await Mosquitto.start();
  office.folder.file('password.txt', 'monitor\n', 0o644);
  copyFileSync(join(FOLDER, CURRENT), join(office.folder.path, CURRENT));
  machine = await Machine.boot(bookwormRoot(), office.folder.path);
  await machine.told(`cd ${PACKAGES} && apt-get install --yes --quiet ./${CURRENT}`);
});
afterAll(async () => {
  await machine.halt();
  await Promise.all([office.close(), broker.close()]);
});

/** What an administrator types: this broker, which knows no accounts, and this NAS. */
const edits = (file: string) => {
  const lines = [
    `s|url: .*|url: ${broker.url}|`,
    `s|host: .*|host: 127.0.0.1\\n    port: ${office.nas.port}\\n    plain_http: true|`,
  ];
  return `sed --in-place ${lines.map((line) => `--expression='${line}'`).join(' ')} ${file}`;
};

/** What systemd would run, by hand: a bare root has none. */
const service = `{ set -- $(sed -n 's/^ExecStart=//p' ${UNIT}); export XDG_STATE_HOME=/var/lib/synology-drive
  exec setpriv --reuid=synology-drive --regid=synology-drive --clear-groups "$@"; } </dev/null >/tmp/said 2>&1 &`;

const here = (command: string) =>
  command
    .replaceAll('sudo ', '')
    .replace(/^editor (.*)$/, (_, file: string) => edits(file))
    .replace(/^systemctl enable --now synology-drive-bridge$/, service);

const topic = async (name: string) => {
  const args = [
    '-h',
    '127.0.0.1',
    '-p',
    String(broker.port),
    '-W',
    '2',
    '-C',
    '1',
    '-t',
    `synology_drive/${name}`,
  ];
  const { stdout } = await launch('mosquitto_sub', args, { env: { PATH: '/usr/bin' } }).ended;
  return stdout.trim();
};

describe('the bridge of the package, by the README', { retry: 0 }, () => {
  it('has a unit that waits for the configuration, and is enabled by nobody', async () => {
    const unit = await machine.told(`cat ${UNIT}`);
    expect(unit).toMatch(/^\[Unit\]\n/);
    expect(unit).toContain('\nConditionPathExists=/etc/synology-drive/bridge.yaml\n');
    expect(unit).toContain(
      '\nExecStart=/usr/bin/synology-drive-bridge run --config /etc/synology-drive/bridge.yaml\n',
    );
    expect(await machine.told("find /etc/systemd /etc/rc?.d -name '*synology*' 2>/dev/null; true")).toBe('');
  });

  it.each(commands)('%s', async (command) => {
    await machine.told(`cd ${PACKAGES} && ${here(command)}`);
  });

  it('publishes what the NAS says, and remembers it where only it can read', async () => {
    await until('connections', async () =>
      (await topic('office/connections')).includes('"total":25') ? true : undefined,
    );
    expect(await topic('bridge/state')).toBe('online');
    const kept = await machine.told(
      'find /var/lib/synology-drive -type f -printf "%u %m\\n" | sort --unique',
    );
    expect(kept).toBe('synology-drive 600\n');
  });
});
