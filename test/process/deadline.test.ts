import { describe, expect, it } from 'vitest';
import { asked, CONNECTIONS_OK, expectLegal, QUESTION, withOffice, without } from '../support/checks.ts';
import { start } from '../support/executable.ts';
import type { Office } from '../support/office.ts';
import { closedPort, listenDeafly, listenOddly, type Oddity } from '../support/servers.ts';

const SUMMARY = QUESTION.connections;
const QUIET =
  'no answer within 1 s. Is the NAS up and reachable? A busy or sleeping NAS may need a longer --timeout\n';
const OUT_OF_TIME = `DRIVE CONNECTIONS CRITICAL - ${QUIET}`;

/** A deadline of one second, the half second that ending may take, and what a busy test machine may cost. */
const IN_TIME = 1500 + 3000;

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{';

/** Sends the beginning of an answer and then a byte at a time, for ever. */
const drip =
  (beginning: string): Parameters<typeof listenOddly>[0] =>
  (socket) => {
    socket.once('data', () => {
      socket.write(beginning);
      const timer = setInterval(() => socket.write(' '), 50);
      socket.once('close', () => clearInterval(timer));
    });
  };

async function against(
  oddity: Pick<Oddity, 'port' | 'close'>,
  judge: (office: Office, port: string[]) => Promise<void>,
): Promise<void> {
  try {
    await withOffice({}, (office) => judge(office, ['-p', String(oddity.port)]));
  } finally {
    await oddity.close();
  }
}

describe.concurrent('the deadline', () => {
  it.each(['SYNO.API.Info.query', 'SYNO.API.Auth.login', SUMMARY])(
    'ends a run that waits for %s',
    (question) =>
      withOffice({}, async (office) => {
        office.nas.setFault(question, { hang: true });
        const ended = await office.run('connections', ['-t', '1']);
        expect(ended).toMatchObject({ code: 2, stdout: OUT_OF_TIME, stderr: '' });
        expect(ended.milliseconds).toBeLessThan(IN_TIME);
        expect(ended.milliseconds).toBeGreaterThan(900);
      }),
  );

  it('leaves the verdict alone when the log-out hangs', () =>
    withOffice({}, async (office) => {
      office.nas.setFault('SYNO.API.Auth.logout', { hang: true });
      // Long enough for a verdict on a machine that is busy.
      const ended = await office.run('connections', ['-t', '4', '--no-session-cache']);
      expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
      expect(ended.milliseconds).toBeLessThan(IN_TIME + 3000);
    }));

  it('counts everything together, not each request anew', () =>
    withOffice({}, async (office) => {
      office.nas.setFault('*', { delay: 450 });
      const ended = await office.run('connections', ['-t', '1']);
      expect(ended).toMatchObject({ code: 2, stdout: OUT_OF_TIME, stderr: '' });
      expect(ended.milliseconds).toBeLessThan(IN_TIME);
    }));

  it.each([
    { title: 'accepts and says nothing', behave: () => undefined },
    { title: 'drips its answer byte by byte', behave: drip(HEAD) },
    { title: 'drips its headers byte by byte', behave: drip('HTTP/1.1 200 OK\r\nx-y: ') },
  ])('ends a run against a port that $title', async ({ behave }) =>
    against(await listenOddly(behave), async (office, port) => {
      const ended = await office.run('connections', [...port, '-t', '1']);
      expect(ended).toMatchObject({ code: 2, stdout: OUT_OF_TIME, stderr: '' });
      expect(ended.milliseconds).toBeLessThan(IN_TIME);
    }),
  );

  it('ends a run whose TLS handshake never ends', async () =>
    against(await listenOddly(() => undefined), async (office, port) => {
      const args = [...without(office, '-p'), ...port, '-t', '1'].filter((word) => word !== '--plain-http');
      const ended = await start('check_synology_drive_connections', args).ended;
      expect(ended).toMatchObject({ code: 2, stdout: OUT_OF_TIME, stderr: '' });
      expect(ended.milliseconds).toBeLessThan(IN_TIME);
    }));

  it('ends a run whose TCP connection is never answered', async () =>
    against(await listenDeafly(), async (office, port) => {
      const ended = await office.run('connections', [...port, '-t', '1']);
      expect(ended).toMatchObject({ code: 2, stdout: OUT_OF_TIME, stderr: '' });
      expect(ended.milliseconds).toBeLessThan(IN_TIME);
    }));

  it('ends a run that reads its options from a stdin nobody closes', () =>
    withOffice({}, async (office) => {
      const running = office.start('connections', ['-t', '1', '--extra-opts=@-']);
      const killer = setTimeout(() => running.child.kill('SIGKILL'), 4000);
      const ended = await running.ended;
      clearTimeout(killer);
      expectLegal(ended, 'connections');
    }));

  it('of a fraction of a second or too short to begin is kept, too', () =>
    withOffice({}, async (office) => {
      office.nas.setFault('*', { hang: true });
      for (const seconds of ['0.001', '0.5']) {
        const ended = await office.run('connections', ['-t', seconds]);
        expect(ended.stdout).toContain(`CRITICAL - no answer within ${seconds} s. `);
        expect(ended.milliseconds).toBeLessThan(IN_TIME);
      }
    }));

  it('is a usage error when it is none', () =>
    withOffice({}, async (office) => {
      for (const seconds of ['0', '-1', 'soon', '3601', '1e9']) {
        const ended = await office.run('connections', [`--timeout=${seconds}`]);
        expectLegal(ended, 'connections');
        expect([seconds, ended.code]).toEqual([seconds, 3]);
      }
      expect(office.nas.requests).toEqual([]);
    }));
});

describe.concurrent('--timeout-state', () => {
  const spellings = [
    { state: 'OK', code: 0, spelled: ['ok', 'OK', '0', ' Ok '] },
    { state: 'WARNING', code: 1, spelled: ['warning', 'Warn', '1'] },
    { state: 'CRITICAL', code: 2, spelled: ['critical', 'CRIT', '2', ''] },
    { state: 'UNKNOWN', code: 3, spelled: ['unknown', 'Unknown', '3'] },
  ];
  it.each(spellings)('$state is understood as $spelled', ({ state, code, spelled }) =>
    withOffice({}, async (office) => {
      const port = await closedPort();
      for (const word of spelled)
        expect(await office.run('connections', ['-p', String(port), '--timeout-state', word])).toMatchObject({
          code,
          stdout:
            `DRIVE CONNECTIONS ${state} - 127.0.0.1:${port} refuses connections. ` +
            'Is the NAS up, and is this the port of DSM (5001 https, 5000 http)?\n',
          stderr: '',
        });
    }),
  );

  it('that is none is a usage error', () =>
    withOffice({}, async (office) => {
      const ended = await office.run('connections', ['--timeout-state', '4']);
      expectLegal(ended, 'connections');
      expect(ended.stdout).toContain(
        'UNKNOWN - --timeout-state 4: expected critical, unknown, warning, ok or 0-3',
      );
    }));

  it('counts for a name that is not known', () =>
    withOffice({}, async (office) => {
      const args = ['-H', 'nonexistent.invalid', '-t', '5', '--timeout-state', 'warning'];
      const ended = await office.run('connections', args);
      expectLegal(ended, 'connections');
      expect(ended.code).toBe(1);
      expect(ended.stdout).toMatch(
        /nonexistent\.invalid is not known|no name server answers|no answer within/,
      );
    }));

  it('counts for time', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { hang: true });
      expect(await office.run('connections', ['-t', '1', '--timeout-state', 'ok'])).toMatchObject({
        code: 0,
        stdout: `DRIVE CONNECTIONS OK - ${QUIET}`,
      });
    }));

  it('counts for a reset', async () =>
    against(await listenOddly((socket) => socket.resetAndDestroy()), async (office, port) => {
      const ended = await office.run('connections', [...port, '--timeout-state', '3']);
      expectLegal(ended, 'connections');
      expect(ended.code).toBe(3);
      expect(ended.stdout).toContain(' closed the connection without a full answer. ');
      const critical = await office.run('connections', port);
      expect(critical.code).toBe(2);
    }));

  it('does not count for what the NAS says', () =>
    withOffice({}, async (office) => {
      for (const code of [100, 105, 119, 160]) {
        office.nas.setFault(SUMMARY, { code });
        expect((await office.run('connections', ['--timeout-state', 'ok'])).code).toBe(3);
      }
      expect(asked(office, SUMMARY)).toBeGreaterThan(4);
    }));
});
