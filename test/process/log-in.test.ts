import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONNECTIONS_OK, executable, expectLegal, launch, withOffice, without } from '../support/checks.ts';
import { commandOf, start } from '../support/executable.ts';
import { type Office, outputLike } from '../support/office.ts';

const LOG_IN = 'SYNO.API.Auth.login';
const HERE = 'DRIVE CONNECTIONS UNKNOWN - ';
const USERS = 'in DSM under Control Panel > User & Group';

/** By code, what it means and what is to be done. */
const SENTENCES: Readonly<Record<number, readonly [meaning: string, remedy: string]>> = {
  400: ['no such account, or wrong password', 'Correct the account or its password file'],
  401: ['the account is disabled', `Enable it ${USERS}`],
  402: ['the account may not log in', `Allow it the application DSM ${USERS} > Applications`],
  403: [
    'a verification code is needed (2-factor authentication)',
    'Give the device token of a completed 2FA log-in by --device-id-file',
  ],
  404: ['the verification code is wrong', "Take a fresh code, and check the machine's clock"],
  405: ['the application portal refused the log-in', 'Log in to DSM itself, not to a portal'],
  406: [
    'the account must set up 2-factor authentication first',
    'Log in to DSM in a browser with this account and set it up, or exempt the account',
  ],
  407: [
    'the NAS has blocked this address',
    'Remove it in DSM under Control Panel > Security > Protection, and allow this machine there',
  ],
  408: ['the password has expired and cannot be changed', `Set a new one ${USERS}`],
  409: ['the password has expired', 'Log in to DSM in a browser and set a new one'],
  410: ['the password must be changed first', 'Log in to DSM in a browser and set a new one'],
  411: ['the account is locked', `Unlock it ${USERS}`],
};

const recordOf = (office: Office): string => {
  const state = join(office.folder.path, 'state');
  return join(state, readdirSync(state).find((name) => name.startsWith('account-')) ?? '');
};

type Kept = { refusal?: { code: number; at: number } };
const readRecord = (office: Office) => JSON.parse(readFileSync(recordOf(office), 'utf8')) as Kept;

/** Lets so many minutes pass for a refusal that is remembered. */
function age(office: Office, minutes: number): void {
  const record = readRecord(office);
  const { code = 0, at = 0 } = record.refusal ?? {};
  writeFileSync(
    recordOf(office),
    JSON.stringify({ ...record, refusal: { code, at: at - minutes * 60_000 } }),
  );
}

describe.concurrent('a refused log-in', () => {
  it.each(Object.keys(SENTENCES).map(Number))(
    'with %i is said in words, and not repeated by the next runs',
    (code) =>
      withOffice({}, async (office) => {
        const [meaning, remedy] = SENTENCES[code] ?? [];
        office.nas.setFault(LOG_IN, { code });
        const first = await office.run('connections');
        expect(first).toMatchObject({
          code: 3,
          stdout: `${HERE}SYNO.API.Auth login answered ${code}: ${meaning}. ${remedy}\n`,
          stderr: '',
        });
        office.nas.clearFaults();
        const second = await office.run('connections', code % 2 === 0 ? ['--no-session-cache'] : []);
        expect(second).toMatchObject({ code: 3, stderr: '' });
        expect(second.stdout).toMatch(
          outputLike(
            `${HERE}SYNO.API.Auth login answered ${code}: ${meaning} (refused at <n>:<n> UTC and not asked again, ` +
              `lest the NAS block this address: next try in 15 min, or when the configuration changes). ${remedy}\n`,
          ),
        );
        expect([office.nas.logIns(), office.nas.sessions()]).toEqual([1, 0]);
      }),
  );

  it('is asked again after a quarter of an hour, and what works clears it', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { code: 409, times: 2 });
      await office.run('connections');
      age(office, 14);
      expect((await office.run('connections')).stdout).toContain('next try in 1 min');
      expect(office.nas.logIns()).toBe(1);
      age(office, 1);
      expect((await office.run('connections')).stdout).not.toContain('not asked again');
      expect(office.nas.logIns()).toBe(2);
      age(office, 15);
      expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
      expect(readRecord(office).refusal).toBeUndefined();
      expect(readFileSync(recordOf(office), 'utf8')).not.toContain('refusal');
      expect(office.nas.logIns()).toBe(3);
    }));

  it('without a session cache is remembered, asked again after a quarter of an hour, and cleared', () =>
    withOffice({}, async (office) => {
      const run = () => office.run('connections', ['--no-session-cache']);
      office.nas.setFault(LOG_IN, { code: 400, times: 1 });
      for (const _run of [1, 2, 3]) expect((await run()).code).toBe(3);
      expect(office.nas.logIns()).toBe(1);
      age(office, 15);
      expect((await run()).stdout).toBe(CONNECTIONS_OK);
      expect(readFileSync(recordOf(office), 'utf8')).not.toContain('refusal');
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([2, 0]);
    }));

  it('when the session had expired is not repeated within the run, whatever many questions wait for it', () =>
    withOffice({}, async (office) => {
      await office.run('connections');
      office.nas.expireSessions();
      office.nas.setFault(LOG_IN, { code: 400 });
      const ended = await office.run('quota', ['--concurrency', '8']);
      expectLegal(ended, 'quota');
      expect(ended.stdout).toContain('DRIVE QUOTA UNKNOWN - SYNO.API.Auth login answered 400: ');
      expect(office.nas.logIns()).toBe(2);
    }));

  it('is remembered in a folder of the user when the chosen one cannot be used', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { code: 400 });
      const args = ['--session-dir', office.folder.file('no-folder', '')];
      const env = { HOME: office.folder.path };
      for (const _run of [1, 2]) expect((await office.run('connections', args, env)).code).toBe(3);
      expect(office.nas.logIns()).toBe(1);
    }));

  it('from the future, after the clock was set back, is not believed', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { code: 400, times: 1 });
      await office.run('connections');
      age(office, -60);
      expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
    }));

  it('other than 400 to 411 is not remembered', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { code: 160, times: 1 });
      expect((await office.run('connections')).stdout).toBe(
        `${HERE}SYNO.API.Auth login answered 160: the application is not allowed to this account. Allow it ${USERS} > Applications\n`,
      );
      expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
    }));

  it('without a session id in its answer is no log-in', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { data: { sid: 5 } });
      const ended = await office.run('connections');
      expect(ended).toMatchObject({
        code: 3,
        stdout: `${HERE}the log-in was accepted, but its answer holds no session id (data.sid)\n`,
      });
    }));
});

describe.concurrent('a password file', () => {
  const good = [
    { title: 'open to its group', text: 'monitor\n', mode: 0o640 },
    { title: 'without a line end', text: 'monitor', mode: 0o600 },
    { title: 'with CRLF and a BOM', text: '\uFEFFmonitor\r\nsecond line\r\n', mode: 0o400 },
  ];
  it.each(good)('$title is read', ({ text, mode }) =>
    withOffice({}, async (office) => {
      const path = office.folder.file('secret', text, mode);
      chmodSync(path, mode);
      expect((await office.run('connections', ['--password-file', path])).stdout).toBe(CONNECTIONS_OK);
    }),
  );

  const OPEN =
    'is open to every user of this machine. chmod 640 it, and give it to the group of the user that this runs as';
  const bad = [
    {
      title: 'readable to everybody',
      make: (path: string) => {
        writeFileSync(path, 'monitor');
        chmodSync(path, 0o644);
      },
      says: `the password file <path> ${OPEN}`,
    },
    {
      title: 'writable to everybody',
      make: (path: string) => {
        writeFileSync(path, 'monitor');
        chmodSync(path, 0o602);
      },
      says: `the password file <path> ${OPEN}`,
    },
    {
      title: 'that is missing',
      make: () => undefined,
      says: 'cannot read the password file <path>: there is no such file',
    },
    {
      title: 'that is empty',
      make: (path: string) => writeFileSync(path, '', { mode: 0o600 }),
      says: 'the first line of the password file <path> is empty',
    },
    {
      title: 'whose first line is empty',
      make: (path: string) => writeFileSync(path, '\r\nmonitor', { mode: 0o600 }),
      says: 'the first line of the password file <path> is empty',
    },
    {
      title: 'that is a folder',
      make: (path: string) => mkdirSync(path, { mode: 0o700 }),
      says: 'cannot read the password file <path>: it is a folder',
    },
  ];
  it.each(bad)('$title is refused before anything is sent', ({ make, says }) =>
    withOffice({}, async (office) => {
      const path = join(office.folder.path, 'secret');
      make(path);
      expect(
        await office.run('connections', ['--password-file', path], { SYNOLOGY_PASSWORD: 'monitor' }),
      ).toMatchObject({
        code: 3,
        stdout: `${HERE}${says.replace('<path>', path)}\n`,
        stderr: '',
      });
      expect(office.nas.requests).toEqual([]);
    }),
  );

  it('that never ends, a pipe nobody writes to, is given up at the deadline', () =>
    withOffice({}, async (office) => {
      const path = join(office.folder.path, 'pipe');
      await launch('/usr/bin/mkfifo', ['-m', '600', path]).ended;
      const running = office.start('connections', ['--password-file', path, '-t', '1']);
      const killer = setTimeout(() => running.child.kill('SIGKILL'), 4000);
      const ended = await running.ended;
      clearTimeout(killer);
      expectLegal(ended, 'connections');
    }));

  it('is not needed where SYNOLOGY_PASSWORD is set, and counts more where it is given', () =>
    withOffice({}, async (office) => {
      const args = without(office, '--password-file');
      const run = (given: readonly string[], env: { [name: string]: string }) =>
        start('check_synology_drive_connections', [...given], env).ended;
      expect((await run(args, { SYNOLOGY_PASSWORD: 'monitor' })).stdout).toBe(CONNECTIONS_OK);
      expect((await run(office.connection, { SYNOLOGY_PASSWORD: 'wrong' })).stdout).toBe(CONNECTIONS_OK);
      expect((await run(args, {})).stdout).toMatch(
        /^DRIVE CONNECTIONS UNKNOWN - no password: give --password-file, or SYNOLOGY_PASSWORD in the environment\nUsage: /,
      );
      expect(office.nas.logIns()).toBe(1);
    }));
});

describe.concurrent('the environment', () => {
  const proxy = 'http://127.0.0.1:9';
  const harmless = {
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    ALL_PROXY: proxy,
    http_proxy: proxy,
    https_proxy: proxy,
    all_proxy: proxy,
    NO_PROXY: '',
    NODE_USE_ENV_PROXY: '1',
    NODE_OPTIONS: '--trace-warnings --pending-deprecation --enable-source-maps',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  };
  it('with proxies and options of Node changes nothing', () =>
    withOffice({}, async (office) => {
      const ended = await office.run('connections', [], harmless);
      expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
    }));

  it('may be empty, and the executable may be called with nothing', async () => {
    for (const check of ['connections', 'quota'] as const) {
      const [file, ...before] = commandOf(executable(check));
      const ended = await launch(file, before).ended;
      expectLegal(ended, check);
      expect(ended.stdout).toContain('UNKNOWN - -H, --hostname is missing\nUsage: ');
    }
  });
});

describe.concurrent('a host that is none', () => {
  const REFUSED = 'expected a host name or address, without http:// and without a port';
  it.each(['nas:5001', '999.1.1.1', '1.2.3.4.5', '1:2:3', 'http://nas', 'nas/path', 'a b'])(
    '%s is a usage error, not an internal one',
    async (host) => {
      const ended = await start(
        'check_synology_drive_connections',
        [`--hostname=${host}`, '-u', 'monitor', '-t', '5'],
        { SYNOLOGY_PASSWORD: 'monitor', HOME: '/nonexistent' },
      ).ended;
      expectLegal(ended, 'connections');
      expect(ended.stdout.split('\n')[0]).toBe(`${HERE}--hostname ${host}: ${REFUSED}`);
    },
  );

  it('but an IPv6 address with a zone is one', async () => {
    const ended = await start(
      'check_synology_drive_connections',
      ['-H', 'fe80::1%lo', '-p', '9', '-u', 'monitor', '-t', '2'],
      { SYNOLOGY_PASSWORD: 'monitor', HOME: '/nonexistent' },
    ).ended;
    expectLegal(ended, 'connections');
    expect(ended.stdout).toContain('DRIVE CONNECTIONS CRITICAL - ');
  });

  it('and an IPv6 address in brackets or without is one, too', () =>
    withOffice({ host: '::1' }, async (office) => {
      for (const host of ['::1', '[::1]'])
        expect((await office.run('connections', ['-H', host])).stdout).toBe(CONNECTIONS_OK);
      expect(office.nas.logIns()).toBe(1);
    }));
});
