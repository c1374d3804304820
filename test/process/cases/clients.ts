import type { JsonValue } from '../../../src/simulator/json.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { type Case, casesOf, usage } from './case.ts';
import { client } from './rows.ts';

const office: Scenario = {
  connections: [
    client('anna'),
    client('ANNA', { client_type: 'mobile', client_version: '4.1.0', ip_address: '192.168.1.11' }),
    client('anna', { client_type: 'web', ip_address: '192.168.1.12' }),
    client('bob', { client_version: '3.4.0', ip_address: '203.0.113.5' }),
    client('bob', { client_type: 'mobile', client_version: '3.9.2', ip_address: '192.168.1.13' }),
    client('carol', { client_version: '3.10.0', ip_address: '2001:db8:1::57' }),
  ],
};
const SAID = '6 clients of 3 users';
const COUNTS = 'connections=6;;;0 users=3;;;0';
const UNLISTED = 'cannot be judged: the API of this NAS lists who is connected, not which devices are linked';
const clean = (...numbers: readonly number[]) => {
  const labels = ['connections', 'users', 'outdated', 'unexpected', 'max_per_user'];
  return labels.map((label, index) => `${label}=${numbers[index]};;;0`).join(' ');
};
/** List answers this. */
const listing = (data: JsonValue): Scenario => ({
  faults: { 'SYNO.SynologyDrive.Connections.List': { data } },
});

/** What is said of a list in which rows are missing. */
const SHORT =
  'SYNO.SynologyDrive.Connections List: the NAS says there are 300 rows, but sent 1. If that does not pass, please report it with the output of -vvv';

export const clientsCases = casesOf('clients', [
  {
    title: 'is OK when nobody is connected',
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 0 clients of 0 users | ${clean(0, 0, 0, 0, 0)}`],
  },
  {
    title: 'shows every client at -v, and takes a user for the same in any case',
    scenario: office,
    args: ['-v'],
    dsm: 'same',
    code: 0,
    stdout: [
      `DRIVE CLIENTS OK - ${SAID} | ${clean(6, 3, 0, 0, 3)}`,
      '[OK] anna: desktop client 3.5.1 (192.168.1.10)',
      '[OK] ANNA: mobile client 4.1.0 (192.168.1.11)',
      '[OK] anna: web client 3.5.1 (192.168.1.12)',
      '[OK] bob: desktop client 3.4.0 (203.0.113.5)',
      '[OK] bob: mobile client 3.9.2 (192.168.1.13)',
      '[OK] carol: desktop client 3.10.0 (2001:db8:1::57)',
    ],
  },
  {
    title: 'judges the number of connections of each user by -w and -c',
    scenario: office,
    args: ['-w', '1', '-c', '2'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE CLIENTS CRITICAL - anna: 3 connections (above 2), bob: 2 connections (above 1). ${SAID} | ${COUNTS} outdated=0;;;0 unexpected=0;;;0 max_per_user=3;1;2;0`,
      '[CRITICAL] anna: 3 connections (above 2)',
      '[WARNING] bob: 2 connections (above 1)',
    ],
  },
  {
    title: 'has thresholds of its own for every number',
    scenario: office,
    args: [
      '--warning-connections=5',
      '--critical-connections=6',
      '--warning-users=2:',
      '--critical-users=2',
      '--warning-outdated=1:',
      '--critical-outdated=5',
      '--warning-unexpected=0',
      '--critical-unexpected=@1:9',
      '--warning-max-per-user=3',
      '--critical-max-per-user=4',
    ],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE CLIENTS CRITICAL - 3 users connected (above 2), 6 connections (above 5), 0 outdated clients (below 1). ${SAID} | connections=6;5;6;0 users=3;2:;2;0 outdated=0;1:;5;0 unexpected=0;0;@1:9;0 max_per_user=3;3;4;0`,
      '[CRITICAL] 3 users connected (above 2)',
      '[WARNING] 6 connections (above 5)',
      '[WARNING] 0 outdated clients (below 1)',
    ],
  },
  {
    title: 'compares versions by number, per kind of client: 3.10 is newer than 3.5, 3.9 older than 4',
    scenario: office,
    args: ['--min-version', 'desktop=3.5', '--min-version', 'Mobile=4'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE CLIENTS WARNING - bob: desktop client 3.4.0 is older than 3.5 (203.0.113.5), bob: mobile client 3.9.2 is older than 4 (192.168.1.13). ${SAID} | ${clean(6, 3, 2, 0, 3)}`,
      '[WARNING] bob: desktop client 3.4.0 is older than 3.5 (203.0.113.5)',
      '[WARNING] bob: mobile client 3.9.2 is older than 4 (192.168.1.13)',
    ],
  },
  {
    title: 'takes a version with its build for the version, and cannot judge one that was not told',
    scenario: {
      connections: [
        client('anna', { client_version: '3.5.0-16084' }),
        client('bob', { client_version: 'unknown' }),
        { user: 'carol', client_type: 'desktop' },
        { user: 'dave', client_type: 'mobile' },
      ],
    },
    args: ['--min-version', 'desktop=3.5.0'],
    code: 3,
    stdout: [
      `DRIVE CLIENTS UNKNOWN - bob: desktop client (192.168.1.10) cannot be judged: its version unknown has no number, carol: desktop client cannot be judged: its version is missing. 4 clients of 4 users | ${clean(4, 4, 0, 0, 1)}`,
      '[UNKNOWN] bob: desktop client (192.168.1.10) cannot be judged: its version unknown has no number',
      '[UNKNOWN] carol: desktop client cannot be judged: its version is missing',
    ],
  },
  {
    title: 'is OK with fields missing as long as no rule asks for them',
    scenario: { connections: [{ user: 'anna' }, {}] },
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE CLIENTS OK - 2 clients of 2 users | ${clean(2, 2, 0, 0, 1)}`,
      '[OK] anna: unknown client',
      '[OK] (no name): unknown client',
    ],
  },
  {
    title: 'knows networks of IPv4 and IPv6, and IPv4 in the form of IPv6',
    scenario: {
      connections: [
        client('anna', { ip_address: '::ffff:192.168.7.1' }),
        client('bob', { ip_address: 'FD00::1' }),
        client('carol', { ip_address: '10.8.0.6' }),
        client('dave', { ip_address: '::ffff:203.0.113.5' }),
        client('erin', { ip_address: '2001:db8::1' }),
      ],
    },
    args: ['--allow-network', '192.168.0.0/16', '--allow-network', 'fd00::/8', '--allow-network', '10.8.0.6'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE CLIENTS WARNING - dave: desktop client (::ffff:203.0.113.5) is outside the allowed networks, erin: desktop client (2001:db8::1) is outside the allowed networks. 5 clients of 5 users | ${clean(5, 5, 0, 2, 1)}`,
      '[WARNING] dave: desktop client (::ffff:203.0.113.5) is outside the allowed networks',
      '[WARNING] erin: desktop client (2001:db8::1) is outside the allowed networks',
    ],
  },
  {
    title: 'cannot tell the network of a client without an address, or with none that is one',
    scenario: {
      connections: [client('anna', { ip_address: '' }), client('bob', { ip_address: '300.1.1.1' })],
    },
    args: ['--allow-network', '0.0.0.0/0'],
    code: 3,
    stdout: [
      `DRIVE CLIENTS UNKNOWN - anna: desktop client cannot be judged: its address is missing, bob: desktop client (300.1.1.1) cannot be judged: its address 300.1.1.1 is none. 2 clients of 2 users | ${clean(2, 2, 0, 0, 1)}`,
      '[UNKNOWN] anna: desktop client cannot be judged: its address is missing',
      '[UNKNOWN] bob: desktop client (300.1.1.1) cannot be judged: its address 300.1.1.1 is none',
    ],
  },
  {
    title: 'gives an outdated and an unexpected client the states that were asked for',
    scenario: office,
    args: [
      ...['--min-version', 'desktop=3.5', '--allow-network', '192.168.0.0/16'],
      ...['--outdated-state', 'Critical', '--unexpected-state', '0'],
    ],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE CLIENTS CRITICAL - bob: desktop client 3.4.0 is older than 3.5 (203.0.113.5). ${SAID} | ${clean(6, 3, 1, 2, 3)}`,
    ],
  },
  {
    title: 'lets --warning-outdated and --warning-unexpected replace the WARNING that is built in',
    scenario: office,
    args: [
      ...['--min-version', 'desktop=3.5', '--allow-network', '192.168.0.0/16'],
      ...['--warning-outdated', '1', '--warning-unexpected', '2'],
    ],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE CLIENTS OK - ${SAID} | ${COUNTS} outdated=1;1;;0 unexpected=2;2;;0 max_per_user=3;;;0`],
  },
  {
    title: 'requires users, and users with a kind of client, in any case',
    scenario: office,
    args: ['--require', 'CAROL', '--require', 'bob=Mobile', '--require', 'carol=mobile', '--require', 'dave'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE CLIENTS CRITICAL - carol: not connected by a mobile client, dave: not connected. ${SAID} | ${clean(6, 3, 0, 0, 3)}`,
      '[CRITICAL] carol: not connected by a mobile client',
      '[CRITICAL] dave: not connected',
    ],
  },
  {
    title: 'looks at kinds of clients alone where they are named',
    scenario: office,
    args: ['--client-type', 'DESKTOP', '--client-type', 'web'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 4 clients of 3 users | ${clean(4, 3, 0, 0, 2)}`],
  },
  {
    title: 'looks at the users who are included and not excluded, in any case',
    scenario: office,
    args: [
      '--include-user',
      'Anna',
      '--include-user',
      '/^C/',
      '--include-user',
      'bob',
      '--exclude-user',
      '/OB$/',
    ],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 4 clients of 2 users | ${clean(4, 2, 0, 0, 3)}`],
  },
  {
    title: 'is UNKNOWN when nobody is left of those who were asked for',
    scenario: office,
    args: ['--include-user', 'dave', '--client-type', 'mobile'],
    dsm: 'same',
    code: 3,
    stdout: [
      `DRIVE CLIENTS UNKNOWN - no client of user dave, type mobile is connected: nothing to judge. 0 clients of 0 users | ${clean(0, 0, 0, 0, 0)}`,
    ],
  },
  {
    title: 'is OK when everybody is excluded, for nobody was asked for',
    scenario: office,
    args: ['--exclude-user', '/./'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE CLIENTS OK - 0 clients of 0 users | ${clean(0, 0, 0, 0, 0)}`],
  },
  {
    title: 'is UNKNOWN when connections of each user are to be judged and a user was not named',
    scenario: { connections: [client('anna'), { client_type: 'desktop' }] },
    args: ['-w', '5'],
    dsm: 'same',
    code: 3,
    stdout: [
      "DRIVE CLIENTS UNKNOWN - 1 connection without a user's name: the NAS did not send it. 2 clients of 2 users | connections=2;;;0 users=2;;;0 outdated=0;;;0 unexpected=0;;;0 max_per_user=1;5;;0",
    ],
  },
  {
    title: 'is UNKNOWN by a list that is shorter than the NAS says, and takes nobody for absent',
    scenario: listing({ connections: [client('anna') as never], total: 300 }),
    args: ['-v', '--require', 'bob', '-w', '0'],
    code: 3,
    stdout: [
      `DRIVE CLIENTS UNKNOWN - ${SHORT}. 1 client of 1 user`,
      `[UNKNOWN] ${SHORT}`,
      '[OK] anna: desktop client 3.5.1 (192.168.1.10)',
    ],
  },
  {
    title: 'takes a field of a wrong type for a missing one',
    scenario: listing({
      connections: [{ user: 5, client_type: ['desktop'], client_version: 3.5, ip_address: null }],
      total: '1',
    }),
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE CLIENTS OK - 1 client of 1 user | ${clean(1, 1, 0, 0, 1)}`,
      '[OK] (no name): unknown client',
    ],
  },
  {
    title: 'is UNKNOWN without its list, and says what there was instead',
    scenario: listing({ total: 3, items: [] }),
    code: 3,
    stdout: [
      'DRIVE CLIENTS UNKNOWN - SYNO.SynologyDrive.Connections List: data.connections should be a list, but is missing: data has total, items. This NAS speaks another version of the API: please report it with the output of -vvv',
    ],
  },
  {
    title: 'is UNKNOWN with a row that is none, and says which',
    scenario: listing({ connections: [client('anna') as never, 'bob'], total: 2 }),
    code: 3,
    stdout: [
      'DRIVE CLIENTS UNKNOWN - SYNO.SynologyDrive.Connections List: data.connections[1] should be an object, but is a string. This NAS speaks another version of the API: please report it with the output of -vvv',
    ],
  },
  {
    title: 'cannot judge linked devices on a NAS that lists only who is connected',
    scenario: office,
    args: [
      '--offline-for',
      '7d',
      '--require-device',
      'LAPTOP-7',
      '--warning-stale',
      '0',
      '--offline-state',
      'ok',
    ],
    code: 3,
    stdout: [
      `DRIVE CLIENTS UNKNOWN - ${[`--offline-for ${UNLISTED}`, `+2 more. ${SAID}`].join(', ')} | ${clean(6, 3, 0, 0, 3)}`,
      `[UNKNOWN] --offline-for ${UNLISTED}`,
      `[UNKNOWN] --require-device ${UNLISTED}`,
      '[UNKNOWN] stale is missing: the API of this NAS lists who is connected, not which devices are linked',
    ],
  },
  ...(
    [
      ['--min-version', '3.5', 'TYPE=VERSION, such as desktop=3.5.0'],
      ['--outdated-state', 'bad', 'ok, warning, critical, unknown or 0-3'],
      ['--unexpected-state', '4', 'ok, warning, critical, unknown or 0-3'],
      ['--require', 'alice=', 'USER or USER=TYPE'],
    ] as const
  ).map(([option, value, expected]) => ({
    title: `refuses ${option} ${value}`,
    dsm: 'same' as const,
    args: [option, value],
    code: 3 as const,
    stdout: [`DRIVE CLIENTS UNKNOWN - ${option} ${value}: expected ${expected}`, usage('clients')],
  })),
  ...[
    [
      '/[/',
      'is no regular expression: look for brackets that are not closed, and for a backslash too many or too few',
    ],
    [
      '/^(a+)+b/',
      'could take longer than any run: write it without repetitions or alternatives in a group that is repeated',
    ],
  ].map(
    ([pattern, words]): Omit<Case, 'check'> => ({
      title: `refuses the pattern ${pattern}`,
      args: ['--include-user', `${pattern}`],
      dsm: 'same',
      code: 3,
      stdout: [`DRIVE CLIENTS UNKNOWN - --include-user ${pattern}: ${pattern} ${words}`, usage('clients')],
    }),
  ),
  {
    title: 'refuses a network that is none',
    args: ['--allow-network', '192.168.0.0/33'],
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE CLIENTS UNKNOWN - --allow-network 192.168.0.0/33: the length of 192.168.0.0/33 is no number from 0 to 32',
      usage('clients'),
    ],
  },
]);
