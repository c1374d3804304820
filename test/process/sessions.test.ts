import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  asked,
  CONNECTIONS_OK,
  eachAtATime,
  executable,
  expectLegal,
  launch,
  until,
  withOffice,
  without,
} from '../support/checks.ts';
import { commandOfCopy, makeFolder, start } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';

const ROOT = process.getuid?.() === 0;
const UID = process.getuid?.() ?? -1;
const NAME = 'synology-drive-monitoring';
const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';
const INFO = 'SYNO.API.Info.query';
const LOG_IN = 'SYNO.API.Auth.login';

const stateOf = (office: Office) => join(office.folder.path, 'state');
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** The files in the folder where the session is. */
const kept = (folder: string) => readdirSync(folder).map((name) => join(folder, name));

/** The one file that holds the session. */
function recordIn(folder: string): string {
  const [record, ...others] = kept(folder).filter((path) => /account-[^/]*\.json$/.test(path));
  expect(others).toEqual([]);
  return record ?? '';
}

async function expectOk(office: Office, args: readonly string[] = [], env = {}): Promise<void> {
  const { code, stdout, stderr } = await office.run('connections', args, env);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
}

describe.concurrent('the folder of the session', () => {
  const places = [
    { title: '--session-dir', option: true, env: [], at: 'option' },
    {
      title: '$MP_STATE_PATH',
      option: false,
      env: ['MP_STATE_PATH', 'XDG_STATE_HOME', 'HOME'],
      at: `MP_STATE_PATH/${NAME}-${UID}`,
    },
    {
      title: '$XDG_STATE_HOME',
      option: false,
      env: ['XDG_STATE_HOME', 'HOME'],
      at: `XDG_STATE_HOME/${NAME}`,
    },
    { title: "the user's own", option: false, env: ['HOME'], at: `HOME/.local/state/${NAME}` },
    {
      title: '--session-dir before all others',
      option: true,
      env: ['MP_STATE_PATH', 'XDG_STATE_HOME', 'HOME'],
      at: 'option',
    },
  ];
  it.each(places)('is $title, private, and one log-in serves two runs', ({ option, env, at }) =>
    withOffice({}, async (office) => {
      const root = join(office.folder.path, 'places');
      const environment = Object.fromEntries(env.map((name) => [name, join(root, name)]));
      const args = [
        ...without(office, '--session-dir'),
        ...(option ? ['--session-dir', join(root, 'option')] : []),
      ];
      for (const _run of [1, 2]) {
        const ended = await start('check_synology_drive_connections', args, environment).ended;
        expect(ended.stdout).toBe(CONNECTIONS_OK);
      }
      expect(office.nas.logIns()).toBe(1);
      const folder = join(root, at);
      expect(mode(folder)).toBe('700');
      expect(kept(folder).map((path) => [path, mode(path)])).toEqual(
        kept(folder).map((path) => [path, '600']),
      );
      expect(existsSync(recordIn(folder))).toBe(true);
      expect(readdirSync(root)).toEqual([at.split('/')[0]]);
    }),
  );

  it('holds no secret but the session, and nothing half written', () =>
    withOffice(
      {
        scenario: {
          accounts: [
            {
              name: 'monitor',
              password: 'swordfish-1984',
              otp: '123456',
              deviceTokens: [{ device_name: NAME, device_id: 'token-of-the-device' }],
            },
          ],
        },
      },
      async (office) => {
        const password = office.folder.file('other-password', 'swordfish-1984\n');
        const token = office.folder.file('token', 'token-of-the-device\n');
        const ended = await office.run('connections', [
          '--password-file',
          password,
          '--device-id-file',
          token,
          '-vvv',
        ]);
        expectLegal(ended, 'connections');
        expect(ended.code).toBe(0);
        const { session } = JSON.parse(readFileSync(recordIn(stateOf(office)), 'utf8')) as {
          session: { sid: string };
        };
        for (const secret of ['swordfish-1984', 'token-of-the-device', session.sid])
          expect(ended.stdout).not.toContain(secret);
        for (const path of kept(stateOf(office)))
          for (const secret of ['swordfish-1984', 'token-of-the-device'])
            expect(path + readFileSync(path, 'utf8')).not.toContain(secret);
        expect(kept(stateOf(office)).filter((path) => /\.(tmp|lock)$/.test(path))).toEqual([]);
      },
    ));

  const distrusted = [
    {
      title: 'a symbolic link',
      spoil: (path: string) => {
        renameSync(path, `${path}.real`);
        symlinkSync(`${path}.real`, path);
      },
    },
    { title: 'readable to the group', spoil: (path: string) => chmodSync(path, 0o640) },
    { title: 'readable to everybody', spoil: (path: string) => chmodSync(path, 0o604) },
    { title: 'writable to the group', spoil: (path: string) => chmodSync(path, 0o620) },
    {
      title: 'cut short',
      spoil: (path: string) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40)),
    },
    { title: 'empty', spoil: (path: string) => writeFileSync(path, '') },
    {
      title: 'of another shape',
      spoil: (path: string) => writeFileSync(path, '{"session":{"sid":7},"apis":[],"refusal":"x"}'),
    },
    { title: "somebody else's", spoil: (path: string) => chownSync(path, 12345, 12345), root: true },
  ];
  it.each(distrusted)('gives no session from a file that is $title', ({ spoil, root = false }) => {
    if (root && !ROOT) return;
    return withOffice({}, async (office) => {
      await expectOk(office);
      spoil(recordIn(stateOf(office)));
      await expectOk(office);
      expect(office.nas.logIns()).toBe(2);
      const record = lstatSync(recordIn(stateOf(office)));
      expect([record.isFile(), record.mode & 0o777, record.uid]).toEqual([true, 0o600, UID]);
      await expectOk(office);
      expect(office.nas.logIns()).toBe(2);
    });
  });

  const unusable = [
    {
      title: 'a symbolic link',
      make: (path: string) => {
        mkdirSync(`${path}.real`, { mode: 0o700 });
        symlinkSync(`${path}.real`, path);
      },
    },
    {
      title: 'writable to the group',
      make: (path: string) => {
        mkdirSync(path);
        chmodSync(path, 0o770);
      },
    },
    { title: 'a file', make: (path: string) => writeFileSync(path, '') },
    { title: 'below a file', make: (path: string) => writeFileSync(path, ''), below: '/deeper' },
    {
      title: "somebody else's",
      make: (path: string) => {
        mkdirSync(path, { mode: 0o700 });
        chownSync(path, 12345, 12345);
      },
      root: true,
    },
  ];
  it.each(unusable)('that is $title costs a log-in, is not touched, and leaves no session', (place) => {
    if (place.root && !ROOT) return;
    return withOffice({}, async (office) => {
      const path = join(office.folder.path, 'place');
      place.make(path);
      const env = { HOME: join(office.folder.path, 'home') };
      const args = ['--session-dir', path + (place.below ?? '')];
      await expectOk(office, args, env);
      await expectOk(office, args, env);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([2, 0]);
      if (statSync(path).isDirectory()) expect(readdirSync(path)).toEqual([]);
      const told = await office.run('connections', [...args, '-v'], env);
      expect(told.stdout).toContain(`nothing is kept in ${path}`);
    });
  });

  it.runIf(ROOT)('that cannot be written costs a log-in, never the verdict', () =>
    withOffice({}, async (office) => {
      const shared = makeFolder();
      try {
        chmodSync(shared.path, 0o755);
        const [file, ...before] = commandOfCopy(executable('connections'), shared.path);
        const state = join(shared.path, 'state');
        mkdirSync(state, { mode: 0o500 });
        chownSync(state, 12345, 12345);
        const args = [...without(office, '--password-file'), '--session-dir', state];
        const env = { SYNOLOGY_PASSWORD: 'monitor', HOME: '/nonexistent' };
        const run = (...more: string[]) =>
          launch(file, [...before, ...args, ...more], { env, uid: 12345, cwd: '/' }).ended;
        for (const logIns of [1, 2]) {
          const ended = await run();
          expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
          expect([office.nas.logIns(), office.nas.sessions()]).toEqual([logIns, 0]);
        }
        expect((await run('-v')).stdout).toContain(
          `\nnothing is kept between runs: cannot write to ${state}: this user may not write there\n`,
        );
      } finally {
        shared.remove();
      }
    }),
  );

  it.each([
    { title: 'emptied by a power cut', spoil: (path: string) => writeFileSync(path, '') },
    { title: 'readable to others', spoil: (path: string) => chmodSync(path, 0o644) },
  ])('mends itself when its salt was $title', ({ spoil }) =>
    withOffice({}, async (office) => {
      await expectOk(office);
      spoil(join(stateOf(office), 'salt'));
      await expectOk(office);
      await expectOk(office);
      expect(office.nas.logIns()).toBe(2);
    }),
  );
});

describe.concurrent('who an old session or refusal belongs to', () => {
  const accounts = [
    { name: 'monitor', password: 'monitor' },
    { name: 'other', password: 'other' },
    { name: 'second', password: 'monitor' },
  ];

  it('another account gets its own session, and the first one keeps its', () =>
    withOffice({ scenario: { accounts, connections: [] } }, async (office) => {
      const other = office.folder.file('other', 'other');
      await office.run('connections');
      await office.run('connections', ['-u', 'other', '--password-file', other]);
      await office.run('connections', ['-u', 'second']);
      expect(office.nas.requests.flatMap(({ account }) => account ?? [])).toEqual([
        'monitor',
        'other',
        'second',
      ]);
      await office.run('connections');
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([3, 3]);
    }));

  it('a corrected password meets neither the refusal of the wrong one nor its session', () =>
    withOffice({}, async (office) => {
      const wrong = ['--password-file', office.folder.file('wrong', 'wrong')];
      expect((await office.run('connections', wrong)).code).toBe(3);
      await expectOk(office);
      expect(office.nas.logIns()).toBe(2);
      expect((await office.run('connections', wrong)).stdout).toContain('not asked again');
      expect(office.nas.logIns()).toBe(2);
      await expectOk(office);
      expect(office.nas.logIns()).toBe(2);
    }));

  it('a new device token does not meet the refusal of the old one', () => {
    const deviceTokens = [{ device_name: NAME, device_id: 'new' }];
    const scenario = { accounts: [{ name: 'monitor', password: 'monitor', otp: '123456', deviceTokens }] };
    return withOffice({ scenario }, async (office) => {
      const given = (token: string) => ['--device-id-file', office.folder.file(token, token)];
      expect((await office.run('connections', given('old'))).stdout).toContain('answered 403');
      expect((await office.run('connections')).stdout).toContain('answered 403');
      expect((await office.run('connections', given('new'))).code).toBe(0);
      expect((await office.run('connections', given('old'))).stdout).toContain('not asked again');
      expect(office.nas.logIns()).toBe(3);
    });
  });

  it('another port of the same host meets neither the session nor the refusal of the first', () =>
    withOffice({}, async (office) => {
      const second = await openOffice();
      try {
        const there = ['-p', String(second.nas.port)];
        await expectOk(office);
        await expectOk(office, there);
        expect([office.nas.logIns(), second.nas.logIns()]).toEqual([1, 1]);
        second.nas.expireSessions();
        second.nas.setFault(LOG_IN, { code: 407 });
        expect((await office.run('connections', there)).stdout).toContain('answered 407');
        await expectOk(office);
        expect(office.nas.logIns()).toBe(1);
      } finally {
        await second.close();
      }
    }));

  it('two monitoring servers with one account never log each other out', () =>
    withOffice({ scenario: { singleSession: true, connections: [] } }, async (office) => {
      const servers = ['one', 'two'].map((name) => ['--session-dir', join(office.folder.path, name)]);
      for (const _round of [1, 2])
        for (const server of servers) expect((await office.run('connections', server)).code).toBe(0);
      expect(office.nas.logIns()).toBe(2);
      expect((await office.run('connections', ['--no-session-cache'])).code).toBe(0);
      for (const server of servers) expect((await office.run('connections', server)).code).toBe(0);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([3, 2]);
    }));
});

describe.concurrent('runs at once', () => {
  const eight = Array.from({ length: 8 }, (_, index) => index);
  const runEight = (office: Office, args: readonly string[] = []) =>
    Promise.all(eight.map(() => office.run('connections', ['-t', '20', ...args])));

  it('eight first runs make one log-in', () =>
    withOffice({}, async (office) => {
      for (const { stdout } of await runEight(office)) expect(stdout).toBe(CONNECTIONS_OK);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([1, 1]);
      expect(kept(stateOf(office)).filter((path) => /\.(tmp|lock)$/.test(path))).toEqual([]);
    }));

  it('eight runs of different checks whose session has expired make one new log-in', () =>
    withOffice({}, async (office) => {
      await expectOk(office);
      office.nas.expireSessions();
      const checks = ['connections', 'clients', 'sync', 'health', 'connections', 'clients', 'sync', 'health'];
      await eachAtATime(
        checks,
        async (check) => expect((await office.run(check, ['-t', '20'])).code).toBe(0),
        8,
      );
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([2, 1]);
    }));

  it('eight runs with a wrong password try it once', () =>
    withOffice({}, async (office) => {
      const wrong = ['--password-file', office.folder.file('wrong', 'wrong')];
      for (const { code, stdout } of await runEight(office, wrong))
        expect([code, stdout.slice(0, 64)]).toEqual([
          3,
          'DRIVE CONNECTIONS UNKNOWN - SYNO.API.Auth login answered 400: no'.slice(0, 64),
        ]);
      expect(office.nas.logIns()).toBe(1);
    }));

  it('eight runs without a session cache leave no session', () =>
    withOffice({}, async (office) => {
      for (const { stdout } of await runEight(office, ['--no-session-cache']))
        expect(stdout).toBe(CONNECTIONS_OK);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([8, 0]);
    }));

  it('a run that was killed while it logged in does not hold up the next', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { delay: 60_000, times: 1 });
      const killed = office.start('connections', ['-t', '60']);
      await until(() => office.nas.logIns() === 1);
      killed.child.kill('SIGKILL');
      await killed.ended;
      await expectOk(office, ['-t', '10']);
      expect(office.nas.logIns()).toBe(2);
      expect(kept(stateOf(office)).filter((path) => path.endsWith('.lock'))).toEqual([]);
    }));

  it('a run that waits for the log-in of another ends at its own deadline', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { delay: 60_000, times: 1 });
      const first = office.start('connections', ['-t', '60']);
      await until(() => office.nas.logIns() === 1);
      const ended = await office.run('connections', ['-t', '3']);
      expect(ended).toMatchObject({
        code: 2,
        stdout:
          'DRIVE CONNECTIONS CRITICAL - another run was still logging in to this NAS when the time was over. ' +
          'A busy or sleeping NAS may need a longer --timeout\n',
      });
      expect(ended.milliseconds).toBeLessThan(6000);
      first.child.kill('SIGKILL');
      await first.ended;
    }));

  it.each([
    { title: 'a folder', make: (path: string) => mkdirSync(path) },
    { title: 'a dangling link', make: (path: string) => symlinkSync('/nonexistent/lock', path) },
  ])('a lock that is $title costs no verdict', ({ make }) =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { delay: 60_000, times: 1 });
      const first = office.start('connections', ['-t', '60']);
      await until(() => office.nas.logIns() === 1);
      const [lock = ''] = kept(stateOf(office)).filter((path) => path.endsWith('.lock'));
      first.child.kill('SIGKILL');
      await first.ended;
      rmSync(lock);
      make(lock);
      await expectOk(office, ['-t', '4']);
    }),
  );
});

describe.concurrent('a session that has ended', () => {
  it.each([106, 107, 119, 150])('is replaced once on %i, and the run goes on', (code) =>
    withOffice({}, async (office) => {
      await expectOk(office);
      office.nas.setFault(SUMMARY, { code, times: 1 });
      await expectOk(office);
      expect([office.nas.logIns(), asked(office, SUMMARY)]).toEqual([2, 3]);
      office.nas.setFault(SUMMARY, { code });
      const ended = await office.run('connections');
      expectLegal(ended, 'connections');
      expect(ended.stdout).toContain(
        `UNKNOWN - SYNO.SynologyDrive.Connections GetSummary answered ${code}: `,
      );
      expect([office.nas.logIns(), asked(office, SUMMARY)]).toEqual([3, 5]);
    }),
  );

  it.each([106, 107, 119, 150])('is replaced once on %i in the very run that logged in', (code) =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { code, times: 1 });
      await expectOk(office);
      expect(office.nas.logIns()).toBe(2);
    }),
  );

  it('is replaced once on 105 when it came from an earlier run, not when it is new', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { code: 105 });
      const refused =
        'DRIVE CONNECTIONS UNKNOWN - SYNO.SynologyDrive.Connections GetSummary answered 105: the account may not do this. ' +
        'Give the account the right to it (most such calls need the administrators group, in DSM under Control Panel > User & Group)\n';
      expect((await office.run('connections')).stdout).toBe(refused);
      expect([office.nas.logIns(), asked(office, SUMMARY)]).toEqual([1, 1]);
      expect((await office.run('connections')).stdout).toBe(refused);
      expect([office.nas.logIns(), asked(office, SUMMARY)]).toEqual([2, 3]);
      office.nas.setFault(SUMMARY, { code: 105, times: 1 });
      await expectOk(office);
      expect([office.nas.logIns(), asked(office, SUMMARY)]).toEqual([3, 5]);
    }));

  it('is replaced once for all questions of a run that asks many', () =>
    withOffice({}, async (office) => {
      await expectOk(office);
      office.nas.expireSessions();
      const ended = await office.run('quota', ['--concurrency', '8']);
      expect(ended.code).toBe(1);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([2, 1]);
      office.nas.interruptSessions();
      expect((await office.run('quota', ['--concurrency', '8', '--no-session-cache'])).code).toBe(1);
    }));
});

describe.concurrent('what the NAS announced at an earlier run', () => {
  it.each([101, 102, 103, 104])('is asked again once on %i before there is a verdict', (code) =>
    withOffice({}, async (office) => {
      await expectOk(office);
      office.nas.setFault(SUMMARY, { code, times: 1 });
      await expectOk(office);
      expect([asked(office, INFO), asked(office, SUMMARY), office.nas.logIns()]).toEqual([2, 3, 1]);
      office.nas.setFault(SUMMARY, { code });
      const ended = await office.run('connections');
      expectLegal(ended, 'connections');
      expect(ended.stdout).toContain(
        `UNKNOWN - SYNO.SynologyDrive.Connections GetSummary answered ${code}: `,
      );
      expect([asked(office, INFO), asked(office, SUMMARY)]).toEqual([3, 5]);
    }),
  );

  it.each([101, 102, 103, 104])('is not asked twice by the run that has just asked, on %i', (code) =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { code });
      expect((await office.run('connections')).code).toBe(3);
      expect([asked(office, INFO), asked(office, SUMMARY)]).toEqual([1, 1]);
    }),
  );

  const API = 'SYNO.SynologyDrive.Connections';
  it('does not stand in the way when a path has changed', () =>
    withOffice({}, async (office) => {
      await expectOk(office);
      office.nas.update((scenario) => ({ ...scenario, apis: { [API]: { path: 'auth.cgi' } } }));
      await expectOk(office);
      expect([asked(office, INFO), office.nas.logIns()]).toEqual([2, 1]);
    }));

  it('does not stand in the way when the path of the log-in has changed', () =>
    withOffice({}, async (office) => {
      await expectOk(office);
      office.nas.update((scenario) => ({
        ...scenario,
        apis: { 'SYNO.API.Auth': { path: 'auth.cgi', maxVersion: 6 } },
      }));
      office.nas.expireSessions();
      await expectOk(office);
      expect(asked(office, INFO)).toBe(2);
    }));

  it('does not stand in the way when a version comes that we speak', () =>
    withOffice({ scenario: { apis: { [API]: { minVersion: 2, maxVersion: 2 } } } }, async (office) => {
      expect((await office.run('connections')).stdout).toBe(
        `DRIVE CONNECTIONS UNKNOWN - the NAS offers ${API} in versions 2 to 2, this program speaks 1. ` +
          "Look for a newer version of this program, or of the NAS's software\n",
      );
      office.nas.update((scenario) => ({ ...scenario, apis: {} }));
      expect((await office.run('connections')).code).toBe(0);
    }));

  it('does not stand in the way when the package is installed later', () =>
    withOffice({ scenario: { drive: { state: 'absent' } } }, async (office) => {
      expect((await office.run('connections')).code).toBe(3);
      office.nas.update((scenario) => ({ ...scenario, drive: { state: 'ready' } }));
      expect((await office.run('connections')).code).toBe(0);
    }));
});

describe.concurrent('--no-session-cache', () => {
  it('logs in and out', () =>
    withOffice({}, async (office) => {
      await expectOk(office, ['--no-session-cache']);
      expect(office.nas.requests.map(({ method }) => method)).toEqual([
        'query',
        'login',
        'GetSummary',
        'logout',
      ]);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([1, 0]);
    }));

  it('leaves the session of other runs alone', () =>
    withOffice({}, async (office) => {
      await expectOk(office);
      await expectOk(office, ['--no-session-cache']);
      await expectOk(office);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([2, 1]);
    }));

  it.each([
    { title: 'fails', fault: { code: 105 } },
    { title: 'gets a web page', fault: { raw: '<html></html>' } },
    { title: 'meets a reset', fault: { reset: true } },
    { title: 'hits its deadline', fault: { hang: true } },
  ] as const)('logs out when the check $title', ({ fault }) =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, fault);
      const ended = await office.run('connections', ['--no-session-cache', '-t', '3']);
      expectLegal(ended, 'connections');
      expect(ended.code).not.toBe(0);
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([1, 0]);
    }),
  );

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('logs out when the check is ended by %s', (signal) =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { hang: true });
      const running = office.start('connections', ['--no-session-cache']);
      await until(() => asked(office, SUMMARY) === 1);
      running.child.kill(signal);
      expect(await running.ended).toMatchObject({
        code: 3,
        stdout: `DRIVE CONNECTIONS UNKNOWN - ended by ${signal} before there was a verdict\n`,
        stderr: '',
      });
      expect([office.nas.logIns(), office.nas.sessions()]).toEqual([1, 0]);
    }),
  );
});
