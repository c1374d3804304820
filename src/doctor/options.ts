import { DIALECTS } from '../drive/dialect.ts';
import { CONNECTION_OPTIONS } from '../nagios/connection-options.ts';
import type { OptionSpec } from '../nagios/option.ts';

export const NAME = 'synology-drive-doctor';

export const ABOUT = 'Looks at everything that the checks and the bridge need of a NAS, and says what it saw';

/** What can be asked of the doctor beside looking. */
export const VERBS = {
  login: 'enrol this machine for two-factor log-ins: writes the token to --device-id-file',
} as const;

export const EXITS = [
  { code: 0, says: 'all well' },
  { code: 1, says: 'in part' },
  { code: 2, says: 'no question about Drive was answered' },
] as const;

const group = 'Examination:';

/** Options that have no meaning for somebody who always logs in for himself. */
const WITHOUT = ['no-session-cache'];

export const DOCTOR_OPTIONS: readonly OptionSpec[] = [
  ...CONNECTION_OPTIONS.filter(({ name }) => !WITHOUT.includes(name)),
  {
    name: 'api',
    kind: 'value',
    metavar: DIALECTS.join('|'),
    help: "which dialect of Drive's API to speak",
    fallback: 'auto: what the NAS announces',
    group,
  },
  {
    name: 'volume',
    kind: 'value',
    metavar: 'PATH',
    help: 'look at the quotas of this volume only',
    example: '/volume1',
    group,
  },
  {
    name: 'timeout',
    letter: 't',
    kind: 'value',
    metavar: 'SECONDS',
    help: 'end of the whole run',
    fallback: '60',
    group,
  },
  { name: 'json', kind: 'flag', help: 'print the findings as JSON', group },
  {
    name: 'record',
    kind: 'value',
    metavar: 'FILE',
    help: 'write an anonymised record of all answers, for a bug report or for synology-drive-simulator --replay',
    example: 'nas.json',
    group,
  },
  {
    name: 'code',
    kind: 'value',
    metavar: 'DIGITS',
    help: 'verification code for `login`',
    fallback: 'asked for',
    example: '123456',
    group,
  },
  { name: 'version', letter: 'V', kind: 'flag', help: 'print the version', group },
  { name: 'help', letter: 'h', kind: 'flag', help: 'print this help', group },
];
