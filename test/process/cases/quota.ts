import type { JsonValue } from '../../../src/simulator/json.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { casesOf, GiB, usage } from './case.ts';
import { present, profile } from './rows.ts';

const ONE = ['--include-user', 'anna'];
const of = (used: number, more: Parameters<typeof profile>[2] = {}): Scenario => ({
  users: [profile('anna', used, more)],
});
const answering = (data: JsonValue): Scenario => ({
  ...of(0),
  faults: { 'SYNO.SynologyDrive.UserProfile.Get': { data } },
});
const SOURCE = 'SYNO.SynologyDrive.UserProfile Get: data has';

/** The perfdata of one user of 100 GiB, without thresholds but on percent. */
function perfdataOf(used: number, percent = `${used}%;90;95`): string {
  const free = Math.max(0, 100 - used) * GiB;
  return `quota_percent=${percent};0 quota_used=${used * GiB}B;;;0 quota_total=${100 * GiB}B;;;0 quota_free=${free}B;;;0 file_count=500;;;0 folder_count=50;;;0`;
}

/** One user, named exactly. */
export const quotaCases = casesOf('quota', [
  {
    title: 'tells all of one user',
    scenario: of(50),
    args: ONE,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${perfdataOf(50)}`],
  },
  {
    title: 'is OK at 90 % without thresholds, and WARNING from there on',
    scenario: of(90),
    args: ONE,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 90 GiB of 100 GiB used | ${perfdataOf(90)}`],
  },
  {
    title: 'is WARNING above 90 % without thresholds',
    scenario: of(95),
    args: ONE,
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE QUOTA WARNING - anna: 95 % of the quota used (above 90 %). anna: 95 GiB of 100 GiB used | ${perfdataOf(95)}`,
    ],
  },
  {
    title: 'is CRITICAL above 95 % without thresholds, more than the quota included, and prints no maximum',
    scenario: of(120),
    args: ONE,
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - anna: 120 % of the quota used (above 95 %). anna: 120 GiB of 100 GiB used | ${perfdataOf(120)}`,
    ],
  },
  {
    title: 'keeps its own -c when only -w is given, which takes a percent sign',
    scenario: of(96),
    args: [...ONE, '-w', '@10%:97%'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - anna: 96 % of the quota used (above 95 %). anna: 96 GiB of 100 GiB used | ${perfdataOf(96, '96%;@10:97;95')}`,
    ],
  },
  {
    title: 'takes -w and -c instead of its own',
    scenario: of(96),
    args: [...ONE, '-w', '97', '-c', '98'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 96 GiB of 100 GiB used | ${perfdataOf(96, '96%;97;98')}`],
  },
  {
    title: 'has thresholds of its own for everything, sizes with units',
    scenario: of(50),
    args: [
      ...ONE,
      ...['--warning-quota-percent=40', '--critical-quota-percent=60%'],
      ...['--warning-quota-used=40GiB', '--critical-quota-used=1TB'],
      ...['--warning-quota-total=100GiB:', '--critical-quota-total=200 GiB:'],
      ...['--warning-quota-free=60g:', '--critical-quota-free=10GiB:'],
      ...['--warning-file-count=400', '--critical-file-count=600'],
      ...['--warning-folder-count=60', '--critical-folder-count=@50:50'],
    ],
    code: 2,
    stdout: [
      'DRIVE QUOTA CRITICAL - anna: quota 100 GiB (below 200 GiB), anna: 50 folders (within 50 to 50), anna: 50 % of the quota used (above 40 %), anna: space used 50 GiB (above 40 GiB), +2 more. anna: 50 GiB of 100 GiB used | quota_percent=50%;40;60;0 quota_used=53687091200B;42949672960;1000000000000;0 quota_total=107374182400B;107374182400:;214748364800:;0 quota_free=53687091200B;64424509440:;10737418240:;0 file_count=500;400;600;0 folder_count=50;60;@50:50;0',
      '[CRITICAL] anna: quota 100 GiB (below 200 GiB)',
      '[CRITICAL] anna: 50 folders (within 50 to 50)',
      '[WARNING] anna: 50 % of the quota used (above 40 %)',
      '[WARNING] anna: space used 50 GiB (above 40 GiB)',
      '[WARNING] anna: space left 50 GiB (below 60 GiB)',
      '[WARNING] anna: 500 files (above 400)',
    ],
  },
  {
    title: 'says unlimited, and no percentage, where there is no limit',
    scenario: of(50, { quota_total: 0 }),
    args: ONE,
    dsm: 'same',
    code: 0,
    stdout: [
      'DRIVE QUOTA OK - anna: 50 GiB used, unlimited | quota_used=53687091200B;;;0 quota_total=0B;;;0 file_count=500;;;0 folder_count=50;;;0',
    ],
  },
  {
    title:
      'takes an unlimited quota as satisfying every threshold on percent, total and free, but not on others',
    scenario: of(50, { quota_total: 0 }),
    args: [
      ...ONE,
      ...['-w', '@0:100', '-c', '1:', '--critical-quota-free', '10GiB:', '--warning-quota-used', '40GiB'],
    ],
    dsm: 'same',
    code: 1,
    stdout: [
      'DRIVE QUOTA WARNING - anna: space used 50 GiB (above 40 GiB). anna: 50 GiB used, unlimited | quota_used=53687091200B;42949672960;;0 quota_total=0B;;;0 file_count=500;;;0 folder_count=50;;;0',
    ],
  },
  {
    title: 'takes an unlimited quota of which nothing is used for unlimited, too',
    scenario: of(0, { quota_total: 0, file_count: 0, folder_count: 0 }),
    args: ONE,
    dsm: 'same',
    code: 0,
    stdout: [
      'DRIVE QUOTA OK - anna: 0 B used, unlimited | quota_used=0B;;;0 quota_total=0B;;;0 file_count=0;;;0 folder_count=0;;;0',
    ],
  },
  {
    title: 'is UNKNOWN without the used or the whole quota, and says what there was',
    scenario: answering({ user: 'anna', quota_used: -1, file_count: 500, folder_count: 50 }),
    args: ONE,
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - anna: quota_used is missing, negative or no number (${SOURCE} user, quota_used, file_count, folder_count), +1 more | file_count=500;;;0 folder_count=50;;;0`,
      `[UNKNOWN] anna: quota_used is missing, negative or no number (${SOURCE} user, quota_used, file_count, folder_count)`,
      `[UNKNOWN] anna: quota_total is missing, negative or no number (${SOURCE} user, quota_used, file_count, folder_count)`,
    ],
  },
  {
    title: 'is UNKNOWN without the used quota even where there is no limit',
    scenario: answering({ quota_used: null, quota_total: 0 }),
    args: ONE,
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - anna: quota_used is missing, negative or no number (${SOURCE} quota_used, quota_total) | quota_total=0B;;;0`,
    ],
  },
  {
    title: 'leaves out counts that were not told',
    scenario: answering({ quota_used: GiB, quota_total: 2 * GiB, file_count: 'many' }),
    args: ONE,
    code: 0,
    stdout: [
      'DRIVE QUOTA OK - anna: 1 GiB of 2 GiB used | quota_percent=50%;90;95;0 quota_used=1073741824B;;;0 quota_total=2147483648B;;;0 quota_free=1073741824B;;;0',
    ],
  },
  {
    title: 'is UNKNOWN when a threshold is set on a count that was not told',
    scenario: answering({ quota_used: GiB, quota_total: 2 * GiB, file_count: [], folder_count: -5 }),
    args: [...ONE, '--warning-file-count', '10', '--critical-folder-count', '@0:100'],
    code: 3,
    stdout: [
      'DRIVE QUOTA UNKNOWN - anna: file_count is missing: the NAS did not send it, anna: folder_count is missing: the NAS did not send it. anna: 1 GiB of 2 GiB used | quota_percent=50%;90;95;0 quota_used=1073741824B;;;0 quota_total=2147483648B;;;0 quota_free=1073741824B;;;0',
      '[UNKNOWN] anna: file_count is missing: the NAS did not send it',
      '[UNKNOWN] anna: folder_count is missing: the NAS did not send it',
    ],
  },
  {
    title: 'reads texts of digits',
    scenario: answering({ quota_used: '1', quota_total: '3', file_count: '0', folder_count: '7' }),
    args: ONE,
    code: 0,
    stdout: [
      'DRIVE QUOTA OK - anna: 1 B of 3 B used | quota_percent=33.333%;90;95;0 quota_used=1B;;;0 quota_total=3B;;;0 quota_free=2B;;;0 file_count=0;;;0 folder_count=7;;;0',
    ],
  },
  {
    title: 'does not need the lists for users who are named exactly, but asks for each',
    scenario: {
      users: [profile('anna', 50), profile('bob', 96)],
      faults: {
        'SYNO.SynologyDrive.Connections.*': { code: 105 },
        'SYNO.SynologyDrive.ShareSync.*': { code: 105 },
      },
    },
    args: [...ONE, '--include-user', 'bob'],
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - bob: 96 % of the quota used (above 95 %). 2 users | users=2;;;0 users_warning=0;;;0 users_critical=1;;;0 unlimited=0;;;0 max_percent=96%;90;95;0 quota_used=${146 * GiB}B;;;0`,
    ],
  },
  {
    title: 'takes the same user twice in another case for one',
    scenario: of(50),
    args: ['--include-user', 'ANNA', '--include-user', 'anna'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${perfdataOf(50)}`],
  },
  {
    title: 'finds a user who was typed in another case than the NAS has',
    scenario: present(profile('anna', 50)),
    args: ['--include-user', 'ANNA'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${perfdataOf(50)}`],
  },
  {
    title: 'is UNKNOWN for a user whom the NAS does not know',
    args: ['--include-user', 'ghost'],
    dsm: 'same',
    code: 3,
    stdout: ['DRIVE QUOTA UNKNOWN - ghost: the NAS knows no such user, check --include-user. 0 users'],
  },
  {
    title: 'is UNKNOWN when the user who was asked for is excluded',
    scenario: of(50),
    args: [...ONE, '--exclude-user', '/A$/'],
    dsm: 'same',
    code: 3,
    stdout: ['DRIVE QUOTA UNKNOWN - nobody to judge: no user anna is known. 0 users'],
  },
  {
    title: 'refuses a size that is none',
    args: [...ONE, '--warning-quota-free', '10GB:5GB'],
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE QUOTA UNKNOWN - --warning-quota-free 10GB:5GB: the start 10GB is above the end 5GB, the other way round is 5GB:10GB',
      usage('quota'),
    ],
  },
]);

const TOTALS = (
  [users, warning, critical, unlimited]: readonly [number, number, number, number],
  percent: number | undefined,
  used: number | undefined,
) =>
  [
    `users=${users};;;0 users_warning=${warning};;;0 users_critical=${critical};;;0 unlimited=${unlimited};;;0`,
    ...(percent === undefined ? [] : [`max_percent=${percent}%;90;95;0`]),
    ...(used === undefined ? [] : [`quota_used=${used * GiB}B;;;0`]),
  ].join(' ');

const office = present(
  profile('anna', 50),
  profile('bob', 93),
  profile('carol', 97),
  profile('dave', 500, { quota_total: 0 }),
);
const NAMES = 'bob: 93 % of the quota used (above 90 %)';

/** Everybody, or whom a pattern finds. */
export const quotasCases = casesOf('quota', [
  {
    title: 'judges everybody who is in the lists, and names the worst first',
    scenario: {
      ...office,
      connections: office.connections?.slice(1) ?? [],
      syncs: [{ user: 'Anna' }, { user: 'anna' }],
    },
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - carol: 97 % of the quota used (above 95 %), ${NAMES}. 4 users, 1 unlimited | ${TOTALS([4, 1, 1, 1], 97, 740)}`,
      '[CRITICAL] carol: 97 % of the quota used (above 95 %)',
      `[WARNING] ${NAMES}`,
    ],
  },
  {
    title: 'shows everybody at -v',
    scenario: office,
    args: ['-v', '-c', '98'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE QUOTA WARNING - ${NAMES}, carol: 97 % of the quota used (above 90 %). 4 users, 1 unlimited | users=4;;;0 users_warning=2;;;0 users_critical=0;;;0 unlimited=1;;;0 max_percent=97%;90;98;0 quota_used=${740 * GiB}B;;;0`,
      `[WARNING] ${NAMES}`,
      '[WARNING] carol: 97 % of the quota used (above 90 %)',
      '[OK] anna: 50 GiB of 100 GiB used',
      '[OK] dave: 500 GiB used, unlimited',
    ],
  },
  {
    title: 'judges the users whom a pattern finds, in any case, without those who are excluded',
    scenario: office,
    args: ['--include-user', '/^[ABC]/', '--exclude-user', 'Carol'],
    dsm: 'same',
    code: 1,
    stdout: [`DRIVE QUOTA WARNING - ${NAMES}. 2 users | ${TOTALS([2, 1, 0, 0], 93, 143)}`],
  },
  {
    title: 'prints totals for a pattern that finds one user alone',
    scenario: office,
    args: ['--include-user', '/anna/'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${TOTALS([1, 0, 0, 0], 50, 50)}`],
  },
  {
    title: 'prints no percentage where all quotas are unlimited',
    scenario: present(profile('dave', 1, { quota_total: 0 }), profile('erin', 1, { quota_total: 0 })),
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE QUOTA OK - 2 users, 2 unlimited | ${TOTALS([2, 0, 0, 2], undefined, 2)}`],
  },
  {
    title: 'has thresholds of its own for the numbers of users',
    scenario: present(profile('anna', 50), profile('bob', 50, { quota_total: 0 })),
    args: ['--warning-users=1', '--critical-users=3', '--warning-unlimited=1', '--critical-unlimited=0'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - 1 user without a quota (above 0), 2 users (above 1). 2 users, 1 unlimited | users=2;1;3;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=1;1;0;0 max_percent=50%;90;95;0 quota_used=${100 * GiB}B;;;0`,
      '[CRITICAL] 1 user without a quota (above 0)',
      '[WARNING] 2 users (above 1)',
    ],
  },
  {
    title: 'keeps users apart in perfdata whose names differ in what no label may hold',
    scenario: present(
      profile('john.doe', 10),
      profile('john_doe', 20),
      profile('OFFICE\\jürgen', 30),
      profile('dave', 1, { quota_total: 0 }),
    ),
    args: ['--perfdata-per-user'],
    dsm: 'same',
    code: 0,
    stdout: [
      `DRIVE QUOTA OK - 4 users, 1 unlimited | ${TOTALS([4, 0, 0, 1], 30, 61)} OFFICE_j_rgen_35326235_percent=30%;90;95;0 john_doe_30f69670_percent=10%;90;95;0 john_doe_percent=20%;90;95;0`,
    ],
  },
  {
    title: 'counts a user who cannot be read as UNKNOWN and judges the others',
    scenario: {
      ...office,
      faults: {
        'SYNO.SynologyDrive.UserProfile.Get': { code: 105, where: { user: 'bob' } },
      },
    },
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - carol: 97 % of the quota used (above 95 %), +1 more. 3 users, 1 unlimited | ${TOTALS([3, 0, 1, 1], 97, 647)}`,
      '[CRITICAL] carol: 97 % of the quota used (above 95 %)',
      '[UNKNOWN] bob: cannot be read: SYNO.SynologyDrive.UserProfile Get answered 105: the account may not do this. Give the account the right to it (most such calls need the administrators group, in DSM under Control Panel > User & Group)',
    ],
  },
  {
    title: 'is UNKNOWN with a user whose quota was not told, and leaves the sum out',
    scenario: present(profile('anna', 50), { user: 'bob', file_count: 1 }),
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - bob: quota_used is missing, negative or no number (${SOURCE} user, file_count), +1 more. 2 users | ${TOTALS([2, 0, 0, 0], 50, undefined)}`,
      `[UNKNOWN] bob: quota_used is missing, negative or no number (${SOURCE} user, file_count)`,
      `[UNKNOWN] bob: quota_total is missing, negative or no number (${SOURCE} user, file_count)`,
    ],
  },
  {
    title: 'is UNKNOWN when there is nobody at all',
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE QUOTA UNKNOWN - nobody to judge: Drive names no user, and nobody was seen there before. Name users by --include-user. 0 users | users=0;;;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=0;;;0 quota_used=0B;;;0',
    ],
  },
  {
    title: 'is UNKNOWN when a pattern finds nobody',
    scenario: office,
    args: ['--include-user', '/^svc-/'],
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE QUOTA UNKNOWN - nobody to judge: no user /^svc-/ is known. 0 users | users=0;;;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=0;;;0 quota_used=0B;;;0',
    ],
  },
  {
    title: 'is UNKNOWN when one of the lists cannot be read, for users may be missing',
    scenario: {
      ...present(profile('anna', 50)),
      faults: { 'SYNO.SynologyDrive.ShareSync.ListConnections': { code: 403 } },
    },
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - users may be missing: SYNO.SynologyDrive.ShareSync ListConnections answered 403: Drive is not allowed to this account. Allow it the application Synology Drive in DSM under Control Panel > User & Group > Applications. anna: 50 GiB of 100 GiB used | ${TOTALS([1, 0, 0, 0], 50, 50)}`,
    ],
  },
  {
    title: 'is UNKNOWN when one of the lists is shorter than the NAS says, for users may be missing',
    scenario: {
      ...present(profile('anna', 50)),
      faults: { 'SYNO.SynologyDrive.ShareSync.ListConnections': { data: { connections: [], total: 3 } } },
    },
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - users may be missing: SYNO.SynologyDrive.ShareSync ListConnections: the NAS says there are 3 rows, but sent 0. If that does not pass, please report it with the output of -vvv. anna: 50 GiB of 100 GiB used | ${TOTALS([1, 0, 0, 0], 50, 50)}`,
    ],
  },
]);

const gone: Scenario = { connections: [], users: office.users ?? [] };

/** Users who have gone from the lists. */
export const rememberedCases = casesOf('quota', [
  {
    title: 'still judges users who have gone from the lists',
    scenario: gone,
    earlier: [{ scenario: office, later: 29 * 86_400 }],
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - carol: 97 % of the quota used (above 95 %), ${NAMES}. 4 users, 1 unlimited | ${TOTALS([4, 1, 1, 1], 97, 740)}`,
      '[CRITICAL] carol: 97 % of the quota used (above 95 %)',
      `[WARNING] ${NAMES}`,
    ],
  },
  {
    title: 'forgets them after 30 days',
    scenario: present(profile('anna', 50)),
    earlier: [{ scenario: office, later: 31 * 86_400 }],
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${TOTALS([1, 0, 0, 0], 50, 50)}`],
  },
  {
    title: 'forgets them after --forget-after, and remembers them whatever the filter was',
    scenario: gone,
    earlier: [{ scenario: office, args: ['--include-user', '/anna/'], later: 7000 }],
    args: ['--forget-after', '2h', '--include-user', '/^[ab]/'],
    code: 1,
    stdout: [`DRIVE QUOTA WARNING - ${NAMES}. 2 users | ${TOTALS([2, 1, 0, 0], 93, 143)}`],
  },
  {
    title: 'is UNKNOWN when all whom it knew are forgotten',
    scenario: gone,
    earlier: [{ scenario: office, later: 7300 }],
    args: ['--forget-after=2h', '--no-session-cache'],
    code: 3,
    stdout: [
      'DRIVE QUOTA UNKNOWN - nobody to judge: Drive names no user, and nobody was seen there before. Name users by --include-user. 0 users | users=0;;;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=0;;;0 quota_used=0B;;;0',
    ],
  },
  {
    title: 'forgets a user whom the NAS does not know any more, and says so at -v',
    scenario: { connections: [], users: [profile('anna', 50)] },
    earlier: [{ scenario: present(profile('anna', 50), profile('bob', 1)) }],
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${TOTALS([1, 0, 0, 0], 50, 50)}`,
      '[OK] anna: 50 GiB of 100 GiB used',
      'bob is forgotten: the NAS knows no such user',
    ],
  },
  {
    title: 'has really forgotten them in the run after that',
    scenario: gone,
    earlier: [
      { scenario: present(profile('anna', 50), profile('bob', 93)) },
      { scenario: { users: [profile('anna', 50)] } },
    ],
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${TOTALS([1, 0, 0, 0], 50, 50)}`],
  },
  {
    title: 'refuses --forget-after that is no duration',
    args: ['--forget-after', 'soon'],
    dsm: 'same',
    code: 3,
    stdout: ['DRIVE QUOTA UNKNOWN - --forget-after soon: expected a duration such as 30d', usage('quota')],
  },
]);
