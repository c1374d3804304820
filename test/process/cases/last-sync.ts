import type { JsonValue } from '../../../src/simulator/json.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { casesOf, usage } from './case.ts';
import { present, profile } from './rows.ts';

type Moment = NonNullable<Parameters<typeof profile>[2]>['last_sync_time'];
const synced = (user: string, last_sync_time?: Moment) =>
  last_sync_time === undefined ? { user, file_count: 1 } : profile(user, 1, { last_sync_time });
const office = present(synced('anna', '2h ago'), synced('bob', '3d ago'), synced('carol', '40s ago'));
const answering = (data: JsonValue): Scenario => ({
  ...present(synced('anna', 0)),
  faults: { 'SYNO.SynologyDrive.UserProfile.Get': { data } },
});
const perfdata = (users: number, never: number, thresholds = ';;') =>
  `users=${users};;;0 never=${never};;;0 oldest=<n>s${thresholds};0`;
const SOURCE = 'SYNO.SynologyDrive.UserProfile Get: data has';
const soon = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

export const lastSyncCases = casesOf('last_sync', [
  {
    title: 'is OK without thresholds, however long ago it was',
    scenario: office,
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE LAST SYNC OK - 3 users, oldest sync 3 d ago | ${perfdata(3, 0)}`,
      '[OK] anna: last sync 2 h ago',
      '[OK] bob: last sync 3 d ago',
      '[OK] carol: last sync <n> s ago',
    ],
  },
  {
    title: 'judges the age of each last sync by -w and -c, durations with units',
    scenario: office,
    args: ['-w', '90m', '-c', '2.5d'],
    code: 2,
    stdout: [
      `DRIVE LAST SYNC CRITICAL - bob: last sync 3 d ago (above 2 d 12 h), anna: last sync 2 h ago (above 1 h 30 min). 3 users, oldest sync 3 d ago | ${perfdata(3, 0, ';5400;216000')}`,
      '[CRITICAL] bob: last sync 3 d ago (above 2 d 12 h)',
      '[WARNING] anna: last sync 2 h ago (above 1 h 30 min)',
    ],
  },
  {
    title: 'takes ranges of durations, and bare seconds',
    scenario: present(synced('anna', '2h ago')),
    args: ['-w', '3h:', '-c', ':7100'],
    code: 2,
    stdout: [
      `DRIVE LAST SYNC CRITICAL - anna: last sync 2 h ago (above 1 h 58 min). 1 user, oldest sync 2 h ago | ${perfdata(1, 0, ';10800:;7100')}`,
    ],
  },
  {
    title: 'is WARNING below a start',
    scenario: present(synced('anna', '2h ago')),
    args: ['--include-user', 'anna', '--warning-last-sync', '3h:', '--critical-last-sync', '1d'],
    code: 1,
    stdout: [
      `DRIVE LAST SYNC WARNING - anna: last sync 2 h ago (below 3 h). 1 user, oldest sync 2 h ago | ${perfdata(1, 0, ';10800:;86400')}`,
    ],
  },
  {
    title: 'counts users who never synced, and is OK with them as long as no threshold is given',
    scenario: present(synced('anna', 0), synced('bob', '2h ago')),
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE LAST SYNC OK - 2 users, oldest sync 2 h ago, 1 never synced | ${perfdata(2, 1)}`,
      '[OK] anna: never synced',
      '[OK] bob: last sync 2 h ago',
    ],
  },
  {
    title: 'is WARNING with a user who never synced once a threshold is given, and prints no age for them',
    scenario: present(synced('anna', 0)),
    args: ['-c', '3d'],
    code: 1,
    stdout: [
      'DRIVE LAST SYNC WARNING - anna: never synced. 1 user, 1 never synced | users=1;;;0 never=1;;;0',
    ],
  },
  {
    title: 'gives users who never synced the state of --never-state, thresholds or not',
    scenario: present(synced('anna', 0)),
    args: ['--never-state', 'critical'],
    code: 2,
    stdout: [
      'DRIVE LAST SYNC CRITICAL - anna: never synced. 1 user, 1 never synced | users=1;;;0 never=1;;;0',
    ],
  },
  {
    title: 'is OK with users who never synced when --never-state is so',
    scenario: present(synced('anna', 0), synced('bob', '2h ago')),
    args: ['-w', '1d', '-c', '3d', '--never-state=OK'],
    code: 0,
    stdout: [
      `DRIVE LAST SYNC OK - 2 users, oldest sync 2 h ago, 1 never synced | ${perfdata(2, 1, ';86400;259200')}`,
    ],
  },
  {
    title: 'has thresholds of its own for the numbers of users and of those who never synced',
    scenario: present(synced('anna', 0), synced('bob', '2h ago')),
    args: ['--warning-users=1', '--critical-users=9', '--warning-never=5', '--critical-never=0'],
    code: 2,
    stdout: [
      'DRIVE LAST SYNC CRITICAL - 1 user who never synced (above 0), 2 users (above 1). 2 users, oldest sync 2 h ago, 1 never synced | users=2;1;9;0 never=1;5;0;0 oldest=<n>s;;;0',
      '[CRITICAL] 1 user who never synced (above 0)',
      '[WARNING] 2 users (above 1)',
    ],
  },
  {
    title: 'lets --warning-never replace the WARNING of users who never synced',
    scenario: present(synced('anna', 0), synced('bob', '2h ago')),
    args: ['-w', '1d', '--warning-never', '1'],
    code: 0,
    stdout: [
      'DRIVE LAST SYNC OK - 2 users, oldest sync 2 h ago, 1 never synced | users=2;;;0 never=1;1;;0 oldest=<n>s;86400;;0',
    ],
  },
  {
    title: 'is UNKNOWN without a last sync, which is not never',
    scenario: present(synced('anna'), synced('bob', '2h ago')),
    code: 3,
    stdout: [
      `DRIVE LAST SYNC UNKNOWN - anna: last_sync is missing, negative or no number (${SOURCE} user, file_count). 2 users, oldest sync 2 h ago | ${perfdata(2, 0)}`,
    ],
  },
  {
    title: 'is UNKNOWN with a last sync before 1970',
    scenario: answering({ user: 'anna', last_sync_time: -1 }),
    args: ['--never-state', 'ok'],
    code: 3,
    stdout: [
      `DRIVE LAST SYNC UNKNOWN - anna: last_sync is missing, negative or no number (${SOURCE} user, last_sync_time). 1 user | users=1;;;0 never=0;;;0`,
    ],
  },
  {
    title: 'reads a time that is sent as a text of digits',
    scenario: answering({ last_sync_time: String(Math.floor(Date.now() / 1000) - 40.5 * 86_400) }),
    args: ['-c', '1d'],
    code: 2,
    stdout: [
      `DRIVE LAST SYNC CRITICAL - anna: last sync 40 d 12 h ago (above 1 d). 1 user, oldest sync 40 d 12 h ago | ${perfdata(1, 0, ';;86400')}`,
    ],
  },
  {
    title: 'takes a last sync a little in the future for now',
    scenario: present(synced('anna', soon(280))),
    args: ['-v'],
    code: 0,
    stdout: [
      'DRIVE LAST SYNC OK - 1 user, oldest sync 0 s ago | users=1;;;0 never=0;;;0 oldest=0s;;;0',
      '[OK] anna: last sync 0 s ago',
    ],
  },
  {
    title: 'names a last sync far in the future, and takes it for now',
    scenario: present(synced('anna', soon(2.2 * 86_400))),
    args: ['-w', '1s:'],
    code: 1,
    stdout: [
      'DRIVE LAST SYNC WARNING - anna: last sync 2 d 4 h in the future, compare the clocks. 1 user, oldest sync 0 s ago | users=1;;;0 never=0;;;0 oldest=0s;1:;;0',
    ],
  },
  {
    title: 'names a last sync far in the future when everything is OK, too',
    scenario: present(synced('anna', soon(2.2 * 86_400)), synced('bob', '2h ago')),
    args: ['-w', '1d'],
    code: 0,
    stdout: [
      `DRIVE LAST SYNC OK - 2 users, oldest sync 2 h ago, anna: last sync 2 d 4 h in the future, compare the clocks | ${perfdata(2, 0, ';86400;')}`,
    ],
  },
  {
    title: 'prints the age of each user when asked to, one label a name',
    scenario: present(synced('john.doe', '2h ago'), synced('john_doe', '3h ago'), synced('zoe', 0)),
    args: ['--perfdata-per-user', '-w', '1d'],
    code: 1,
    stdout: [
      `DRIVE LAST SYNC WARNING - zoe: never synced. 3 users, oldest sync 3 h ago, 1 never synced | ${perfdata(3, 1, ';86400;')} john_doe_30f69670_age=<n>s;86400;;0 john_doe_age=<n>s;86400;;0`,
    ],
  },
  {
    title: 'counts a user who cannot be read as UNKNOWN and judges the others',
    scenario: {
      ...present(synced('anna', '2h ago'), synced('bob', '3d ago')),
      faults: { 'SYNO.SynologyDrive.UserProfile.Get': { code: 402, where: { user: 'anna' } } },
    },
    args: ['-c', '1d'],
    code: 2,
    stdout: [
      `DRIVE LAST SYNC CRITICAL - bob: last sync 3 d ago (above 1 d), +1 more. 1 user, oldest sync 3 d ago | ${perfdata(1, 0, ';;86400')}`,
      '[CRITICAL] bob: last sync 3 d ago (above 1 d)',
      '[UNKNOWN] anna: cannot be read: SYNO.SynologyDrive.UserProfile Get answered 402: only administrators may ask this. Put the account into the administrators group in DSM under Control Panel > User & Group',
    ],
  },
  {
    title: 'still judges a user who has gone from the lists',
    scenario: { users: office.users ?? [] },
    earlier: [{ scenario: office, later: 86_400 }],
    args: ['-c', '2d', '--exclude-user', 'Anna'],
    code: 2,
    stdout: [
      `DRIVE LAST SYNC CRITICAL - bob: last sync 3 d ago (above 2 d). 2 users, oldest sync 3 d ago | ${perfdata(2, 0, ';;172800')}`,
    ],
  },
  {
    title: 'is UNKNOWN when there is nobody at all',
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE LAST SYNC UNKNOWN - nobody to judge: Drive names no user, and nobody was seen there before. Name users by --include-user. 0 users | users=0;;;0 never=0;;;0',
    ],
  },
  {
    title: 'judges the last sync with --basis sync',
    scenario: office,
    args: ['--basis', 'sync', '--include-user', 'anna'],
    code: 0,
    stdout: [`DRIVE LAST SYNC OK - 1 user, oldest sync 2 h ago | ${perfdata(1, 0)}`],
  },
  {
    title: 'is UNKNOWN with --basis seen on a NAS that does not tell it',
    scenario: office,
    args: ['--basis', 'seen'],
    code: 3,
    stdout: [
      'DRIVE LAST SYNC UNKNOWN - --basis seen cannot be judged: the API of this NAS lists who is connected, not which devices are linked',
    ],
  },
  {
    title: 'refuses a --basis that is none',
    args: ['--basis', 'luck'],
    dsm: 'same',
    code: 3,
    stdout: ['DRIVE LAST SYNC UNKNOWN - --basis luck: expected auto, sync or seen', usage('last_sync')],
  },
]);
