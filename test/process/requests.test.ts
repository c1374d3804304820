import { describe, expect, it } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import {
  asked,
  CHECK_IDS,
  type CheckId,
  CONNECTIONS_OK,
  expectLegal,
  QUESTION,
  withOffice,
} from '../support/checks.ts';

const CONNECTIONS = 'SYNO.SynologyDrive.Connections';
const SHARE_SYNC = 'SYNO.SynologyDrive.ShareSync';
const PROFILE = 'SYNO.SynologyDrive.UserProfile';

describe.concurrent('requests', () => {
  it.each(['connections', 'clients', 'sync'] as const)(
    'of %s are three when it is cold and one when it is warm',
    (check) =>
      withOffice({}, async (office) => {
        const { requests } = office.nas;
        await office.run(check);
        const names = () => requests.map(({ api, method }) => `${api}.${method}`);
        expect(names()).toEqual(['SYNO.API.Info.query', 'SYNO.API.Auth.login', QUESTION[check]]);
        await office.run(check);
        expect(names().slice(3)).toEqual([QUESTION[check]]);
        expect(requests.map(({ hasSession, hasToken }) => [hasSession, hasToken])).toEqual([
          [false, false],
          [false, false],
          [true, true],
          [true, true],
        ]);
        expect(new Set(requests.slice(0, 3).map(({ peerPort }) => peerPort)).size).toBe(1);
      }),
  );

  it('put nothing into the URL, and are all POSTs', () =>
    withOffice({}, async (office) => {
      await office.run('quota', ['--no-session-cache']);
      for (const { queryParameters, httpMethod } of office.nas.requests)
        expect([queryParameters, httpMethod]).toEqual([[], 'POST']);
      expect(office.nas.requests.length).toBeGreaterThan(10);
    }));

  it('carry the device token with the name it is good with', () =>
    withOffice({}, async (office) => {
      await office.run('connections', ['--device-id-file', office.folder.file('token', 'abc')]);
      const logIn = office.nas.requests.find(({ method }) => method === 'login');
      expect(logIn?.parameters).toEqual(
        expect.arrayContaining(['device_id', 'device_name', 'passwd', 'session']),
      );
    }));

  it('for many users go at most --concurrency at a time, over as many connections', () =>
    withOffice({}, async (office) => {
      const users = Array.from({ length: 40 }, (_, index) => `user${index}`);
      office.nas.setScenario({
        connections: users.map((user) => ({ user, client_type: 'desktop' })),
        users: users.map((user) => ({ user, quota_used: 1, quota_total: 100 })),
      });
      const ended = await office.run('quota', ['--concurrency', '3']);
      expect(ended.stdout).toMatch(/^DRIVE QUOTA OK - 40 users \| /);
      expect(new Set(office.nas.requests.map(({ peerPort }) => peerPort)).size).toBeLessThanOrEqual(3);
      expect(asked(office, QUESTION.quota)).toBe(40);
    }));
});

describe.concurrent('a NAS without Drive', () => {
  const none =
    'the NAS announces no API of Synology Drive Server. Install the package Synology Drive Server and start it in the Package Center\n';
  it.each(CHECK_IDS)('makes %s UNKNOWN, names the package, and is asked for nothing', (check) =>
    withOffice({ scenario: { drive: { state: 'absent' } } }, async (office) => {
      const ended = await office.run(check);
      expectLegal(ended, check);
      expect([ended.code, ended.stdout.replace(/^.*? - /, '')]).toEqual([3, none]);
      expect(office.nas.unannounced()).toBe(0);
      expect(office.nas.requests.map(({ method }) => method)).toEqual(['query']);
    }),
  );

  it.each([
    { check: 'clients', api: CONNECTIONS },
    { check: 'sync', api: SHARE_SYNC },
    { check: 'quota', api: PROFILE },
  ] as const)('but for $api makes $check UNKNOWN, and that API is not called', ({ check, api }) =>
    withOffice({ scenario: { ...defaultScenario, apis: { [api]: null } } }, async (office) => {
      const ended = await office.run(check);
      expectLegal(ended, check);
      expect(ended.code).toBe(3);
      expect(ended.stdout).toContain(
        `UNKNOWN - the NAS does not announce ${api}. Is the package that brings it installed and running?`,
      );
      expect(office.nas.unannounced()).toBe(0);
    }),
  );
});

describe.concurrent("Drive's own codes", () => {
  const CENTER = 'in the Package Center';
  const PACKAGE = 'Synology Drive Server';
  const cases: readonly [number, number, string, string][] = [
    [500, 2, `${PACKAGE} is disabled`, `Start it in DSM ${CENTER}`],
    [501, 2, `${PACKAGE} is not ready`, `It may be starting. Otherwise restart it ${CENTER}`],
    [502, 2, `the volume of ${PACKAGE} is full`, 'Make room on it: Drive does not sync until then'],
    [503, 1, `${PACKAGE} is paused while its database moves`, 'Wait until it is done'],
    [102, 3, 'no such API', 'Is the package that brings it installed and running?'],
    [103, 3, 'no such method', ''],
    [104, 3, 'this version of the API is not supported', ''],
    [105, 3, 'the account may not do this', 'Give the account the right to it'],
    [402, 3, 'only administrators may ask this', 'Put the account into the administrators group'],
    [403, 3, 'Drive is not allowed to this account', 'Allow it the application Synology Drive'],
    [400, 3, 'a code that is not documented for this API', ''],
  ];
  const words = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'];
  it.each(cases)('%i makes exit code %i with its meaning and remedy', (code, exit, meaning, remedy) =>
    withOffice({}, async (office) => {
      office.nas.setFault(`${CONNECTIONS}.GetSummary`, { code });
      const ended = await office.run('connections', ['--timeout-state', 'ok']);
      expectLegal(ended, 'connections');
      const said = `DRIVE CONNECTIONS ${words[exit]} - ${CONNECTIONS} GetSummary answered ${code}: ${meaning}`;
      // A semicolon would end the words for Nagios.
      const like = (text: string) => text.replaceAll(';', ',');
      expect(like(ended.stdout)).toContain(like(said));
      expect(like(ended.stdout)).toContain(like(remedy));
      expect(ended.code).toBe(exit);
    }),
  );

  it.each([102, 103, 104])('%i says what to do', (code) =>
    withOffice({}, async (office) => {
      office.nas.setFault(`${CONNECTIONS}.GetSummary`, { code });
      const { stdout } = await office.run('connections');
      expect(stdout.split(': ').slice(1).join(': ')).toMatch(/^[^.]+\. [A-Z]/);
    }),
  );

  it.each(CHECK_IDS)('500 makes %s CRITICAL', (check) =>
    withOffice({ scenario: { drive: { state: 'disabled' } } }, async (office) => {
      const ended = await office.run(check);
      expectLegal(ended, check);
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('is disabled. Start it in DSM in the Package Center');
    }),
  );

  it('500 of a log-in is not taken for one of Drive', () =>
    withOffice({}, async (office) => {
      office.nas.setFault('SYNO.API.Auth.login', { code: 500 });
      expect((await office.run('connections')).code).toBe(3);
    }));
});

describe.concurrent('a large answer', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      user: `user${index % 5000}`,
      client_type: 'desktop',
      client_version: '3.4.0',
      ip_address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      connected_time: 1_732_788_000,
    }));

  it('of 20 000 clients is judged by every rule in less than 4 KiB', () =>
    withOffice({ scenario: { connections: many(20_000) } }, async (office) => {
      const rules = [
        '--min-version',
        'desktop=3.5',
        '--allow-network',
        '192.168.0.0/16',
        '-w',
        '1',
        '-c',
        '3',
      ];
      const ended = await office.run('clients', ['-v', ...rules] satisfies readonly string[]);
      expectLegal(ended, 'clients' satisfies CheckId);
      expect(ended.code).toBe(2);
      expect(ended.stdout).toContain('connections=20000');
    }));

  it('leaves the others as they are', () =>
    withOffice({}, async (office) => {
      expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
    }));
});
