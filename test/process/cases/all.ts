import type { UserRow } from '../../../src/simulator/rows.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { inDsmWords } from '../dsm-words.ts';
import { type Case, casesOf, GiB, PASSWORD, usage } from './case.ts';
import { client, profile, task } from './rows.ts';

const SUMMARY = { total_connections: 3, desktop_clients: 2, mobile_clients: 1, web_clients: 0 };

/** Connected so long ago that it stands for a last sync, too. */
const connected = (user: string, ip = '192.168.1.10') =>
  client(user, { ip_address: ip, connected_time: '2h ago' });

const present = (...users: readonly UserRow[]): Scenario => ({
  connections: users.map(({ user }) => connected(user)),
  users,
});

/** An office with one user, one task, and what else is said. */
const office = (used: number, more: Scenario = {}): Scenario => ({
  ...present(profile('anna', used)),
  summary: SUMMARY,
  syncs: [task('Docs', 'idle')],
  ...more,
});

const HEALTH = 'health_response_time=<n>s;;;0';
const CONNECTIONS =
  'connections_total=3;;;0 connections_desktop=2;;;0 connections_mobile=1;;;0 connections_web=0;;;0';
const clients = (unexpected = 0, count = 1, users = 1) =>
  `clients_connections=${count};;;0 clients_users=${users};;;0 clients_outdated=0;;;0 clients_unexpected=${unexpected};;;0 clients_max_per_user=1;;;0`;
const sync = (status = 'idle') => {
  const counts = ['idle', 'syncing', 'paused', 'error'].map(
    (one) => `sync_${one}=${one === status ? 1 : 0};;;0`,
  );
  return `sync_tasks=1;;;0 ${counts.join(' ')} sync_stalled=0;;;0 sync_files_synced=150;;;0 sync_bytes_synced=104857600B;;;0`;
};
const quota = (percent: number, warning = 0, critical = 0) =>
  `quota_users=1;;;0 quota_users_warning=${warning};;;0 quota_users_critical=${critical};;;0 quota_unlimited=0;;;0 quota_max_percent=${percent}%;90;95;0 quota_used=${percent * GiB}B;;;0`;
const LAST_SYNC = 'last_sync_users=1;;;0 last_sync_never=0;;;0 last_sync_oldest=<n>s;;;0';

const perfdata = (...parts: readonly string[]) => `| ${parts.join(' ')}`;

const ALL = 'health, connections, clients, sync, quota, last sync';
const OK_HEALTH = '[OK] health: Synology Drive answered in <n> s';
const OK_CONNECTIONS = '[OK] connections: 3 connections: 2 desktop, 1 mobile, 0 web';
const OK_CLIENTS = '[OK] clients: 1 client of 1 user';
const OK_SYNC = '[OK] sync: 1 task: 1 idle';
const OK_QUOTA = '[OK] quota: anna: 50 GiB of 100 GiB used';
const OK_LAST_SYNC = '[OK] last sync: 1 user, oldest sync 2 h ago';

/** A real DSM tells when a device was last seen, and nothing of the last sync. */
const onDsm = (stdout: readonly string[]): readonly string[] =>
  stdout.map((line) =>
    inDsmWords(line)
      .replace('oldest sync 2 h ago', '1 connected now')
      .replace(/last sync 2 h ago$/, 'connected now'),
  );

/** A case that comes out alike on both, in the words of each. */
const both = (one: Omit<Case, 'check' | 'dsm'>): Omit<Case, 'check'> => ({
  ...one,
  dsm: { code: one.code, stdout: onDsm(one.stdout) },
});

const RIGHTS =
  'answered 105: the account may not do this. Give the account the right to it (most such calls need the administrators group, in DSM under Control Panel > User & Group)';
const NO_TASKS = `SYNO.SynologyDrive.ShareSync ListConnections ${RIGHTS}`;
const NO_DSM_TASKS = `SYNO.SynologyDriveShareSync.Connection list ${RIGHTS}`;

const refused = (title: string, args: readonly string[], words: string): Omit<Case, 'check'> => ({
  title,
  args,
  dsm: 'same',
  code: 3,
  stdout: [`DRIVE ALL UNKNOWN - ${words}`, usage('all')],
});

/** What all checks together say, and in which order. */
const verdictCases: readonly Omit<Case, 'check'>[] = [
  both({
    title: 'says of an office where nothing is wrong that every check is OK',
    scenario: office(50),
    code: 0,
    stdout: [
      `DRIVE ALL OK - 6 checks OK: ${ALL} ${perfdata(HEALTH, CONNECTIONS, clients(), sync(), quota(50), LAST_SYNC)}`,
    ],
  }),
  both({
    title: 'names the one culprit, and has a line for each check, in its own words',
    scenario: office(92),
    code: 1,
    stdout: [
      `DRIVE ALL WARNING - quota: anna: 92 % of the quota used (above 90 %). 5 checks OK ${perfdata(HEALTH, CONNECTIONS, clients(), sync(), quota(92, 1), LAST_SYNC)}`,
      '[WARNING] quota: anna: 92 % of the quota used (above 90 %). anna: 92 GiB of 100 GiB used',
      OK_HEALTH,
      OK_CONNECTIONS,
      OK_CLIENTS,
      OK_SYNC,
      OK_LAST_SYNC,
    ],
  }),
  both({
    title: 'names the worst first, and one problem of each check before the second of any',
    scenario: office(92, {
      connections: [connected('anna'), connected('bob', '10.0.0.1'), connected('carl', '10.0.0.2')],
      users: [profile('anna', 92)],
      syncs: [task('Docs', 'error')],
    }),
    args: ['--clients-allow-network', '192.168.0.0/16', '--skip', 'quota', '--skip', 'last_sync'],
    code: 2,
    stdout: [
      `DRIVE ALL CRITICAL - sync: Docs of anna: error, clients: bob: desktop client (10.0.0.1) is outside the allowed networks, +1 more. 2 checks OK ${perfdata(HEALTH, CONNECTIONS, clients(2, 3, 3), sync('error'))}`,
      '[CRITICAL] sync: Docs of anna: error. 1 task: 1 error',
      '[WARNING] clients: bob: desktop client (10.0.0.1) is outside the allowed networks, carl: desktop client (10.0.0.2) is outside the allowed networks. 3 clients of 3 users',
      OK_HEALTH,
      OK_CONNECTIONS,
      '[WARNING] clients: carl: desktop client (10.0.0.2) is outside the allowed networks',
    ],
  }),
  both({
    title: 'is UNKNOWN by one task in a status that nobody knows',
    scenario: office(50, { syncs: [task('Docs', 'dancing')] }),
    code: 3,
    stdout: [
      `DRIVE ALL UNKNOWN - sync: Docs of anna: dancing, a status nobody knows. 5 checks OK ${perfdata(HEALTH, CONNECTIONS, clients(), sync('dancing'), quota(50), LAST_SYNC)}`,
      '[UNKNOWN] sync: Docs of anna: dancing, a status nobody knows. 1 task: 1 in another status',
      OK_HEALTH,
      OK_CONNECTIONS,
      OK_CLIENTS,
      OK_QUOTA,
      OK_LAST_SYNC,
    ],
  }),
  {
    title: 'judges the rest when one API fails, and says once what that means for two of them',
    scenario: office(50, { faults: { 'SYNO.SynologyDrive.ShareSync.ListConnections': { code: 105 } } }),
    code: 3,
    stdout: [
      `DRIVE ALL UNKNOWN - sync: ${NO_TASKS.slice(0, 153).trimEnd()}…, +1 more. 3 checks OK ${perfdata(HEALTH, CONNECTIONS, clients(), quota(50), LAST_SYNC)}`,
      `[UNKNOWN] sync: ${NO_TASKS}`,
      `[UNKNOWN] quota: users may be missing: ${NO_TASKS}. anna: 50 GiB of 100 GiB used`,
      `[UNKNOWN] last sync: users may be missing: ${NO_TASKS}. 1 user, oldest sync 2 h ago`,
      OK_HEALTH,
      OK_CONNECTIONS,
      OK_CLIENTS,
    ],
    dsm: {
      code: 3,
      stdout: onDsm([
        `DRIVE ALL UNKNOWN - sync: ${NO_DSM_TASKS}. 5 checks OK ${perfdata(HEALTH, CONNECTIONS, clients(), quota(50), LAST_SYNC)}`,
        `[UNKNOWN] sync: ${NO_DSM_TASKS}`,
        OK_HEALTH,
        OK_CONNECTIONS,
        OK_CLIENTS,
        OK_QUOTA,
        OK_LAST_SYNC,
      ]),
    },
  },
  both({
    title: 'says with -v what every check found, item by item',
    scenario: office(50),
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE ALL OK - 6 checks OK: ${ALL} ${perfdata(HEALTH, CONNECTIONS, clients(), sync(), quota(50), LAST_SYNC)}`,
      OK_HEALTH,
      OK_CONNECTIONS,
      OK_CLIENTS,
      OK_SYNC,
      OK_QUOTA,
      OK_LAST_SYNC,
      '[OK] health: response time <n> s',
      '[OK] connections: 2 desktop clients',
      '[OK] connections: 1 mobile client',
      '[OK] connections: 0 web clients',
      '[OK] clients: anna: desktop client 3.5.1 (192.168.1.10)',
      '[OK] sync: Docs of anna: idle',
      '[OK] last sync: anna: last sync 2 h ago',
    ],
  }),
];

const NO_LOG_IN =
  'SYNO.API.Auth login answered 400: no such account, or wrong password. Correct the account or its password file';
const DISABLED = 'Synology Drive Server is disabled. Start it in DSM in the Package Center';

const LATE =
  'no answer within 2 s. Is the NAS up and reachable? A busy or sleeping NAS may need a longer --timeout';
const HOME_ONLY = ['--clients-allow-network', '192.168.0.0/16'];
const STRANGER = 'bob: desktop client (10.0.0.1) is outside the allowed networks';

/** What is wrong with all of them for one reason. */
const causeCases: readonly Omit<Case, 'check'>[] = [
  {
    title: 'says once that the log-in was refused',
    scenario: office(50, { accounts: [{ name: 'monitor', password: `${PASSWORD}!` }] }),
    dsm: 'same',
    code: 3,
    stdout: [`DRIVE ALL UNKNOWN - ${NO_LOG_IN}`],
  },
  {
    title: 'says once that nobody answers, in the state of --timeout-state',
    args: ['-p', '1', '--timeout-state', 'warning'],
    dsm: 'same',
    code: 1,
    stdout: [
      'DRIVE ALL WARNING - 127.0.0.1:1 refuses connections. Is the NAS up, and is this the port of DSM (5001 https, 5000 http)?',
    ],
  },
  {
    title: 'says once that nobody answers where --timeout-state makes that OK, and calls nothing well',
    args: ['-p', '1', '--timeout-state', 'ok'],
    dsm: 'same',
    code: 0,
    stdout: [
      'DRIVE ALL OK - 127.0.0.1:1 refuses connections. Is the NAS up, and is this the port of DSM (5001 https, 5000 http)?',
    ],
  },
  both({
    title: 'says beside what is wrong what kept another check from a verdict that --timeout-state makes OK',
    scenario: office(50, {
      connections: [connected('anna'), connected('bob', '10.0.0.1')],
      faults: { 'SYNO.SynologyDrive.ShareSync.ListConnections': { hang: true } },
    }),
    args: ['-t', '2', '--timeout-state', 'ok', '--skip', 'quota', '--skip', 'last_sync', ...HOME_ONLY],
    code: 1,
    stdout: [
      `DRIVE ALL WARNING - clients: ${STRANGER}. sync: ${LATE}. 2 checks OK ${perfdata(HEALTH, CONNECTIONS, clients(1, 2, 2))}`,
      `[WARNING] clients: ${STRANGER}. 2 clients of 2 users`,
      OK_HEALTH,
      OK_CONNECTIONS,
      `[OK] sync: ${LATE}`,
    ],
  }),
  {
    title: 'says once that Drive is disabled, whichever API said so',
    scenario: office(50, { drive: { state: 'disabled' } }),
    code: 2,
    stdout: [`DRIVE ALL CRITICAL - SYNO.SynologyDrive.Connections GetSummary answered 500: ${DISABLED}`],
    dsm: {
      code: 2,
      stdout: [
        `DRIVE ALL CRITICAL - health, connections, clients, sync, last sync: SYNO.SynologyDrive.Connection summary answered 500: ${DISABLED}. 1 check OK ${perfdata(quota(50))}`,
        `[CRITICAL] health, connections, clients, sync, last sync: SYNO.SynologyDrive.Connection summary answered 500: ${DISABLED}`,
        OK_QUOTA,
      ],
    },
  },
  {
    title: 'says once that the certificate has expired, CRITICAL as health says, with its days',
    scenario: office(50),
    tls: { days: -3 },
    args: ['--ca-file', '{certificate}'],
    dsm: 'same',
    code: 2,
    stdout: [
      'DRIVE ALL CRITICAL - the certificate expired on <n>-<n>-<n>. Renew it in DSM under Control Panel > Security > Certificate | health_certificate_days=<n>',
    ],
  },
];

const NO_DEVICES =
  'cannot be judged: the API of this NAS lists who is connected, not which devices are linked';

const USER_FILTER = ['--include-user', 'anna'];

/** How the options of several checks go together. */
const optionCases: readonly Omit<Case, 'check'>[] = [
  both({
    title: 'gives each check its own thresholds and rules',
    scenario: office(50),
    args: [
      '--connections-critical',
      '2',
      '--quota-warning',
      '40',
      '--sync-require',
      'Music',
      '--clients-warning-users',
      '0',
      '--skip',
      'last-sync',
    ],
    code: 2,
    stdout: [
      `DRIVE ALL CRITICAL - connections: 3 connections (above 2), sync: Music: has no task, clients: 1 user connected (above 0), quota: anna: 50 % of the quota used (above 40 %). 1 check OK ${perfdata(HEALTH, CONNECTIONS.replace('total=3;;', 'total=3;;2'), clients().replace('users=1;', 'users=1;0'), sync(), quota(50, 1).replace('90', '40'))}`,
      '[CRITICAL] connections: 3 connections (above 2). 3 connections: 2 desktop, 1 mobile, 0 web',
      '[CRITICAL] sync: Music: has no task. 1 task: 1 idle',
      '[WARNING] clients: 1 user connected (above 0). 1 client of 1 user',
      '[WARNING] quota: anna: 50 % of the quota used (above 40 %). anna: 50 GiB of 100 GiB used',
      OK_HEALTH,
    ],
  }),
  both({
    title: 'gives what is said without a prefix to all who take it, unless a check has its own',
    scenario: {
      ...present(profile('anna', 50), profile('bob', 93)),
      summary: SUMMARY,
      syncs: [task('Docs', 'idle'), task('Music', 'error', { user: 'bob' })],
    },
    args: [
      ...USER_FILTER,
      '--quota-include-user',
      'bob',
      '--skip',
      'health',
      '--skip',
      'connections',
      '--skip',
      'last_sync',
    ],
    code: 1,
    stdout: [
      `DRIVE ALL WARNING - quota: bob: 93 % of the quota used (above 90 %). 2 checks OK ${perfdata(clients(), sync())} quota_percent=93%;90;95;0 quota_used=${93 * GiB}B;;;0 quota_total=${100 * GiB}B;;;0 quota_free=${7 * GiB}B;;;0 quota_file_count=500;;;0 quota_folder_count=50;;;0`,
      '[WARNING] quota: bob: 93 % of the quota used (above 90 %). bob: 93 GiB of 100 GiB used',
      OK_CLIENTS,
      OK_SYNC,
    ],
  }),
  {
    title: 'prefixes the labels of users by the check, after those that every run has',
    scenario: {
      ...present(profile('max', 50), profile('john.doe', 93), profile('quota_max', 1)),
      summary: SUMMARY,
    },
    args: [
      '--perfdata-per-user',
      '--skip',
      'health',
      '--skip',
      'connections',
      '--skip',
      'clients',
      '--skip',
      'sync',
    ],
    code: 1,
    stdout: [
      `DRIVE ALL WARNING - quota: john.doe: 93 % of the quota used (above 90 %). 1 check OK | quota_users=3;;;0 quota_users_warning=1;;;0 quota_users_critical=0;;;0 quota_unlimited=0;;;0 quota_max_percent=93%;90;95;0 quota_used=${144 * GiB}B;;;0 last_sync_users=3;;;0 last_sync_never=0;;;0 last_sync_oldest=<n>s;;;0 quota_john_doe_30f69670_percent=93%;90;95;0 quota_max_9baf3a40_percent=50%;90;95;0 quota_quota_max_percent=1%;90;95;0 last_sync_john_doe_30f69670_age=<n>s;;;0 last_sync_max_age=<n>s;;;0 last_sync_quota_max_age=<n>s;;;0`,
      '[WARNING] quota: john.doe: 93 % of the quota used (above 90 %). 3 users',
      '[OK] last sync: 3 users, oldest sync 2 h ago',
    ],
  },
  {
    title: 'takes its options from its own section',
    scenario: office(50),
    files: {
      ini: '[check_synology_drive]\nskip = health\nskip = clients\nskip = sync\nskip=quota\nskip=last_sync\nconnections-warning = 2\n',
    },
    args: ['--extra-opts=@{folder}/ini'],
    code: 1,
    stdout: [
      `DRIVE ALL WARNING - connections: 3 connections (above 2) ${perfdata(CONNECTIONS.replace('total=3;', 'total=3;2'))}`,
      '[WARNING] connections: 3 connections (above 2). 3 connections: 2 desktop, 1 mobile, 0 web',
    ],
  },
  {
    title: 'names the options as they are typed here',
    args: [
      '--quota-include-user',
      'nobody',
      '--last-sync-include-user',
      'nobody',
      '--skip',
      'health',
      '--skip',
      'connections',
      '--skip',
      'clients',
      '--skip',
      'sync',
    ],
    scenario: office(50),
    code: 3,
    stdout: [
      'DRIVE ALL UNKNOWN - quota: nobody: the NAS knows no such user, check --quota-include-user, last sync: nobody: the NAS knows no such user, check --last-sync-include-user | last_sync_users=0;;;0 last_sync_never=0;;;0',
      '[UNKNOWN] quota: nobody: the NAS knows no such user, check --quota-include-user. 0 users',
      '[UNKNOWN] last sync: nobody: the NAS knows no such user, check --last-sync-include-user. 0 users',
    ],
  },
  {
    title: 'names the options of devices and of the basis as they are typed here',
    args: [
      '--clients-offline-for',
      '7d',
      '--last-sync-basis',
      'seen',
      '--skip',
      'health',
      '--skip',
      'connections',
      '--skip',
      'quota',
      '--skip',
      'sync',
    ],
    scenario: office(50),
    code: 3,
    stdout: [
      `DRIVE ALL UNKNOWN - clients: --clients-offline-for ${NO_DEVICES}, +1 more ${perfdata(clients())}`,
      `[UNKNOWN] clients: --clients-offline-for ${NO_DEVICES}. 1 client of 1 user`,
      `[UNKNOWN] last sync: --last-sync-basis seen ${NO_DEVICES}`,
    ],
  },
  refused(
    'has no -w of its own, and says whose there are',
    ['-w', '80'],
    `unknown option -w, it belongs to single checks: give ${['health', 'connections', 'clients', 'sync', 'quota'].map((one) => `--${one}-warning`).join(', ')} or --last-sync-warning`,
  ),
  refused(
    'says to which check an option belongs',
    ['--stalled', '30m'],
    'unknown option --stalled, it belongs to single checks: give --sync-stalled',
  ),
  refused(
    'guesses a misspelt option',
    ['--quota-warnin', '5'],
    'unknown option --quota-warnin, did you mean --quota-warning?',
  ),
  refused(
    'refuses a range by the name that was typed',
    ['--quota-warning', 'x'],
    '--quota-warning x: "x" is no percentage such as 90',
  ),
  refused(
    'refuses a range of a check that is left out, too',
    ['--skip', 'quota', '--quota-warning', 'bogus'],
    '--quota-warning bogus: "bogus" is no percentage such as 90',
  ),
  refused(
    'refuses a rule by the name that was typed',
    ['--sync-stalled', 'soon'],
    '--sync-stalled soon: expected a duration such as 30m',
  ),
  refused(
    'refuses what is given to all by the name that was typed',
    ['--forget-after', 'soon'],
    '--forget-after soon: expected a duration such as 30d',
  ),
  refused(
    'refuses to skip a check that there is not',
    ['--skip', 'quotas'],
    '--skip quotas: expected health, connections, clients, sync, quota or last_sync',
  ),
  refused(
    'refuses to skip them all',
    ['health', 'connections', 'clients', 'sync', 'quota', 'last-sync'].flatMap((one) => ['--skip', one]),
    '--skip leaves no check to run: leave one of them out',
  ),
];

/** All checks in one run. */
export const allCases: Case[] = casesOf('all', [...verdictCases, ...causeCases, ...optionCases]);
