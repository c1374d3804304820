import type { Scenario } from '../../../src/simulator/scenario.ts';
import { type Case, type CheckName, PASSWORD, usage } from './case.ts';
import { present, profile } from './rows.ts';

const office: Scenario = {
  summary: { total_connections: 25, desktop_clients: 15, mobile_clients: 8, web_clients: 2 },
};
const SAID = '25 connections: 15 desktop, 8 mobile, 2 web';
const OK = (total = 'total=25;;;0') =>
  `DRIVE CONNECTIONS OK - ${SAID} | ${total} desktop=15;;;0 mobile=8;;;0 web=2;;;0`;
const WARNING = (total: string, above: number) =>
  `DRIVE CONNECTIONS WARNING - 25 connections (above ${above}). ${SAID} | total=${total};0 desktop=15;;;0 mobile=8;;;0 web=2;;;0`;

type Part = Omit<Case, 'check' | 'code' | 'stdout'>;

/** A mistake on the command line. */
function refused(title: string, args: readonly string[], words: string, more: Partial<Part> = {}): Case {
  const stdout = [`DRIVE CONNECTIONS UNKNOWN - ${words}`, usage('connections')];
  return { title, check: 'connections', args, dsm: 'same', code: 3, stdout, ...more };
}

const accepted = (
  title: string,
  args: readonly string[],
  stdout: string[],
  more: Partial<Part> = {},
): Case => ({
  title,
  check: 'connections',
  scenario: office,
  args,
  dsm: 'same',
  code: stdout[0]?.includes(' OK ') ? 0 : 1,
  stdout,
  ...more,
});

const NAMES: Readonly<Record<CheckName, string>> = {
  health: 'HEALTH',
  connections: 'CONNECTIONS',
  clients: 'CLIENTS',
  sync: 'SYNC',
  quota: 'QUOTA',
  last_sync: 'LAST SYNC',
  all: 'ALL',
};
const CHECKS = Object.keys(NAMES) as CheckName[];
const NO_PASSWORD =
  'a password on the command line can be read by every user of this machine: use --password-file, SYNOLOGY_PASSWORD, or password in an --extra-opts section';

/** What is refused, in the words of each check. */
export const refusalCases: Case[] = [
  ...CHECKS.map(
    (check): Case => ({
      title: 'begins a usage error with its own name',
      check,
      bare: true,
      dsm: 'same',
      code: 3,
      stdout: [`DRIVE ${NAMES[check]} UNKNOWN - -H, --hostname is missing`, usage(check)],
    }),
  ),
  refused(
    'refuses an option that it does not know, and guesses',
    ['--warnin', '5'],
    'unknown option --warnin, did you mean --warning?',
  ),
  refused('refuses a letter that it does not know', ['-x'], 'unknown option -x'),
  refused('refuses an option of another check', ['--stalled=30m'], 'unknown option --stalled'),
  refused(
    'refuses what belongs to no option',
    ['-w', '5', '10'],
    'unexpected argument 10: every value belongs to an option',
  ),
  refused('refuses an option without its value', ['-w'], '-w needs a value (RANGE)'),
  refused(
    'refuses an option whose value would be the next',
    ['--warning', '-c', '5'],
    '--warning needs a value (RANGE)',
  ),
  refused(
    'refuses an option whose value would be the next with its own',
    ['--warning', '--critical=5'],
    '--warning needs a value (RANGE)',
  ),
  refused('refuses a value of an option that takes none', ['--verbose=2'], '--verbose takes no value'),
  refused('refuses a password on the command line, whatever it is', ['--password', PASSWORD], NO_PASSWORD),
  refused('refuses a password on the command line also behind =', [`--password=${PASSWORD}`], NO_PASSWORD),
  ...(['0', '-1', '1e3'] as const).map((seconds) =>
    refused(
      `refuses --timeout ${seconds}`,
      [`--timeout=${seconds}`],
      `--timeout ${seconds}: expected seconds, more than 0 and at most 3600`,
    ),
  ),
  ...(
    [
      ['', 'no bound, a range is start:end, as in 10, 10: or 10:20'],
      ['~', '~ is only a start, as in ~:10, for no upper limit leave the end out, as in 10:'],
      ['10:20:30', 'more than one colon, a range is start:end, as in 10:20'],
      ['1,5', '"1,5" is no number such as 10, decimals follow a point, as in 1.5'],
      ['0x10', '"0x10" is no number such as 10'],
      ['inf', '"inf" is no number such as 10'],
      ['-10', 'a range without a start begins at 0, above its end -10, for no lower limit write ~:-10'],
      ['20:10', 'the start 20 is above the end 10, the other way round is 10:20'],
    ] as const
  ).map(([range, words]) => {
    const typed = range === '' ? '@' : range;
    return refused(
      `refuses the range ${typed}`,
      [`--critical-web=${typed}`],
      `--critical-web ${typed}: ${words}`,
    );
  }),
  refused(
    'refuses a --timeout-state that is none',
    ['--timeout-state', '4'],
    '--timeout-state 4: expected critical, unknown, warning, ok or 0-3',
  ),
  refused(
    'refuses --concurrency 0',
    ['--concurrency', '0'],
    '--concurrency 0: expected a number from 1 to 64',
  ),
  refused(
    'refuses an --api that it does not know',
    ['--api', 'rest'],
    '--api rest: expected auto or documented or dsm',
  ),
  refused('refuses a port that is none', ['-p', '65536'], '--port 65536: expected a port from 1 to 65535'),
  refused(
    'refuses a URL for a host',
    ['-H', 'https://nas'],
    '--hostname https://nas: expected a host name or address, without http:// and without a port',
  ),
  refused(
    'refuses to log in without a password',
    ['-H', '127.0.0.1', '-u', 'monitor'],
    'no password: give --password-file, or SYNOLOGY_PASSWORD in the environment',
    { bare: true },
  ),
  refused('refuses to log in without a name', ['-H', '127.0.0.1'], '-u, --username is missing', {
    bare: true,
  }),
];

const INI = `; of the site
[nas]
hostname = 127.0.0.1
port={port}
plain-http
u = monitor
password = ${PASSWORD}
session-dir = {folder}/state

[check_synology_drive_connections]
warning = 10
[limits]
warning=24
[nas]
critical = 40
`;
const files = { 'plugins.ini': INI };

const missing = (title: string, option: string, words: string): Case =>
  refused(title, [option], `--extra-opts: ${words}`, { files });

/** Options from files, and options that are given more than once or as nothing. */
export const optionCases: Case[] = [
  accepted(
    'takes the last of an option that is given twice',
    ['-w', '5', '--warning=30', '--critical', '1', '-c40'],
    [OK('total=25;30;40;0')],
  ),
  accepted(
    'takes an empty option for one that is not given',
    ['-w', '', '--critical=', '--timeout', ' ', '--api='],
    [OK()],
  ),
  accepted(
    'does not let an empty option undo one that was given',
    ['-w', '20', '-w', ''],
    [WARNING('25;20;', 20)],
  ),
  accepted(
    'takes its password from the environment',
    ['-H127.0.0.1', '-p{port}', '--plain-http', '-umonitor', '--session-dir={folder}/state'],
    [OK()],
    {
      bare: true,
      env: { SYNOLOGY_PASSWORD: PASSWORD },
    },
  ),
  accepted('prefers the password file to the environment', [], [OK()], {
    env: { SYNOLOGY_PASSWORD: 'wrong' },
  }),
  accepted(
    'takes every option from a section, the password too',
    ['--extra-opts=nas@{folder}/plugins.ini'],
    [OK('total=25;;40;0')],
    { bare: true, files },
  ),
  accepted(
    'takes several sections, and lets the command line win wherever it stands',
    ['-c', '30', '--extra-opts', 'nas@{folder}/plugins.ini', '--extra-opts=limits@{folder}/plugins.ini'],
    [WARNING('25;24;30', 24)],
    { bare: true, files },
  ),
  accepted(
    'takes the section of its own name where none is named',
    ['--extra-opts=@{folder}/plugins.ini'],
    [WARNING('25;10;', 10)],
    { files },
  ),
  accepted(
    'looks for the file that MP_CONFIG_FILE names',
    ['--extra-opts', '-v'],
    [
      WARNING('25;10;', 10),
      '[WARNING] 25 connections (above 10)',
      '[OK] 15 desktop clients',
      '[OK] 8 mobile clients',
      '[OK] 2 web clients',
    ],
    { files, env: { MP_CONFIG_FILE: '{folder}/plugins.ini' } },
  ),
  accepted('reads options from standard input', ['--extra-opts=limits@-'], [WARNING('25;24;', 24)], {
    stdin: '\uFEFF[limits]\r\nwarning=24\r\n',
  }),
  accepted(
    "prefers the environment's password to that of a section",
    [
      '--extra-opts=wrong@{folder}/wrong.ini',
      '-H',
      '127.0.0.1',
      '-p',
      '{port}',
      '--plain-http',
      '-u',
      'monitor',
      '--session-dir',
      '{folder}/state',
    ],
    [OK()],
    {
      bare: true,
      files: { 'wrong.ini': '[wrong]\npassword=wrong\n' },
      env: { SYNOLOGY_PASSWORD: PASSWORD },
    },
  ),
  refused(
    'does not take the next key of a section for the value of one that has none',
    ['--extra-opts=@{folder}/empty.ini'],
    '--tls-name needs a value (NAME)',
    {
      files: { 'empty.ini': '[check_synology_drive_connections]\ntls-name =\nwarning = 10\n' },
    },
  ),
  missing(
    'names a file that is not there',
    '--extra-opts=nas@{folder}/no.ini',
    'cannot read {folder}/no.ini: there is no such file',
  ),
  missing(
    'names a section that is not there',
    '--extra-opts=office@{folder}/plugins.ini',
    'there is no section [office] in {folder}/plugins.ini',
  ),
  refused(
    'names the line of a file that it cannot read, and quotes nothing of it',
    ['--extra-opts=nas@{folder}/bad.ini'],
    '--extra-opts: {folder}/bad.ini, line 1 stands before any [section]',
    {
      files: { 'bad.ini': `password=${PASSWORD}\n[nas]\n` },
    },
  ),
  accepted(
    'takes a run that remembers nothing, one request at a time, in the dialect that was asked for',
    ['--no-session-cache', '--concurrency=1', '--api', 'documented', '-t', '9.5', '--timeout-state=ok'],
    [OK()],
    { dsm: undefined },
  ),
  {
    title: 'is UNKNOWN in a dialect that the NAS does not speak',
    check: 'connections',
    args: ['--api', 'dsm'],
    code: 3,
    stdout: ['DRIVE CONNECTIONS UNKNOWN - this NAS does not speak --api dsm. Leave --api out'],
  },
  {
    title: 'takes a device token from a file',
    check: 'connections',
    scenario: {
      ...office,
      accounts: [
        {
          name: 'monitor',
          password: PASSWORD,
          otp: '123456',
          deviceTokens: [{ device_name: 'synology-drive-monitoring', device_id: 'tok-77' }],
        },
      ],
    },
    files: { device: 'tok-77\n' },
    args: ['--device-id-file', '{folder}/device'],
    dsm: 'same',
    code: 0,
    stdout: [OK()],
  },
];

const LISTED =
  'announced: SYNO.API.Auth, SYNO.SynologyDrive.Connections, SYNO.SynologyDrive.ShareSync, SYNO.SynologyDrive.UserProfile';
const took = (call: string) => `${call} answered <n> characters in <n> ms`;

/** What -v, -vv and -vvv add. */
export const verbosityCases: Case[] = [
  {
    title: 'shows every item at -v',
    check: 'quota',
    scenario: present(profile('anna', 50)),
    args: ['-v'],
    dsm: 'same',
    code: 0,
    stdout: [
      'DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | users=1;;;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=0;;;0 max_percent=50%;90;95;0 quota_used=53687091200B;;;0',
      '[OK] anna: 50 GiB of 100 GiB used',
    ],
  },
  {
    title: 'shows the requests at -vv',
    check: 'quota',
    scenario: present(profile('anna', 50)),
    args: ['-vv', '--concurrency', '1'],
    code: 0,
    stdout: [
      'DRIVE QUOTA OK - anna: 50 GiB of 100 GiB used | users=1;;;0 users_warning=0;;;0 users_critical=0;;;0 unlimited=0;;;0 max_percent=50%;90;95;0 quota_used=53687091200B;;;0',
      '[OK] anna: 50 GiB of 100 GiB used',
      took('SYNO.API.Info query v1'),
      took('SYNO.API.Auth login v7'),
      took('SYNO.SynologyDrive.Connections List v1'),
      took('SYNO.SynologyDrive.ShareSync ListConnections v1'),
      took('SYNO.SynologyDrive.UserProfile Get v1'),
    ],
  },
  {
    title: 'shows what else helps at -vvv',
    check: 'connections',
    scenario: office,
    args: ['-v', '-vv'],
    code: 0,
    stdout: [
      OK(),
      '[OK] 25 connections',
      '[OK] 15 desktop clients',
      '[OK] 8 mobile clients',
      '[OK] 2 web clients',
      'kept between runs in {folder}/state',
      took('SYNO.API.Info query v1'),
      LISTED,
      took('SYNO.API.Auth login v7'),
      'logged in',
      took('SYNO.SynologyDrive.Connections GetSummary v1'),
    ],
  },
  {
    title: 'says at -vvv where its session comes from',
    check: 'connections',
    scenario: office,
    earlier: [{}],
    args: ['-vvv'],
    code: 0,
    stdout: [
      OK(),
      '[OK] 25 connections',
      '[OK] 15 desktop clients',
      '[OK] 8 mobile clients',
      '[OK] 2 web clients',
      'kept between runs in {folder}/state',
      'session of an earlier run',
      took('SYNO.SynologyDrive.Connections GetSummary v1'),
    ],
  },
  {
    title: 'shows at -vv what was refused, and no secret of it',
    check: 'connections',
    scenario: { accounts: [{ name: 'monitor', password: 'another' }] },
    args: ['-vv'],
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE CONNECTIONS UNKNOWN - SYNO.API.Auth login answered 400: no such account, or wrong password. Correct the account or its password file',
      '[UNKNOWN] SYNO.API.Auth login answered 400: no such account, or wrong password. Correct the account or its password file',
      took('SYNO.API.Info query v1'),
      'SYNO.API.Auth login v7 answered code 400 in <n> ms',
    ],
  },
  {
    title: 'says at -v that it remembers nothing in a folder that it cannot use, and works',
    check: 'connections',
    scenario: office,
    args: ['--session-dir', '/dev/null', '-v'],
    env: { HOME: '{folder}' },
    dsm: 'same',
    code: 0,
    stdout: [
      OK(),
      '[OK] 25 connections',
      '[OK] 15 desktop clients',
      '[OK] 8 mobile clients',
      '[OK] 2 web clients',
      'nothing is kept in /dev/null: /dev/null is not a folder of its own',
    ],
  },
];
