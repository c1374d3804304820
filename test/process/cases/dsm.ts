import type { ConnectionRow } from '../../../src/simulator/rows.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { type Case, type CheckName, GiB, PASSWORD } from './case.ts';
import { profile, task } from './rows.ts';

/** A table of what only DSM's dialect has; its cases run there alone. */
const onDsm = (check: CheckName, table: readonly Omit<Case, 'check' | 'dsm'>[]): Case[] =>
  table.map((one) => ({ ...one, check, dsm: { code: one.code, stdout: one.stdout } }));

type Device = NonNullable<ConnectionRow['dsm']>;

const device = (user: string, type: string, name: string, more: Device = {}): ConnectionRow => ({
  user,
  client_type: type,
  client_version: '3.5.0-16084',
  ip_address: '192.168.50.21',
  connected_time: '3h ago',
  dsm: { client_id: name, ...more },
});
const away = (user: string, name: string, since: string): ConnectionRow =>
  device(user, 'drive_backup', name, { client_status: 'off_line', last_auth_time: since });

const office: Scenario = {
  connections: [
    device('alice', 'drive', 'ALICE-PC', { client_status: 'syncing' }),
    device('alice', 'backup', 'ALICE-NAS'),
    device('alice', 'dscloud', 'Pixel 8', { client_ip: '', client_is_relay: true, client_version: '4.1.0' }),
    away('bert', 'LAPTOP-7.local', '9d ago'),
    device('OFFICE\\erika', 'web_portal', '-', { client_version: '-' }),
    device('sync-north', 'serversync', 'NAS-NORTH', { client_is_relay: true }),
    device('carol', 'toaster', 'TOAST'),
  ],
};
const NO_SOURCE = 'DSM itself does not tell it';
const NO_RIGHT =
  'Give the account the right to it (most such calls need the administrators group, in DSM under Control Panel > User & Group)';
const NO_ADMINISTRATOR =
  'only administrators may ask this. Put the account into the administrators group in DSM under Control Panel > User & Group';
const ANOTHER_API = 'This NAS speaks another version of the API: please report it with the output of -vvv';
const SHORT =
  'the NAS says there are 3 rows, but sent 0. If that does not pass, please report it with the output of -vvv';
const took = (call: string) => `${call} answered <n> characters in <n> ms`;

const counted: Scenario = {
  connections: (office.connections ?? []).filter(({ client_type: type }) => type !== 'toaster'),
};
const COUNTED = '4 connections: 2 desktop, 1 mobile, 1 sharesync';

export const dsmConnectionsCases = onDsm('connections', [
  {
    title: 'counts other NASes and no browsers, and leaves out devices that are away',
    scenario: counted,
    code: 0,
    stdout: [`DRIVE CONNECTIONS OK - ${COUNTED} | total=4;;;0 desktop=2;;;0 mobile=1;;;0 sharesync=1;;;0`],
  },
  {
    title: 'judges the number of other NASes',
    scenario: counted,
    args: ['--warning-sharesync', '2:', '--critical-sharesync', '0', '-w', '3'],
    code: 2,
    stdout: [
      `DRIVE CONNECTIONS CRITICAL - 1 other NAS that syncs from this one (above 0), 4 connections (above 3). ${COUNTED} | total=4;3;;0 desktop=2;;;0 mobile=1;;;0 sharesync=1;2:;0;0`,
      '[CRITICAL] 1 other NAS that syncs from this one (above 0)',
      '[WARNING] 4 connections (above 3)',
    ],
  },
  {
    title: 'is WARNING by a kind of client',
    scenario: counted,
    args: ['--warning-desktop', '1', '--critical-mobile', '1'],
    code: 1,
    stdout: [
      `DRIVE CONNECTIONS WARNING - 2 desktop clients (above 1). ${COUNTED} | total=4;;;0 desktop=2;1;;0 mobile=1;;1;0 sharesync=1;;;0`,
    ],
  },
  {
    title: 'is UNKNOWN with a threshold on browsers, and says why they are not known',
    scenario: counted,
    args: ['--warning-web', '5'],
    code: 3,
    stdout: [
      `DRIVE CONNECTIONS UNKNOWN - web is missing: ${NO_SOURCE}. ${COUNTED} | total=4;;;0 desktop=2;;;0 mobile=1;;;0 sharesync=1;;;0`,
    ],
  },
  {
    title: 'is UNKNOWN without its total, and says what there was',
    scenario: { faults: { 'SYNO.SynologyDrive.Connection.summary': { data: { summary: { desktop: 1 } } } } },
    code: 3,
    stdout: [
      'DRIVE CONNECTIONS UNKNOWN - total is missing, negative or no number (SYNO.SynologyDrive.Connection summary: data.summary has desktop). 1 desktop | desktop=1;;;0',
    ],
  },
  {
    title: 'is UNKNOWN without its summary, and says what there was instead',
    scenario: { faults: { 'SYNO.SynologyDrive.Connection.summary': { data: { total: 1 } } } },
    code: 3,
    stdout: [
      `DRIVE CONNECTIONS UNKNOWN - SYNO.SynologyDrive.Connection summary: data.summary should be an object, but is missing. ${ANOTHER_API}`,
    ],
  },
  {
    title: 'takes --api dsm',
    args: ['--api', 'dsm'],
    code: 0,
    stdout: [
      'DRIVE CONNECTIONS OK - 0 connections: 0 desktop, 0 mobile, 0 sharesync | total=0;;;0 desktop=0;;;0 mobile=0;;;0 sharesync=0;;;0',
    ],
  },
  {
    title: 'is UNKNOWN with --api documented',
    args: ['--api', 'documented'],
    code: 3,
    stdout: ['DRIVE CONNECTIONS UNKNOWN - this NAS does not speak --api documented. Leave --api out'],
  },
  {
    title: 'speaks to a DSM 6, which logs in elsewhere and takes bare values',
    scenario: { ...counted, dsmVersion: 6 },
    code: 0,
    stdout: [`DRIVE CONNECTIONS OK - ${COUNTED} | total=4;;;0 desktop=2;;;0 mobile=1;;;0 sharesync=1;;;0`],
  },
]);

const AWAY = '1 linked device off-line';
const SAID = `6 clients of 4 users, ${AWAY}`;
const clean = (...numbers: readonly (number | string)[]) =>
  ['connections', 'users', 'outdated', 'unexpected', 'max_per_user', 'linked', 'stale']
    .map((label, index) => `${label}=${String(numbers[index]).replace(/^\d+$/, '$&;;')};0`)
    .join(' ');
const LAPTOP = 'bert: drive_backup client LAPTOP-7.local';

export const dsmClientsCases = onDsm('clients', [
  {
    title: 'shows devices, types in the words of the NAS, relays, and what is linked and away, at -v',
    scenario: office,
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE CLIENTS OK - ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 0)}`,
      '[OK] alice: drive client ALICE-PC 3.5.0-16084 (192.168.50.21)',
      '[OK] alice: backup client ALICE-NAS 3.5.0-16084 (192.168.50.21)',
      '[OK] alice: dscloud client Pixel 8 4.1.0 (by QuickConnect)',
      `[OK] ${LAPTOP} off-line for 9 d`,
      '[OK] OFFICE\\erika: web_portal client (192.168.50.21)',
      '[OK] sync-north: serversync client NAS-NORTH 3.5.0-16084 (192.168.50.21, by QuickConnect)',
      '[OK] carol: toaster client TOAST 3.5.0-16084 (192.168.50.21)',
    ],
  },
  {
    title: 'does not count devices that are away to the connections of a user',
    scenario: { connections: [device('bert', 'drive', 'BERT-PC'), away('bert', 'LAPTOP-7.local', '9d ago')] },
    args: ['-w', '1', '-c', '2'],
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 1 client of 1 user, ${AWAY} | ${clean(1, 1, 0, 0, '1;1;2', 1, 0)}`],
  },
  {
    title: 'takes desktop for every type that is one',
    scenario: office,
    args: ['--client-type', 'Desktop'],
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 2 clients of 1 user, ${AWAY} | ${clean(2, 1, 0, 0, 2, 1, 0)}`],
  },
  {
    title: "takes the NAS's own word for that type alone",
    scenario: office,
    args: ['--client-type', 'drive', '--client-type', 'TOASTER'],
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 2 clients of 2 users | ${clean(2, 2, 0, 0, 1, 0, 0)}`],
  },
  {
    title: 'takes sharesync for the NASes that sync from here',
    scenario: office,
    args: ['--client-type', 'sharesync', '--require', 'sync-north=sharesync'],
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 1 client of 1 user | ${clean(1, 1, 0, 0, 1, 0, 0)}`],
  },
  {
    title: 'compares the versions of a kind of client',
    scenario: office,
    args: ['--min-version', 'desktop=3.5.1'],
    code: 1,
    stdout: [
      `DRIVE CLIENTS WARNING - alice: drive client ALICE-PC 3.5.0-16084 is older than 3.5.1 (192.168.50.21), alice: backup client ALICE-NAS 3.5.0-16084 is older than 3.5.1 (192.168.50.21). ${SAID} | ${clean(6, 4, 2, 0, 3, 1, 0)}`,
      '[WARNING] alice: drive client ALICE-PC 3.5.0-16084 is older than 3.5.1 (192.168.50.21)',
      '[WARNING] alice: backup client ALICE-NAS 3.5.0-16084 is older than 3.5.1 (192.168.50.21)',
    ],
  },
  {
    title: "compares the versions of a type in the NAS's word",
    scenario: office,
    args: ['--min-version', 'drive=3.6', '--min-version', 'backup=3.5.0', '--outdated-state', 'critical'],
    code: 2,
    stdout: [
      `DRIVE CLIENTS CRITICAL - alice: drive client ALICE-PC 3.5.0-16084 is older than 3.6 (192.168.50.21). ${SAID} | ${clean(6, 4, 1, 0, 3, 1, 0)}`,
    ],
  },
  {
    title: 'cannot tell the network of a client that came by relay and has no address',
    scenario: office,
    args: ['--allow-network', '192.168.0.0/16'],
    code: 3,
    stdout: [
      `DRIVE CLIENTS UNKNOWN - alice: dscloud client Pixel 8 (by QuickConnect) cannot be judged: its address is missing. ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 0)}`,
    ],
  },
  {
    title: 'is WARNING with a device that has been off-line for too long',
    scenario: office,
    args: ['--offline-for', '7d'],
    code: 1,
    stdout: [`DRIVE CLIENTS WARNING - ${LAPTOP} off-line for 9 d. ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 1)}`],
  },
  {
    title: 'is OK with a device that has been off-line for less long',
    scenario: office,
    args: ['--offline-for', '10d'],
    code: 0,
    stdout: [`DRIVE CLIENTS OK - ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 0)}`],
  },
  {
    title: 'gives such a device the state of --offline-state',
    scenario: office,
    args: ['--offline-for', '7d', '--offline-state', 'critical'],
    code: 2,
    stdout: [`DRIVE CLIENTS CRITICAL - ${LAPTOP} off-line for 9 d. ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 1)}`],
  },
  {
    title: 'lets --warning-stale replace the WARNING of such a device',
    scenario: office,
    args: ['--offline-for', '7d', '--warning-stale', '1', '--critical-linked', '5'],
    code: 0,
    stdout: [`DRIVE CLIENTS OK - ${SAID} | ${clean(6, 4, 0, 0, 3, '1;;5', '1;1;')}`],
  },
  {
    title: 'is UNKNOWN when it was not told since when a device has been off-line',
    scenario: {
      connections: [device('bert', 'drive', 'PC', { client_status: 'off_line', last_auth_time: null })],
    },
    args: ['--offline-for', '7d'],
    code: 3,
    stdout: [
      `DRIVE CLIENTS UNKNOWN - bert: drive client PC (192.168.50.21) cannot be judged: when it was last connected is missing. 0 clients of 0 users, ${AWAY} | ${clean(0, 0, 0, 0, 0, 1, 0)}`,
    ],
  },
  {
    title: 'is OK with a required device that is connected, in any case',
    scenario: office,
    args: ['--require-device', 'alice-pc', '--require-device', 'Pixel 8'],
    code: 0,
    stdout: [`DRIVE CLIENTS OK - ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 0)}`],
  },
  {
    title: 'is CRITICAL with a required device that is away or that nobody linked',
    scenario: office,
    args: ['--require-device', 'LAPTOP-7.local', '--require-device', 'GHOST'],
    code: 2,
    stdout: [
      `DRIVE CLIENTS CRITICAL - LAPTOP-7.local: off-line for 9 d, GHOST: not linked. ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 0)}`,
      '[CRITICAL] LAPTOP-7.local: off-line for 9 d',
      '[CRITICAL] GHOST: not linked',
    ],
  },
  {
    title: 'is CRITICAL with a required user of whom only a device is linked',
    scenario: office,
    args: ['--require', 'bert', '--require', 'ALICE=mobile', '--require', 'alice=dscloud'],
    code: 2,
    stdout: [`DRIVE CLIENTS CRITICAL - bert: not connected. ${SAID} | ${clean(6, 4, 0, 0, 3, 1, 0)}`],
  },
  {
    title: 'is UNKNOWN by a list that is shorter than the NAS says',
    scenario: { faults: { 'SYNO.SynologyDrive.Connection.list': { data: { items: [], total: 3 } } } },
    args: ['--require', 'alice'],
    code: 3,
    stdout: [`DRIVE CLIENTS UNKNOWN - SYNO.SynologyDrive.Connection list: ${SHORT}. 0 clients of 0 users`],
  },
]);

const NONE = 'tasks=0;;;0 idle=0;;;0 syncing=0;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0';
const NOTHING_MOVED = 'files_synced=0;;;0 bytes_synced=0B;;;0';
const LIST = 'SYNO.SynologyDriveShareSync.Connection list';

export const dsmSyncCases = onDsm('sync', [
  {
    title: 'is WARNING when ShareSync is paused as a whole',
    scenario: { syncs: [task('Plans', 'syncing')], sharesync: { is_pause: true } },
    code: 1,
    stdout: [
      'DRIVE SYNC WARNING - Plans of anna: paused. 1 task: 1 paused | tasks=1;;;0 idle=0;;;0 syncing=0;;;0 paused=1;;;0 error=0;;;0 stalled=0;;;0 files_synced=150;;;0 bytes_synced=104857600B;;;0',
    ],
  },
  {
    title: 'is OK when ShareSync is paused and there is nothing to sync',
    scenario: { sharesync: { is_pause: true } },
    code: 0,
    stdout: [`DRIVE SYNC OK - 0 tasks | ${NONE} ${NOTHING_MOVED}`],
  },
  {
    title: 'takes uptodate for idle, and shows what it does not know of a task at -vv',
    scenario: { sharesync: { conn: [{ server_name: 'NAS-HQ', status: 'uptodate', speed: 5, link: 'up' }] } },
    args: ['-vv'],
    code: 0,
    stdout: [
      'DRIVE SYNC OK - 1 task: 1 idle | tasks=1;;;0 idle=1;;;0 syncing=0;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0',
      '[OK] NAS-HQ: idle',
      took('SYNO.API.Info query v1'),
      took('SYNO.API.Auth login v7'),
      took(`${LIST} v1`),
      'NAS-HQ also has speed=5 link="up"',
    ],
  },
  {
    title: 'is UNKNOWN with a status that nobody knows, or none, and CRITICAL beside one in error',
    scenario: { syncs: [task('A', 'relocating'), task('B', 'error'), { user: 'anna', share_name: 'C' }] },
    args: ['--state', '*=unknown'],
    code: 2,
    stdout: [
      `DRIVE SYNC CRITICAL - B of anna: error, A of anna: relocating, a status nobody knows, C of anna: its status is missing: the NAS did not send it. 3 tasks: 2 in another status, 1 error | ${NONE.replace('tasks=0', 'tasks=3').replace('error=0', 'error=1')}`,
      '[CRITICAL] B of anna: error',
      '[UNKNOWN] A of anna: relocating, a status nobody knows',
      '[UNKNOWN] C of anna: its status is missing: the NAS did not send it',
    ],
  },
  {
    title: 'is UNKNOWN without its list, and says what there was instead',
    scenario: { faults: { 'SYNO.SynologyDriveShareSync.Connection.list': { data: { is_pause: false } } } },
    code: 3,
    stdout: [
      `DRIVE SYNC UNKNOWN - ${LIST}: data.conn should be a list, but is missing: data has is_pause. ${ANOTHER_API}`,
    ],
  },
  {
    title: 'is UNKNOWN by an empty list where the NAS says that there are tasks',
    scenario: {
      faults: {
        'SYNO.SynologyDriveShareSync.Connection.list': { data: { conn: [], is_pause: false, total: 3 } },
      },
    },
    code: 3,
    stdout: [`DRIVE SYNC UNKNOWN - ${LIST}: ${SHORT}. 0 tasks`],
  },
  {
    title: 'does not hold a total against a filled list, for nobody has seen what it counts',
    scenario: {
      faults: {
        'SYNO.SynologyDriveShareSync.Connection.list': {
          data: { conn: [{ server_name: 'NAS-HQ', status: 'uptodate' }], is_pause: false, total: 5 },
        },
      },
    },
    code: 0,
    stdout: [
      'DRIVE SYNC OK - 1 task: 1 idle | tasks=1;;;0 idle=1;;;0 syncing=0;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0',
    ],
  },
]);

const ONE = ['--include-user', 'anna'];
const homes = (volume: string, quota: number, used: number) => ({
  quota_status: 'v2',
  shares: [
    { group_limit: 0, name: 'music', quota: 10, used: 10 },
    { group_limit: 0, name: 'homes', quota, used },
  ],
  support_share_quota: true,
  volume,
});
const whole = (volume: string, quota: number, used: number) => ({
  quota,
  quota_status: 'v1',
  support_share_quota: false,
  used,
  volume,
});
const volumes = (...user_quota: (ReturnType<typeof homes> | ReturnType<typeof whole>)[]): Scenario => ({
  users: [{ user: 'anna', dsm: { user_quota } }],
});
const two = volumes(homes('/volume1', 51_200, 46_080), whole('/volume2', 51_200, 51_200));
const quotaOf = (percent: number, used: number, total: number) =>
  `quota_percent=${percent}%;90;95;0 quota_used=${used * GiB}B;;;0 quota_total=${total * GiB}B;;;0 quota_free=${(total - used) * GiB}B;;;0`;
const totalsOf = (users: number, percent: number, used: number) =>
  `users=${users};;;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=0;;;0 max_percent=${percent}%;90;95;0 quota_used=${used * GiB}B;;;0`;
const ask = 'SYNO.Core.Quota get';

export const dsmQuotaCases = onDsm('quota', [
  {
    title: 'reads MiB of the share that holds My Drive',
    scenario: volumes(homes('/volume1', 2048, 1024)),
    args: ONE,
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 1 GiB of 2 GiB used | ${quotaOf(50, 1, 2)}`],
  },
  {
    title: 'judges by what the groups of a user leave where there is no limit of the user',
    scenario: { users: [profile('anna', 96, { quota_total: 0, dsm: { group_limit: 102_400 } })] },
    args: ONE,
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - anna: 96 % of the quota used (above 95 %). anna: 96 GiB of 100 GiB used | ${quotaOf(96, 96, 100)}`,
    ],
  },
  {
    title: "prefers the user's own limit to that of the groups",
    scenario: { users: [profile('anna', 50, { dsm: { group_limit: 1 } })] },
    args: ONE,
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${quotaOf(50, 50, 100)}`],
  },
  {
    title: 'is unlimited where neither the user nor a group has a limit',
    scenario: { users: [profile('anna', 50, { quota_total: 0 })] },
    args: [...ONE, '--critical-quota-free', '10GiB:'],
    code: 0,
    stdout: [
      'DRIVE QUOTA OK - anna: 50 GiB used, unlimited | quota_used=53687091200B;;;0 quota_total=0B;;;0',
    ],
  },
  {
    title: 'sums the quotas of several volumes, and says so',
    scenario: two,
    args: ONE,
    code: 1,
    stdout: [
      `DRIVE QUOTA WARNING - anna (/volume1 + /volume2): 95 % of the quota used (above 90 %). anna (/volume1 + /volume2): 95 GiB of 100 GiB used | ${quotaOf(95, 95, 100)}`,
    ],
  },
  {
    title: 'does not let a volume without a limit hide that another is full',
    scenario: volumes(homes('/volume1', 51_200, 50_176), whole('/volume2', 0, 655_360)),
    args: ONE,
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - anna (/volume1, without the unlimited /volume2): 98 % of the quota used (above 95 %). anna (/volume1, without the unlimited /volume2): 49 GiB of 50 GiB used | ${quotaOf(98, 49, 50)}`,
    ],
  },
  {
    title: 'looks at the volume of --volume alone',
    scenario: two,
    args: [...ONE, '--volume', '/volume2'],
    code: 2,
    stdout: [
      `DRIVE QUOTA CRITICAL - anna: 100 % of the quota used (above 95 %). anna: 50 GiB of 50 GiB used | ${quotaOf(100, 50, 50)}`,
    ],
  },
  {
    title: 'is UNKNOWN with a --volume that there is not, and says which there are',
    scenario: two,
    args: [...ONE, '--volume', '/volume9'],
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - ${ask}: the NAS has no volume /volume9 with quotas, only /volume1, /volume2. Correct the volume that is asked for`,
    ],
  },
  {
    title: 'says once for all users that there is no such --volume',
    scenario: { users: [profile('anna', 50), profile('bert', 50)] },
    args: ['--volume', 'volume1'],
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - ${ask}: the NAS has no volume volume1 with quotas, only /volume1. Correct the volume that is asked for`,
    ],
  },
  {
    title: 'is UNKNOWN with thresholds on files and folders, and says why they are not known',
    scenario: { users: [profile('anna', 50)] },
    args: [...ONE, '--warning-file-count', '10', '--critical-folder-count', '1'],
    code: 3,
    stdout: [
      `DRIVE QUOTA UNKNOWN - file_count is missing: ${NO_SOURCE}, folder_count is missing: ${NO_SOURCE}. anna: 50 GiB of 100 GiB used | ${quotaOf(50, 50, 100)}`,
      `[UNKNOWN] file_count is missing: ${NO_SOURCE}`,
      `[UNKNOWN] folder_count is missing: ${NO_SOURCE}`,
    ],
  },
  {
    title: 'leaves out who is disabled, has never logged in to Drive or may not use it',
    scenario: {
      users: [
        profile('anna', 50),
        profile('bob', 99, { dsm: { status: 'disabled', enabled: true } }),
        profile('carol', 99, { dsm: { enabled: false } }),
        profile('dave', 99, { dsm: { privilege: false } }),
      ],
    },
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${totalsOf(1, 50, 50)}`],
  },
  {
    title: 'judges users of the NAS, of a domain and of a directory, connected or not',
    scenario: { users: [profile('anna', 50), profile('OFFICE\\bob', 60), profile('carol@example.com', 70)] },
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE QUOTA OK - 3 users | ${totalsOf(3, 70, 180)}`,
      '[OK] OFFICE\\bob: 60 GiB of 100 GiB used',
      '[OK] anna: 50 GiB of 100 GiB used',
      '[OK] carol@example.com: 70 GiB of 100 GiB used',
    ],
  },
  {
    title: 'does not need the lists for users who are named exactly',
    scenario: {
      users: [profile('anna', 50)],
      faults: { 'SYNO.SynologyDrive.*': { code: 402 }, 'SYNO.Core.User.*': { code: 105 } },
      permissions: { monitor: { 'SYNO.SynologyDrive.Privilege': 402, 'SYNO.Core.User': 105 } },
    },
    args: ONE,
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${quotaOf(50, 50, 100)}`],
  },
  {
    title: "takes DSM's own list where Drive's is refused or not there, without who is disabled",
    scenario: {
      users: [profile('anna', 50), profile('bob', 99, { dsm: { status: 'disabled' } })],
      apis: { 'SYNO.SynologyDrive.Privilege': null },
    },
    code: 0,
    stdout: [`DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | ${totalsOf(1, 50, 50)}`],
  },
  {
    title: 'is UNKNOWN when no list may be read, and says what to do',
    scenario: {
      users: [profile('anna', 50)],
      permissions: { monitor: { 'SYNO.SynologyDrive.Privilege': 402, 'SYNO.Core.User': 105 } },
    },
    code: 3,
    stdout: [`DRIVE QUOTA UNKNOWN - SYNO.SynologyDrive.Privilege list answered 402: ${NO_ADMINISTRATOR}`],
  },
  {
    title: 'is UNKNOWN when no quota may be read, and says what to do',
    scenario: { users: [profile('anna', 50)], permissions: { monitor: ['SYNO.Core.Quota'] } },
    code: 3,
    stdout: [`DRIVE QUOTA UNKNOWN - ${ask} answered 105: the account may not do this. ${NO_RIGHT}`],
  },
]);

const connectedFor = (user: string, since: string): ConnectionRow =>
  device(user, 'drive', 'PC', { last_auth_time: since });

const seen: Scenario = {
  users: [{ user: 'anna' }, { user: 'bob' }, { user: 'carol' }],
  connections: [
    away('anna', 'ANNA-PC', '3d ago'),
    away('anna', 'ANNA-OLD', '90d ago'),
    away('bob', 'BOB-PC', '2h ago'),
    device('carol', 'drive', 'CAROL-PC', { last_auth_time: '30m ago' }),
    away('carol', 'CAROL-OLD', '90d ago'),
  ],
};
const seenOf = (users: number, never: number, thresholds = ';;') =>
  `users=${users};;;0 never=${never};;;0 oldest=<n>s${thresholds};0`;

export const dsmLastSyncCases = onDsm('last_sync', [
  {
    title: 'judges when a device was last connected, and says so',
    scenario: seen,
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE LAST SYNC OK - 3 users, 1 connected now, oldest device seen 3 d ago | ${seenOf(3, 0)}`,
      '[OK] anna: last seen 3 d ago',
      '[OK] bob: last seen 2 h ago',
      '[OK] carol: connected now',
    ],
  },
  {
    title: 'judges the newest device of each user by -w and -c, whoever is connected is OK',
    scenario: seen,
    args: ['-w', '90m', '-c', '2d', '--basis', 'auto'],
    code: 2,
    stdout: [
      `DRIVE LAST SYNC CRITICAL - anna: last seen 3 d ago (above 2 d), bob: last seen 2 h ago (above 1 h 30 min). 3 users, 1 connected now, oldest device seen 3 d ago | ${seenOf(3, 0, ';5400;172800')}`,
      '[CRITICAL] anna: last seen 3 d ago (above 2 d)',
      '[WARNING] bob: last seen 2 h ago (above 1 h 30 min)',
    ],
  },
  {
    title: 'is WARNING above -w',
    scenario: seen,
    args: ['-w', '1d', '--basis', 'seen', '--exclude-user', 'bob', '--perfdata-per-user'],
    code: 1,
    stdout: [
      `DRIVE LAST SYNC WARNING - anna: last seen 3 d ago (above 1 d). 2 users, 1 connected now, oldest device seen 3 d ago | ${seenOf(2, 0, ';86400;')} anna_age=<n>s;86400;;0 carol_age=0s;86400;;0`,
    ],
  },
  {
    title: 'has no age of whoever is connected now, however long ago that device logged in',
    scenario: { users: [{ user: 'carol' }], connections: [connectedFor('carol', '21d ago')] },
    args: ['-w', '24h', '-c', '3d', '--perfdata-per-user', '-v'],
    code: 0,
    stdout: [
      'DRIVE LAST SYNC OK - 1 user, 1 connected now | users=1;;;0 never=0;;;0 oldest=0s;86400;259200;0 carol_age=0s;86400;259200;0',
      '[OK] carol: connected now',
    ],
  },
  {
    title: 'counts users without any device as never seen',
    scenario: { ...seen, users: [{ user: 'bob' }, { user: 'zoe' }] },
    code: 0,
    stdout: [
      `DRIVE LAST SYNC OK - 2 users, oldest device seen 2 h ago, 1 never seen with a device | ${seenOf(2, 1)}`,
    ],
  },
  {
    title: 'is UNKNOWN with --basis sync, and says what can be judged instead',
    scenario: seen,
    args: ['--basis', 'sync'],
    code: 3,
    stdout: [
      'DRIVE LAST SYNC UNKNOWN - --basis sync cannot be judged: DSM itself does not tell when a user last synced: --basis seen judges when a device was last connected',
    ],
  },
]);

export const dsmHealthCases = onDsm('health', [
  {
    title: 'is UNKNOWN with an account that is no administrator, and says what to do',
    scenario: { accounts: [{ name: 'monitor', password: PASSWORD, admin: false }] },
    code: 3,
    stdout: [
      `DRIVE HEALTH UNKNOWN - SYNO.SynologyDrive.Connection summary answered 402: ${NO_ADMINISTRATOR}`,
    ],
  },
  {
    title: 'is UNKNOWN with an account to which the API is not allowed, and says what to do',
    scenario: { permissions: { monitor: ['SYNO.SynologyDrive.Connection'] } },
    code: 3,
    stdout: [
      `DRIVE HEALTH UNKNOWN - SYNO.SynologyDrive.Connection summary answered 105: the account may not do this. ${NO_RIGHT}`,
    ],
  },
]);
