import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECK_IDS, CHECKS, executable, expectLegal } from '../../support/checks.ts';
import { bookwormRoot, bullseyeRoot } from '../../support/executable.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { VERDICTS } from '../native/verdict-arguments.ts';
import { Machine, PACKAGES } from './machine.ts';
import { buildOlder, CURRENT, digest, FOLDER, requireCurrent } from './packages.ts';

const NAME = 'synology-drive-monitoring';
const CONFIGURATION = '/etc/synology-drive/bridge.yaml';
const install = (file: string) => `cd ${PACKAGES} && apt-get install --yes --quiet ./${file}`;

let older = '';
let office: Office;
beforeAll(async () => {
  requireCurrent();
  older = buildOlder();
  office = await openOffice();
});
afterAll(() => office.close());

it('is built of the same bytes again, whatever the time zone, the language and the umask', () => {
  const before = digest(older);
  buildOlder({ TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8', UMASK: '077' });
  expect(digest(older)).toBe(before);
});

/** One with systemd's helpers, man and completion; one that never heard of systemd, with the oldest glibc. */
describe.each([
  ['Debian 12', bookwormRoot()],
  ['a bare Debian 11', bullseyeRoot('amd64')],
])('on %s', { retry: 0 }, (_, root) => {
  let machine: Machine;
  let bare: string[];
  beforeAll(async () => {
    machine = await Machine.boot(root, FOLDER);
    bare = await machine.files();
  });
  afterAll(() => machine.halt());

  const version = () => machine.told(`dpkg-query --show --showformat='\${Version} \${Status}' ${NAME}`);

  it('is installed by apt, an older version first', async () => {
    await machine.told(install(older));
    expect(await version()).toBe('0.0.1-1 install ok installed');
  });

  it('has a system user, and folders for it alone', async () => {
    expect(await machine.told('getent passwd synology-drive')).toMatch(
      /^synology-drive:x:\d{3}:\d{3}:[^:]*:\/var\/lib\/synology-drive:\/usr\/sbin\/nologin$/m,
    );
    const folders = '/etc/synology-drive /etc/synology-drive/secrets /var/lib/synology-drive';
    expect(await machine.told(`stat --format='%n %a %U:%G' ${folders}`)).toBe(
      '/etc/synology-drive 750 root:synology-drive\n' +
        '/etc/synology-drive/secrets 750 root:synology-drive\n' +
        '/var/lib/synology-drive 700 synology-drive:synology-drive\n',
    );
  });

  it.each(CHECK_IDS)('runs %s to OK and to CRITICAL, as a user without a home', async (check) => {
    const where = `-H 127.0.0.1 -p ${office.nas.port} --plain-http -u monitor`;
    const command = `SYNOLOGY_PASSWORD=monitor /usr/lib/nagios/plugins/${executable(check)} ${where}`;
    for (const [args, state] of [
      [VERDICTS[check].ok, 'OK'],
      [VERDICTS[check].critical, 'CRITICAL'],
    ] as const) {
      const ended = await machine.run(`${command} ${args.join(' ')}`, { user: 'nobody' });
      expectLegal(ended, check);
      expect(ended.stdout).toContain(`DRIVE ${CHECKS[check]} ${state} - `);
    }
  });

  it.each(['synology-drive', 'synology-drive-bridge', 'synology-drive-doctor', 'synology-drive-simulator'])(
    'has %s on the path',
    async (name) => expect(await machine.told(`${name} --version`)).toMatch(/\d+\.\d+\.\d+/),
  );

  it('has an example of a configuration, which is right once its secrets are there', async () => {
    const ours = 'install -m 640 -o root -g synology-drive';
    await machine.told(
      `${ours} /usr/share/doc/${NAME}/examples/bridge.yaml ${CONFIGURATION} && cd /etc/synology-drive/secrets &&
       echo one | ${ours} /dev/stdin mqtt && echo two | ${ours} /dev/stdin office`,
    );
    const told = await machine.told(
      `setpriv --reuid=synology-drive --regid=synology-drive --clear-groups synology-drive-bridge check-config --config ${CONFIGURATION}`,
    );
    expect(told).toContain('Office NAS');
  });

  it('is upgraded, and leaves configuration, state and owners as they are', async () => {
    await machine.told(
      'echo remembered >/var/lib/synology-drive/memory; chgrp daemon /etc/synology-drive/secrets',
    );
    const facts = `cat ${CONFIGURATION} /var/lib/synology-drive/memory; stat --format='%n %a %U:%G' /etc/synology-drive/* /var/lib/synology-drive`;
    const before = await machine.told(facts);
    const { stdout } = await machine.run(install(CURRENT));
    expect(stdout).toContain('Unpacking');
    expect(await version()).toMatch(/^(?!0\.0\.1).*-1 install ok installed$/);
    expect(await machine.told(facts)).toBe(before);
    await machine.told('chgrp synology-drive /etc/synology-drive/secrets');
  });

  it('verifies: every file is as it was packed', async () => {
    expect(await machine.told(`dpkg --verify ${NAME}`)).toBe('');
  });

  it('is removed with everything but the configuration, the state and their user', async () => {
    await machine.told(`apt-get remove --yes ${NAME}`);
    const left = (await machine.files()).filter((file) => !bare.includes(file));
    expect(left.map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining([CONFIGURATION, '/var/lib/synology-drive/memory']),
    );
    expect(left.filter((line) => /^\/(usr|lib)\//.test(line))).toEqual([]);
    expect(await machine.told('getent passwd synology-drive')).not.toBe('');
  });

  it('is installed again over what was left, and its folders are the bridge’s again', async () => {
    await machine.told(install(CURRENT));
    expect(await machine.told('stat --format=%G /etc/synology-drive /etc/synology-drive/secrets')).toBe(
      'synology-drive\nsynology-drive\n',
    );
  });

  it('is purged: of all files only those of the administrator stay, the bridge’s then root’s, and are named', async () => {
    // A number of a user who is gone would be somebody else's one day.
    await machine.told('chown synology-drive /etc/synology-drive/secrets/office');
    const said = await machine.told(`apt-get purge --yes ${NAME}`);
    const mine = [CONFIGURATION, '/etc/synology-drive/secrets/mqtt', '/etc/synology-drive/secrets/office'];
    expect(said).toContain(`these are yours, and stay:\n${mine.map((file) => `  ${file}\n`).join('')}`);
    const left = (await machine.files()).filter((file) => !bare.includes(file));
    expect(left).toEqual([
      '/etc/synology-drive d 750 root:root',
      `${CONFIGURATION} f 640 root:root`,
      '/etc/synology-drive/secrets d 750 root:root',
      '/etc/synology-drive/secrets/mqtt f 640 root:root',
      '/etc/synology-drive/secrets/office f 640 root:root',
    ]);
    expect(await machine.told('getent passwd synology-drive; getent group synology-drive; true')).toBe('');
  });

  it('leaves nothing at all where there was no configuration', async () => {
    await machine.told('rm -r /etc/synology-drive');
    await machine.told(install(CURRENT));
    await machine.told(`apt-get purge --yes ${NAME}`);
    const after = await machine.files();
    expect(after.filter((file) => !bare.includes(file))).toEqual([]);
    expect(bare.filter((file) => !after.includes(file))).toEqual([]);
  });
});
