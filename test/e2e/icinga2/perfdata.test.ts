import { describe, expect, it } from 'vitest';
import { selfSigned } from '../../../src/simulator/certificate.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { client, present, profile, task } from '../../process/cases/rows.ts';
import { TABLES } from '../../process/tables.ts';
import { type CheckId, withOffice } from '../../support/checks.ts';
import { splitOutput } from '../../support/consumers.ts';
import { HOSTILE } from '../mosquitto/house/hostile.ts';
import { asPrinted, type ParsedItem, parseByIcinga } from './house/parser.ts';

/** What Icinga reads beside its own name of the type. */
const bare = ({ label, value, unit, warn, crit, min, max, counter }: ParsedItem): ParsedItem => ({
  label,
  value,
  unit,
  warn,
  crit,
  min,
  max,
  counter,
});

const itemsOf = (output: string): string[] => splitOutput(output).perfdata?.split(' ') ?? [];

/** That Icinga reads what is printed, all of it and nothing else. */
async function expectReadAsPrinted(items: readonly string[]): Promise<void> {
  expect(items).not.toEqual([]);
  expect((await parseByIcinga(items)).map(bare)).toEqual(items.map(asPrinted));
}

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const expired = () => selfSigned({ notBefore: ago(4), notAfter: ago(2) });

describe("Icinga's own parser", () => {
  it('reads all performance data that the tests of the verdicts expect as it is printed', async () => {
    const cases = TABLES.flatMap(([, table]) => table).filter(({ goesOn }) => !goesOn);
    const outputs = cases.flatMap((one) => [
      one.stdout.join('\n'),
      ...(typeof one.dsm === 'object' ? [one.dsm.stdout.join('\n')] : []),
    ]);
    const items = new Set(outputs.flatMap((output) => itemsOf(output.replaceAll('<n>', '25'))));
    const labels = new Set([...items].map((item) => asPrinted(item).label));
    for (const label of [
      'response_time',
      'sharesync',
      'max_per_user',
      'bytes_synced',
      'quota_free',
      'oldest',
    ])
      expect(labels).toContain(label);
    await expectReadAsPrinted([...items]);
  });

  const everybody: Scenario = {
    connections: HOSTILE.map((user) => client(user)),
    users: HOSTILE.map((user, index) => profile(user, index * 7)),
  };
  const most = 2 ** 52;
  const huge: Scenario = {
    ...present(profile('anna', 0, { quota_used: most, quota_total: 2 ** 40, last_sync_time: 1 })),
    syncs: [task('plans', 'syncing', { files_synced: most, bytes_synced: most })],
  };
  const overrun = present(profile('anna', 150));

  it.each([
    [
      'quota',
      'labels of users of any name',
      /^a_b_deadbeef_[0-9a-f]{8}_percent=/,
      everybody,
      ['--perfdata-per-user'],
    ],
    [
      'last_sync',
      'labels of users of any name',
      /^maria_\w+_[0-9a-f]{8}_age=/,
      present(profile('maria@office', 1)),
      ['--perfdata-per-user', '-w', '36h'],
    ],
    ['clients', 'users of any name', /^users=34;/, everybody, ['-w', '10', '-c', '~:20']],
    ['quota', 'huge numbers', /^quota_used=4503599627370496B/, huge, ['--include-user', 'anna']],
    ['sync', 'huge numbers', /^bytes_synced=4503599627370496B/, huge, ['-w', '0', '-c', '@5:1000000']],
    ['last_sync', 'huge numbers', /^oldest=/, huge, ['-w', '1000d']],
    [
      'quota',
      'a threshold far below zero',
      /^quota_free=0B;;-1099511627776:;0/,
      overrun,
      ['--include-user', 'anna', '--critical-quota-free=-1TiB:'],
    ],
    [
      'quota',
      'a range that ends below zero',
      /^quota_free=0B;~:-5;;0/,
      overrun,
      ['--include-user', 'anna', '--warning-quota-free=~:-5'],
    ],
    [
      'connections',
      'thresholds that are fractions',
      /^total=\d+;0.5;0.000001:1000;/,
      everybody,
      ['-w', '.5', '-c', '0.000001:1e3'],
    ],
    ['health', 'a time', /^response_time=[\d.]+s;0.25;60;0/, everybody, ['-w', '0.25', '-c', '1m']],
    ['health', 'a negative number', /^certificate_days=-2(?:\.\d+)?$/, {}, ['--insecure']],
  ] satisfies [CheckId, string, RegExp, Scenario, string[]][])(
    'reads %s with %s as it is printed, from both dialects',
    async (check, _, printed, scenario, args) => {
      const tls = args.includes('--insecure') ? await expired() : undefined;
      for (const dialect of ['documented', 'dsm'] as const)
        await withOffice({ scenario: { ...scenario, dialect }, tls }, async (office) => {
          const items = itemsOf((await office.run(check, args)).stdout);
          expect(items).toContainEqual(expect.stringMatching(printed));
          await expectReadAsPrinted(items);
        });
    },
  );
});
