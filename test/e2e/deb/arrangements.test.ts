import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookwormRoot, bullseyeRoot } from '../../support/executable.ts';
import { Machine, PACKAGES } from './machine.ts';
import { CURRENT, FOLDER, requireCurrent } from './packages.ts';

const NAME = 'synology-drive-monitoring';
const CONFIGURATION = '/etc/synology-drive';
const STATE = '/var/lib/synology-drive';
const INSTALL = `cd ${PACKAGES} && apt-get install --yes --quiet --reinstall ./${CURRENT}`;
const PURGE = `apt-get purge --yes ${NAME}`;

beforeAll(requireCurrent);

describe.each([
  ['Debian 12', bookwormRoot()],
  ['a bare Debian 11', bullseyeRoot('amd64')],
])('on %s, what the administrator arranged', { retry: 0 }, (_, root) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.boot(root, FOLDER);
  });
  afterAll(() => machine.halt());

  const owners = async (...paths: string[]) =>
    (await machine.told(`stat -L --format='%a %U:%G' ${paths.join(' ')}`)).trimEnd().split('\n');

  it.each([
    ['its folder', `mkdir -p /data && ln -s /data ${CONFIGURATION}`, '/data/secrets'],
    ['secrets', `mkdir -p /data ${CONFIGURATION} && ln -s /data ${CONFIGURATION}/secrets`, '/data'],
  ])(
    'a link in place of %s stays, and secrets behind it are root’s after a purge',
    async (__, link, secrets) => {
      await machine.told(
        `${link} && ${INSTALL} && install -m 640 -g synology-drive /dev/null ${secrets}/office`,
      );
      expect(await owners('/data', `${secrets}/office`)).toEqual([
        '755 root:synology-drive',
        '640 root:synology-drive',
      ]);
      expect(await machine.told(PURGE)).toContain(`\n  ${CONFIGURATION}/secrets/office\n`);
      expect(await owners('/data', `${CONFIGURATION}/secrets/office`)).toEqual([
        '755 root:root',
        '640 root:root',
      ]);
      await machine.told(`rm -r /data ${CONFIGURATION}`);
    },
  );

  it('files of another group stay that group’s after a purge', async () => {
    await machine.told(`${INSTALL} && install -m 640 -g daemon /dev/null ${CONFIGURATION}/bridge.yaml`);
    expect(await machine.told(PURGE)).toContain(
      `these are yours, and stay:\n  ${CONFIGURATION}/bridge.yaml\n`,
    );
    expect(await owners(`${CONFIGURATION}/bridge.yaml`)).toEqual(['640 root:daemon']);
    await machine.told(`rm -r ${CONFIGURATION}`);
  });

  it('a user with another group gets the group of the unit, and outlives a purge', async () => {
    await machine.told('groupadd --system other && useradd --system --gid other synology-drive');
    const before = await machine.told('getent passwd synology-drive');
    await machine.told(INSTALL);
    expect(await owners(STATE, CONFIGURATION)).toEqual([
      '700 synology-drive:synology-drive',
      '750 root:synology-drive',
    ]);
    await machine.told(PURGE);
    expect(await machine.told('getent passwd synology-drive')).toBe(before);
    await machine.told('userdel synology-drive; groupdel synology-drive; groupdel other');
  });

  it('a group alone gets the user', async () => {
    await machine.told(`groupadd --system synology-drive && ${INSTALL}`);
    expect(await machine.told('id --name --user synology-drive; id --name --groups synology-drive')).toBe(
      'synology-drive\nsynology-drive\n',
    );
    await machine.told(PURGE);
  });

  it('rights by dpkg-statoverride hold after the next installation, too', async () => {
    const override = 'dpkg-statoverride --update --add';
    await machine.told(
      `${INSTALL} && ${override} nobody root 0755 ${STATE} && ${override} root root 0700 ${CONFIGURATION} && ${INSTALL}`,
    );
    expect(await owners(STATE, CONFIGURATION)).toEqual(['755 nobody:root', '700 root:root']);
    await machine.told(
      `dpkg-statoverride --remove ${STATE} && dpkg-statoverride --remove ${CONFIGURATION} && ${PURGE}`,
    );
  });

  it('a unit by hand is named, which hides the package’s', async () => {
    const unit = '/etc/systemd/system/synology-drive-bridge.service';
    expect(await machine.told(INSTALL)).not.toContain(unit);
    expect(await machine.told(`mkdir -p $(dirname ${unit}) && touch ${unit} && ${INSTALL}`)).toContain(
      `${NAME}: ${unit} hides this package's unit.\n`,
    );
    // As `systemctl mask` does it: that one is meant.
    expect(await machine.told(`ln -sf /dev/null ${unit} && ${INSTALL}`)).not.toContain(unit);
    await machine.told(`rm ${unit} && ${PURGE}`);
  });
});
