import { createHash } from 'node:crypto';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import type { Case } from './case.ts';
import { client, present, profile, task } from './rows.ts';

/** A name with everything that a terminal, Nagios or a web interface would obey, and how it is shown. */
const EVIL =
  'a|b;c\n\r\td\x1b[31mRED\x1b[0m\x1b]0;title\x07\x9b2J<script>alert(1)</script>&\u202e\u200fz\u2028y\0\u{1f600}';
const TAMED = 'a¦b,c dRED‹script>alert(1)‹/script>&z y 😀';
/** The same with half a letter, which no command line and no form can hold. */
const HALF = `${EVIL}\ud800`;
const LONG = 'n'.repeat(300);
const LABEL = `${EVIL.replace(/[^A-Za-z0-9_]/gu, '_')}_${createHash('sha256').update(EVIL).digest('hex').slice(0, 8)}`;

const manyClients: Scenario = {
  connections: Array.from({ length: 20_000 }, (_, index) =>
    client(`user-${index % 5000}`, { client_version: index === 7 ? '3.4.0' : '3.5.1' }),
  ),
};
const one = 'connections=1;;;0 users=1;;;0 outdated=1;;;0 unexpected=0;;;0 max_per_user=1;;;0';

export const hostileCases: Case[] = [
  {
    title: 'cleans what the NAS says of a client of everything that somebody may obey',
    check: 'clients',
    scenario: { connections: [client(HALF, { client_type: 'desktop', client_version: '1;|<b>\x1b[1m' })] },
    args: ['--min-version', 'desktop=2'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE CLIENTS WARNING - ${TAMED}: desktop client 1,¦‹b> is older than 2 (192.168.1.10). 1 client of 1 user | ${one}`,
    ],
  },
  {
    title: 'cleans what the NAS says of a task',
    check: 'sync',
    scenario: { syncs: [task(HALF, HALF, { user: HALF })] },
    dsm: 'same',
    code: 3,
    stdout: [
      `DRIVE SYNC UNKNOWN - ${TAMED} of ${TAMED}: ${TAMED}, a status nobody knows. 1 task: 1 in another status | tasks=1;;;0 idle=0;;;0 syncing=0;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0 files_synced=150;;;0 bytes_synced=104857600B;;;0`,
    ],
  },
  {
    title: 'cleans the name of a user, and makes a label of it',
    check: 'quota',
    scenario: present(profile(EVIL, 96)),
    args: ['--perfdata-per-user', '-v'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - ${TAMED}: 96 % of the quota used (above 95 %). ${TAMED}: 96 GiB of 100 GiB used | users=1;;;0 users_warning=0;;;0 users_critical=1;;;0 unlimited=0;;;0 max_percent=96%;90;95;0 quota_used=103079215104B;;;0 ${LABEL}_percent=96%;90;95;0`,
      `[CRITICAL] ${TAMED}: 96 % of the quota used (above 95 %)`,
    ],
  },
  {
    title: 'cleans the keys of an answer of a wrong shape',
    check: 'connections',
    scenario: { faults: { 'SYNO.SynologyDrive.Connections.GetSummary': { data: { [HALF]: 1 } } } },
    code: 3,
    stdout: [
      'DRIVE CONNECTIONS UNKNOWN - total is missing, negative or no number (SYNO.SynologyDrive.Connections GetSummary: data has a¦b,c dRED‹scrip)',
    ],
  },
  {
    title: 'cleans what was typed',
    check: 'connections',
    args: [`--${EVIL.replaceAll('\0', ' ')}`],
    dsm: 'same',
    code: 3,
    stdout: [
      `DRIVE CONNECTIONS UNKNOWN - unknown option --${TAMED}`,
      'Usage: check_synology_drive_connections -H HOST -u NAME --password-file FILE [options], --help lists them all',
    ],
  },
  {
    title: 'cuts a name of 300 characters',
    check: 'sync',
    scenario: { syncs: [task(LONG, 'paused')] },
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE SYNC WARNING - ${LONG} of anna: paused. 1 task: 1 paused | tasks=1;;;0 idle=0;;;0 syncing=0;;;0 paused=1;;;0 error=0;;;0 stalled=0;;;0 files_synced=150;;;0 bytes_synced=104857600B;;;0`,
    ],
  },
  {
    title: 'judges 20000 clients and names the culprit',
    check: 'clients',
    scenario: manyClients,
    args: ['--min-version', 'desktop=3.5'],
    code: 1,
    stdout: [
      'DRIVE CLIENTS WARNING - user-7: desktop client 3.4.0 is older than 3.5 (192.168.1.10). 20000 clients of 5000 users | connections=20000;;;0 users=5000;;;0 outdated=1;;;0 unexpected=0;;;0 max_per_user=4;;;0',
    ],
  },
  {
    title: 'leaves out what finds no room of 20000 tasks, each in a status of its own',
    check: 'sync',
    scenario: {
      syncs: Array.from({ length: 20_000 }, (_, index) =>
        task(`${LONG}${index}`, `${EVIL}${index}`, { user: `ü${EVIL}` }),
      ),
    },
    args: ['-vvv'],
    dsm: 'same',
    code: 3,
    goesOn: true,
    stdout: [
      `DRIVE SYNC UNKNOWN - ${LONG.slice(0, 159)}…, +19999 more. 20000 tasks: 20000 in another status | tasks=20000;`,
    ],
  },
  {
    title: 'leaves out what finds no room of the perfdata of many users, never the totals',
    check: 'quota',
    scenario: present(...Array.from({ length: 80 }, (_, index) => profile(`${'ü'.repeat(60)}${index}`, 97))),
    args: ['--perfdata-per-user', '-v', '--concurrency', '64', '-w', '98', '-c', '98'],
    dsm: 'same',
    code: 0,
    goesOn: true,
    stdout: [
      `DRIVE QUOTA OK - 80 users | users=80;;;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=0;;;0 max_percent=97%;98;98;0 quota_used=${80 * 97 * 1024 ** 3}B;;;0 ${'_'.repeat(60)}0_`,
    ],
  },
];
