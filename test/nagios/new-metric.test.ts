import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../src/nagios/check.ts';
import { clientsCheck } from '../../src/nagios/checks/clients.ts';
import { connectionsCheck } from '../../src/nagios/checks/connections.ts';
import { quotaCheck } from '../../src/nagios/checks/quota.ts';
import { execute } from '../../src/nagios/execute.ts';
import { clients } from '../../src/probes/clients.ts';
import { connections } from '../../src/probes/connections.ts';
import { bytes, count } from '../../src/probes/probe.ts';
import { profiles } from '../../src/probes/profiles.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { makeFolder } from '../support/executable.ts';

const folder = makeFolder();
let nas: Simulator;

beforeAll(async () => {
  nas = await startSimulator();
});
afterAll(async () => {
  await nas.close();
  rmSync(folder.path, { recursive: true });
});

/** Runs a check in this process. */
async function run(check: Check, ...args: string[]): Promise<string> {
  const where = ['-H', '127.0.0.1', '-p', String(nas.port), '--plain-http', '-u', 'monitor'];
  const argv = [...where, '--session-dir', `${folder.path}/state`, ...args];
  const env = { SYNOLOGY_PASSWORD: 'monitor' };
  const { text } = await execute(check, { argv, env, elapsed: () => 0, onInterrupt: () => undefined });
  return text;
}

/** How the options of a metric stand in the help, each with the sentence after it. */
const optionsIn = (help: string, name: string) =>
  [...help.matchAll(/^ +--((?:warning|critical)-\S+) +(\S.*)$/gm)].filter(([, option]) =>
    option?.endsWith(name),
  ).length;

describe('a metric that is added to a probe', () => {
  const check = connectionsCheck({
    ...connections,
    metrics: [
      ...connections.metrics,
      count('tablet_pen', 'tablets with a pen', ({ mobile }) => mobile && mobile - 5),
    ],
  });

  it('is printed and judged without another word', async () => {
    expect(await run(check)).toBe(
      'DRIVE CONNECTIONS OK - 25 connections: 15 desktop, 8 mobile, 2 web, 3 tablet_pen | total=25;;;0 desktop=15;;;0 mobile=8;;;0 web=2;;;0 tablet_pen=3;;;0\n',
    );
  });

  it('has thresholds', async () => {
    expect(await run(check, '--warning-tablet-pen', '2', '--critical-tablet-pen', '3')).toBe(
      'DRIVE CONNECTIONS WARNING - 3 tablets with a pen (above 2). 25 connections: 15 desktop, 8 mobile, 2 web, 3 tablet_pen | total=25;;;0 desktop=15;;;0 mobile=8;;;0 web=2;;;0 tablet_pen=3;2;3;0\n',
    );
  });

  it('is in the help: two options, and a label', async () => {
    const help = await run(check, '--help');
    expect(optionsIn(help, '-tablet-pen')).toBe(2);
    expect(help).toMatch(/^ {2}tablet_pen +number +tablets with a pen$/m);
  });

  it('is UNKNOWN where a threshold is set on it and it was not told', async () => {
    const silent = connectionsCheck({
      ...connections,
      metrics: [...connections.metrics, count('tablet', 'tablets', () => undefined)],
    });
    expect(await run(silent, '--warning-tablet', '5')).toMatch(
      /^DRIVE CONNECTIONS UNKNOWN - tablet is missing: the NAS did not send it\. 25 connections[^|]* \| total=25;;;0 desktop=15;;;0 mobile=8;;;0 web=2;;;0\n$/,
    );
  });
});

describe('a metric of a row that is added to profiles', () => {
  const check = quotaCheck({
    ...profiles,
    metrics: [
      ...profiles.metrics,
      bytes('trash_size', 'in the recycle bin', ({ quotaUsed }) => quotaUsed && quotaUsed / 5),
    ],
  });

  it('is printed for one user, with thresholds that take units', async () => {
    expect(await run(check, '--include-user', 'john.doe', '--critical-trash-size', '512 MiB')).toBe(
      'DRIVE QUOTA CRITICAL - john.doe: in the recycle bin 1 GiB (above 512 MiB). john.doe: 5 GiB of 100 GiB used | quota_percent=5%;90;95;0 quota_used=5368709120B;;;0 quota_total=107374182400B;;;0 quota_free=102005473280B;;;0 file_count=500;;;0 folder_count=50;;;0 trash_size=1073741824B;;536870912;0\n',
    );
  });

  it('judges everybody, and leaves the perfdata of all alone', async () => {
    const text = await run(check, '--warning-trash-size', '100GiB', '-w', '99', '-c', '99');
    expect(text).toMatch(
      /^DRIVE QUOTA WARNING - li\.wei: in the recycle bin 128 GiB \(above 100 GiB\)\. 8 users, 2 unlimited \| /,
    );
    expect(text).toContain('| users=8;;;0 users_warning=1;;;0');
    expect(text).not.toContain('trash_size=');
  });

  it('is in the help: two options, and a label', async () => {
    const help = await run(check, '--help');
    expect(optionsIn(help, '-trash-size')).toBe(2);
    expect(help).toMatch(/^ {2}trash_size +bytes +in the recycle bin$/m);
  });
});

describe('a total that is added to clients', () => {
  const check = clientsCheck({
    ...clients,
    totals: [
      ...clients.totals,
      count(
        'abroad',
        'clients abroad',
        (rows) => rows.filter(({ ipAddress }) => !ipAddress?.startsWith('192.')).length,
      ),
    ],
  });

  it('is printed, judged and in the help', async () => {
    expect(await run(check, '--warning-abroad', '5')).toBe(
      'DRIVE CLIENTS WARNING - 7 clients abroad (above 5). 25 clients of 8 users | connections=25;;;0 users=8;;;0 outdated=0;;;0 unexpected=0;;;0 max_per_user=4;;;0 abroad=7;5;;0\n',
    );
    const help = await run(check, '--help');
    expect(optionsIn(help, '-abroad')).toBe(2);
    expect(help).toMatch(/^ {2}abroad +number +clients abroad$/m);
  });
});
