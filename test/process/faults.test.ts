import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/fault.ts';
import {
  asked,
  CHECK_IDS,
  CHECKS,
  CONNECTIONS_OK,
  eachAtATime,
  expectLegal,
  QUESTION,
  withOffice,
} from '../support/checks.ts';
import { listenOddly } from '../support/servers.ts';

const SUMMARY = QUESTION.connections;
const PROFILE = QUESTION.quota;
const HERE = 'DRIVE CONNECTIONS UNKNOWN - ';
const ADDRESS = 'Use the address and port of DSM itself (5001 https, 5000 http)';

/** Beyond the deadline and its half second: what a busy test machine may cost. */
const LATE = 3000;

/** Looks at a process until it ends; tells how much memory it held at most, in kilobytes. */
function watchMemory(pid: number): () => number {
  let peak = 0;
  const look = () => {
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      peak = Math.max(peak, Number(kilobytes ?? 0));
    } catch {
      clearInterval(timer);
    }
  };
  const timer = setInterval(look, 2);
  return () => peak;
}

describe.concurrent('every kind of fault', () => {
  const faults: Readonly<Record<string, Fault>> = {
    'an API error': { code: 100 },
    'a busy NAS': { code: 117 },
    'HTTP 503': { status: 503 },
    'HTTP 404': { status: 404 },
    HTML: { raw: '<html>hello</html>' },
    'no answer': { hang: true },
    'a reset': { reset: true },
    'an answer cut off': { cut: true },
    'no data': { data: null },
    'data of the wrong type': { data: ['total', 5] },
    'data without anything in it': { data: {} },
    'data with everything wrong in it': {
      data: {
        connections: [5, null],
        total_connections: -1,
        quota_used: {},
        quota_total: '-5',
        last_sync_time: [],
      },
    },
    'half of the JSON': { truncate: true },
    'an answer too late': { delay: 30_000 },
  };
  it.each(CHECK_IDS)(
    'makes %s say so, in time and in legal form, and never OK',
    (check) =>
      withOffice({}, async (office) => {
        await office.run(check);
        await eachAtATime(
          Object.entries(faults),
          async ([name, fault]) => {
            office.nas.setFault(QUESTION[check], fault);
            const ended = await office.run(check, ['-t', '2']);
            expectLegal(ended, check);
            // GetSummary without its figures is an answer of Drive's all the same: health asks for no more.
            const healthy = check === 'health' && name.startsWith('data with');
            expect([name, ended.code === 0]).toEqual([name, healthy]);
            expect(ended.milliseconds).toBeLessThan(2500 + LATE);
          },
          1,
        );
      }),
    60_000,
  );

  it('that heals within the run is none', () =>
    withOffice({}, async (office) => {
      for (const code of [109, 110, 111, 117, 118]) {
        office.nas.setFault(SUMMARY, { code, times: 1 });
        expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
      }
      expect(asked(office, SUMMARY)).toBe(10);
    }));
});

describe.concurrent('an answer that is none', () => {
  const https = 'https://127.0.0.1:5001/webman/index.cgi';
  const cases: readonly (readonly [title: string, fault: Fault, says: string])[] = [
    [
      'HTML',
      { raw: '<!DOCTYPE html><html></html>' },
      `the NAS answered a web page (HTML), not the Web API. A log-in portal, a proxy or another web server is in the way. ${ADDRESS}`,
    ],
    [
      'a redirect to a log-in page',
      { status: 302, location: '/webman/login.cgi?token=secret' },
      `the NAS does not answer but redirects to /webman/login.cgi. ${ADDRESS}`,
    ],
    [
      'a redirect to https',
      { status: 301, location: `${https}?x=1` },
      `the NAS does not answer but redirects to https: ${https}. Leave out --plain-http, and use the https port (usually 5001)`,
    ],
    [
      'a redirect to nowhere',
      { status: 307 },
      `the NAS does not answer but redirects to nowhere. ${ADDRESS}`,
    ],
    [
      'HTTP 404',
      { status: 404 },
      `the NAS answered HTTP 404. There is no Web API at this address. ${ADDRESS}`,
    ],
    ['HTTP 403', { status: 403 }, `the NAS answered HTTP 403. ${ADDRESS}`],
    [
      'an empty body',
      { raw: '' },
      'the NAS sent an empty answer. If it stays so, look at what is between this machine and the NAS',
    ],
    [
      'truncated JSON',
      { truncate: true },
      'the NAS sent an answer that is not JSON, or cut short. If it stays so, look at what is between this machine and the NAS',
    ],
    [
      'JSON without success',
      { raw: '{"data":{}}', contentType: 'application/json' },
      `the NAS sent JSON that is not an answer of its Web API (no "success"). ${ADDRESS}`,
    ],
    [
      'JSON that is a number',
      { raw: '5', contentType: 'application/json' },
      `the NAS sent JSON that is not an answer of its Web API (no "success"). ${ADDRESS}`,
    ],
  ];
  it.each(cases)('%s is said in words, UNKNOWN whatever --timeout-state', (_title, fault, says) =>
    withOffice({}, async (office) => {
      for (const question of [SUMMARY, 'SYNO.API.Info.query']) {
        office.nas.clearFaults();
        office.nas.setFault(question, fault);
        const ended = await office.run('connections', ['--no-session-cache', '--timeout-state', 'ok']);
        expect(ended).toMatchObject({ code: 3, stdout: `${HERE}${says}\n`, stderr: '' });
      }
      expect(office.nas.sessions()).toBe(0);
    }),
  );

  it.each([500, 502, 503])('HTTP %i counts as a NAS that cannot be reached', (status) =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { status });
      const says =
        `the NAS answered HTTP ${status}. Its web server runs but DSM behind it does not answer: ` +
        'it may be starting, updating or overloaded\n';
      expect(await office.run('connections')).toMatchObject({
        code: 2,
        stdout: `DRIVE CONNECTIONS CRITICAL - ${says}`,
      });
      expect(await office.run('connections', ['--timeout-state', 'warning'])).toMatchObject({
        code: 1,
        stdout: `DRIVE CONNECTIONS WARNING - ${says}`,
      });
    }),
  );

  it('from something that is no web server is said in words', async () => {
    const ssh = await listenOddly((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'));
    try {
      await withOffice({}, async (office) => {
        const ended = await office.run('connections', ['-p', String(ssh.port)]);
        expect(ended).toMatchObject({
          code: 3,
          stdout: `${HERE}127.0.0.1:${ssh.port} does not speak HTTP. Is this the port of DSM (5001 https, 5000 http)?\n`,
        });
      });
    } finally {
      await ssh.close();
    }
  });

  it('that never ends is refused at 64 MiB, in little more memory', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { huge: true });
      const running = office.start('connections', ['-t', '30']);
      const peak = watchMemory(running.child.pid ?? 0);
      const ended = await running.ended;
      expect(ended).toMatchObject({
        code: 3,
        stdout: `${HERE}the answer of 127.0.0.1:${office.nas.port} is larger than 64 MiB. Is this the port of a Synology NAS?\n`,
        stderr: '',
      });
      // Kilobytes: Node itself takes 60 MiB, the answer 64.
      expect(peak()).toBeLessThan(300 * 1024);
      expect(peak()).toBeGreaterThan(64 * 1024);
    }));

  it('with hostile words in it comes out clean', () =>
    withOffice({}, async (office) => {
      const evil = 'a|b;c\u001b[31m\r\nDRIVE CONNECTIONS OK - <script>\u202e\u0000';
      office.nas.setFault(QUESTION.clients, { data: { connections: [{ user: evil, client_type: evil }] } });
      expectLegal(await office.run('clients', ['-vvv', '-c', '0']), 'clients');
      office.nas.setFault(QUESTION.sync, {
        data: { connections: [{ user: evil, share_name: evil, sync_status: evil }] },
      });
      expectLegal(await office.run('sync', ['-vvv']), 'sync');
      office.nas.setFault(SUMMARY, { status: 302, location: '/a|b;c%0a<b>' });
      expectLegal(await office.run('connections', ['-vvv']), 'connections');
      office.nas.setFault(SUMMARY, { data: { [evil]: 1, '|;': 2 } });
      expectLegal(await office.run('connections', ['-vvv']), 'connections');
      office.nas.setFault(SUMMARY, { code: 120, errors: { name: evil, reason: evil } });
      expectLegal(await office.run('connections', ['-vvv']), 'connections');
    }));
});

describe.concurrent('one more try', () => {
  it.each([109, 110, 111, 117, 118])('is made on %i, and then the NAS counts as out of reach', (code) =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { code });
      const ended = await office.run('connections', ['--timeout-state', '1']);
      expectLegal(ended, 'connections');
      expect(ended.code).toBe(1);
      expect(ended.stdout).toBe(
        `DRIVE CONNECTIONS WARNING - SYNO.SynologyDrive.Connections GetSummary answered ${code}: ` +
          'the network is unstable or the system busy. The NAS is busy or its network unstable: look at its load in Resource Monitor\n',
      );
      expect([asked(office, SUMMARY), office.nas.logIns()]).toEqual([2, 1]);
    }),
  );

  it.each(['SYNO.API.Info.query', 'SYNO.API.Auth.login'])('is made when %s meets a busy NAS', (question) =>
    withOffice({}, async (office) => {
      office.nas.setFault(question, { code: 118, times: 1 });
      expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
      expect(asked(office, question)).toBe(2);
    }),
  );

  it('is not made beyond the deadline', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { code: 117, delay: 600 });
      const ended = await office.run('connections', ['-t', '1']);
      expectLegal(ended, 'connections');
      expect(ended.stdout).toContain('CRITICAL - no answer within 1 s');
      expect(ended.milliseconds).toBeLessThan(1500 + LATE);
    }));

  it('is made when a reused connection was reset, not when a new one was', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { reset: true, times: 1 });
      expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
      expect(asked(office, SUMMARY)).toBe(2);
      // A warm run asks on a new connection.
      office.nas.setFault(SUMMARY, { reset: true, times: 1 });
      const ended = await office.run('connections');
      expect(ended).toMatchObject({
        code: 2,
        stdout:
          `DRIVE CONNECTIONS CRITICAL - 127.0.0.1:${office.nas.port} closed the connection without a full answer. ` +
          'If this port speaks https, leave out --plain-http\n',
      });
      expect(asked(office, SUMMARY)).toBe(3);
    }));

  it('is not needed with a server that closes every connection after one answer', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      query: {
        'SYNO.API.Auth': { path: 'entry.cgi', minVersion: 3, maxVersion: 7 },
        'SYNO.SynologyDrive.Connections': { path: 'entry.cgi', minVersion: 1, maxVersion: 1 },
      },
      login: { sid: 'abc' },
      GetSummary: { total_connections: 25, desktop_clients: 15, mobile_clients: 8, web_clients: 2 },
    };
    // Says nothing of closing: the client finds out.
    const rude = await listenOddly((socket) =>
      socket.on('data', (bytes) => {
        const method = /method=(\w+)/.exec(bytes.toString())?.[1];
        if (method === undefined) return;
        const body = JSON.stringify({ success: true, data: answers[method] });
        socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }),
    );
    try {
      await withOffice({}, async (office) => {
        const ended = await office.run('connections', ['-p', String(rude.port)]);
        expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
      });
    } finally {
      await rude.close();
    }
  });
});

describe.concurrent('one user of many', () => {
  const users = Array.from({ length: 12 }, (_, index) => ({
    user: `user${index}`,
    quota_used: index === 3 ? 99 : 1,
    quota_total: 100,
    last_sync_time: 1_732_788_000,
  }));
  const scenario = { connections: users.map(({ user }) => ({ user, client_type: 'desktop' })), users };
  const cases: readonly (readonly [title: string, fault: Fault])[] = [
    ['an API error', { code: 105 }],
    ['HTML', { raw: '<html></html>' }],
    ['HTTP 500', { status: 500 }],
    ['a cut answer', { cut: true }],
    ['wrong data', { data: {} }],
    ['no data', { data: null }],
  ];
  it.each(cases)('who meets %s is UNKNOWN, and the others are judged', (_title, fault) =>
    withOffice({ scenario }, async (office) => {
      office.nas.setFault(PROFILE, { ...fault, where: { user: 'user7' } });
      const quota = await office.run('quota', ['--timeout-state', 'ok']);
      expectLegal(quota, 'quota');
      expect(quota.stdout).toMatch(/^DRIVE QUOTA CRITICAL - user3: 99 % /);
      expect(quota.stdout).toMatch(/^\[UNKNOWN\] user7: /m);
      const other = await office.run('quota', ['--exclude-user', 'user3']);
      expectLegal(other, 'quota');
      expect(other.stdout).toMatch(/^DRIVE QUOTA UNKNOWN - user7: /);
    }),
  );

  it('who comes after the deadline leaves a CRITICAL that was found', () =>
    withOffice({ scenario }, async (office) => {
      office.nas.setFault(PROFILE, { hang: true, after: 6 });
      for (const check of ['quota', 'last_sync'] as const) {
        office.nas.setFault(PROFILE, { hang: true, after: 6 });
        const args = ['-t', '2', '--concurrency', '1', '--timeout-state', 'warning'];
        const ended = await office.run(check, [...args, ...(check === 'quota' ? [] : ['-c', '1h'])]);
        expectLegal(ended, check);
        expect(ended.code).toBe(2);
        expect(ended.stdout).toContain(
          '[WARNING] 6 of 12 users were not read in time: a longer --timeout may do',
        );
        expect(ended.milliseconds).toBeLessThan(2500 + LATE);
      }
    }));

  it('who comes after the deadline makes the state of --timeout-state when nothing worse was found', () =>
    withOffice({ scenario }, async (office) => {
      office.nas.setFault(PROFILE, { hang: true, where: { user: 'user3' } });
      const ended = await office.run('quota', ['-t', '2', '--timeout-state', 'unknown']);
      expectLegal(ended, 'quota');
      expect(ended.stdout).toMatch(
        /^DRIVE QUOTA UNKNOWN - 1 of 12 users were not read in time: a longer --timeout may do\. 11 users/,
      );
    }));

  it.each(['quota', 'last_sync'] as const)(
    'in a list that cannot be read makes %s UNKNOWN, as some may be missing',
    (check) =>
      withOffice({ scenario }, async (office) => {
        office.nas.setFault(QUESTION.clients, { code: 105 });
        office.nas.update((now) => ({
          ...now,
          syncs: [{ user: 'user1', share_name: 'a', sync_status: 'idle' }],
        }));
        const ended = await office.run(check);
        expectLegal(ended, check);
        expect(ended.stdout).toContain(`DRIVE ${CHECKS[check]} UNKNOWN - users may be missing: `);
      }),
  );
});
