import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import { dsmScenario } from '../../src/simulator/dsm-scenario.ts';
import { asked, expectLegal, QUESTION, SINGLE_IDS, withOffice } from '../support/checks.ts';
import type { Ended } from '../support/executable.ts';
import type { Office } from '../support/office.ts';

const LOG_IN = 'SYNO.API.Auth.login';
/** Beyond the deadline: what a busy test machine may cost. */
const LATE = 3500;

/** What one run asked, and how often. */
async function questionsOf(
  office: Office,
  check: string,
  args: readonly string[] = [],
): Promise<Map<string, number>> {
  const before = office.nas.requests.length;
  await office.run(check, args);
  const counts = new Map<string, number>();
  for (const { api, method } of office.nas.requests.slice(before))
    counts.set(`${api}.${method}`, (counts.get(`${api}.${method}`) ?? 0) + 1);
  return counts;
}

const labelsOf = (stdout: string) =>
  [...(stdout.split('\n')[0]?.split(' | ')[1] ?? '').matchAll(/(\w+)=/g)].map(([, label]) => label);

describe.concurrent.each([
  { dialect: 'documented', scenario: defaultScenario },
  { dialect: 'dsm', scenario: dsmScenario },
])('all checks of a NAS that speaks $dialect', ({ scenario }) => {
  it('ask no more than the union of what each asks, nothing twice, and log in once', () =>
    withOffice({ scenario }, async (office) => {
      const cold = await questionsOf(office, 'all');
      expect([cold.get(LOG_IN), cold.get('SYNO.API.Info.query')]).toEqual([1, 1]);
      const union = new Map<string, number>();
      for (const check of SINGLE_IDS)
        for (const [question, times] of await questionsOf(office, check))
          union.set(question, Math.max(times, union.get(question) ?? 0));
      expect(union.size).toBeGreaterThan(3);
      expect(await questionsOf(office, 'all')).toEqual(union);
    }));

  it('come to what each comes to alone: the same worst state, perfdata and words', () =>
    withOffice({ scenario }, async (office) => {
      const all = await office.run('all');
      const single: Ended[] = [];
      for (const check of SINGLE_IDS) single.push(await office.run(check));
      const worst = [0, 1, 3, 2].findLast((code) => single.some((one) => one.code === code));
      expect(all.code).toBe(worst);
      const labels = single.flatMap(({ stdout }, index) =>
        labelsOf(stdout).map((label) => {
          const id = SINGLE_IDS[index] ?? '';
          return label?.startsWith(`${id}_`) ? label : `${id}_${label}`;
        }),
      );
      expect(labelsOf(all.stdout)).toEqual(labels);
      const words = single.slice(1, 5).map(({ stdout }) => / - (.*) \| /.exec(stdout)?.[1]);
      expect(words.filter((said) => !all.stdout.includes(`: ${said}\n`))).toEqual([]);
    }));

  it('have no more requests on the way than --concurrency says', () =>
    withOffice({ scenario }, async (office) => {
      await office.run('all', ['--concurrency', '2']);
      expect(new Set(office.nas.requests.map(({ peerPort }) => peerPort)).size).toBeLessThanOrEqual(2);
    }));
});

describe.concurrent('all checks', () => {
  it('do not ask again what was refused: a log-in is tried once', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(LOG_IN, { code: 400 });
      const { stdout } = await office.run('all');
      expect(stdout).toMatch(/^DRIVE ALL UNKNOWN - SYNO\.API\.Auth login answered 400: [^\n]*\n$/);
      const again = await office.run('all', ['--skip', 'health']);
      expect(again.stdout).toMatch(/^DRIVE ALL UNKNOWN - [^\n]*not asked again[^\n]*\n$/);
      expect(asked(office, LOG_IN)).toBe(1);
    }));

  it('share with the single ones what is remembered of users and of stalls', () =>
    withOffice({}, async (office) => {
      await office.run('quota');
      const remembered = () =>
        readdirSync(join(office.folder.path, 'state')).filter((name) => /^(users|stalls)-/.test(name));
      const [users = ''] = remembered();
      const connections = defaultScenario.connections?.filter(({ user }) => user !== 'li.wei') ?? [];
      const syncs = defaultScenario.syncs?.filter(({ user }) => user !== 'li.wei') ?? [];
      office.nas.setScenario({ ...defaultScenario, connections, syncs });
      const { stdout } = await office.run('all', ['-v', '--sync-stalled', '30m', '--skip', 'clients']);
      expect(stdout).toContain('[OK] quota: li.wei: ');
      expect(stdout).toContain('[OK] last sync: li.wei: ');
      expect(remembered()).toHaveLength(2);
      expect(remembered()).toContain(users);
      await office.run('sync', ['--stalled', '30m']);
      expect(remembered()).toHaveLength(2);
    }));

  it('forget once whom the NAS does not know any more', () =>
    withOffice({}, async (office) => {
      await office.run('all');
      const gone = (rows: readonly { user?: string }[] = []) => rows.filter(({ user }) => user !== 'li.wei');
      const { connections, syncs, users } = defaultScenario;
      office.nas.setScenario({
        ...defaultScenario,
        connections: gone(connections),
        syncs: gone(syncs),
        users: gone(users),
      } as typeof defaultScenario);
      const { stdout } = await office.run('all', ['-v', '--skip', 'clients']);
      expect(stdout.match(/li\.wei is forgotten/g)).toHaveLength(1);
      const [file = ''] = readdirSync(join(office.folder.path, 'state')).filter((name) =>
        name.startsWith('users-'),
      );
      expect(readFileSync(join(office.folder.path, 'state', file), 'utf8')).not.toContain('li.wei');
    }));

  it('leave what was found when the deadline comes to one of them', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(QUESTION.sync, { hang: true });
      const users = ['--quota-include-user', 'jürgen.müller', '--last-sync-include-user', 'li.wei'];
      const ended = await office.run('all', ['-t', '5', ...users, '--timeout-state', 'unknown']);
      expectLegal(ended, 'all');
      expect(ended.code).toBe(3);
      expect(ended.stdout).toContain(
        'DRIVE ALL UNKNOWN - sync: no answer within 5 s. Is the NAS up and reachable? A busy or sleeping NAS may need a longer --timeout, +1 more. 4 checks OK | ',
      );
      expect(ended.stdout).toContain(
        '\n[WARNING] quota: jürgen.müller: 92.8 % of the quota used (above 90 %). ',
      );
      expect(labelsOf(ended.stdout)).toContain('quota_percent');
      expect(labelsOf(ended.stdout)).not.toContain('sync_tasks');
      expect(ended.milliseconds).toBeLessThan(5500 + LATE);
    }));

  it('do not wait for the first of them longer than its head start', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(QUESTION.health, { hang: true });
      const ended = await office.run('all', ['-t', '8']);
      expectLegal(ended, 'all');
      expect(ended.stdout).toMatch(
        /^DRIVE ALL CRITICAL - health, connections: no answer within 8 s\. .*, \+1 more\. 3 checks OK \| /,
      );
      expect(ended.stdout).toContain('\n[WARNING] quota: jürgen.müller: 92.8 % ');
    }));

  it('measure the response time while the NAS is asked nothing else', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(QUESTION.clients, { delay: 2000 });
      const { stdout } = await office.run('all');
      expect(Number(/health_response_time=([\d.]+)s/.exec(stdout)?.[1])).toBeLessThan(2);
      const order = office.nas.requests.map(({ api, method }) => `${api}.${method}`);
      expect(order.indexOf(QUESTION.health)).toBeLessThan(order.indexOf(QUESTION.clients));
    }));

  it('ask nothing when the options of any of them are wrong', () =>
    withOffice({}, async (office) => {
      for (const wrong of [
        ['--quota-forget-after', 'soon'],
        ['--last-sync-never-state', 'maybe'],
        ['--last-sync-include-user', '/(/'],
        ['--sync-state', 'paused'],
        ['--clients-allow-network', 'x'],
        ['--connections-critical-web', '5:1'],
      ]) {
        const ended = await office.run('all', wrong);
        expectLegal(ended, 'all');
        expect(ended.stdout).toMatch(
          new RegExp(`^DRIVE ALL UNKNOWN - ${wrong[0]} .*\nUsage: check_synology_drive -H `),
        );
      }
      expect(office.nas.requests).toEqual([]);
    }));

  it('judge 20 000 clients and tasks in less than 4 KiB, and no problem hides those of another check', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `user${index % 50}`);
    const scenario = {
      connections: rows.map((user) => ({
        user,
        client_type: 'desktop',
        client_version: '3.4.0',
        ip_address: '10.0.0.1',
      })),
      syncs: rows.map((user, index) => ({ user, share_name: `share ${index}`, sync_status: 'error' })),
      users: Array.from({ length: 50 }, (_, index) => ({
        user: `user${index}`,
        quota_used: index * 2,
        quota_total: 100,
        last_sync_time: '3d ago' as const,
      })),
    };
    return withOffice({ scenario }, async (office) => {
      const rules = ['--clients-allow-network', '192.168.0.0/16', '--clients-unexpected-state', 'critical'];
      const ended = await office.run('all', [
        ...rules,
        '--last-sync-critical',
        '1d',
        '--perfdata-per-user',
        '-v',
      ]);
      expectLegal(ended, 'all');
      expect(ended.code).toBe(2);
      expect(ended.stdout).toMatch(
        /^DRIVE ALL CRITICAL - clients: user0: desktop client \(10\.0\.0\.1\) is outside the allowed networks, sync: share 0 of user0: error, quota: user48: 96 % of the quota used \(above 95 %\), \+40051 more\. 2 checks OK \| /,
      );
      expect(ended.stdout).toContain('\n[CRITICAL] last sync: user0: last sync 3 d ago (above 1 d), ');
      expect(labelsOf(ended.stdout)).toContain('last_sync_oldest');
    });
  });

  it('end by SIGTERM in one line, whatever some of them found', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(QUESTION.sync, { hang: true });
      const running = office.start('all');
      while (asked(office, QUESTION.sync) === 0) await new Promise((done) => setTimeout(done, 10));
      running.child.kill('SIGTERM');
      expect(await running.ended).toMatchObject({
        code: 3,
        stdout: 'DRIVE ALL UNKNOWN - ended by SIGTERM before there was a verdict\n',
        stderr: '',
      });
    }));
});
