import { parseDuration } from '../config/duration.ts';
import type { ConnectOptions, NasConfig } from '../config/nas.ts';
import { DRIVE_CODES } from '../drive/codes.ts';
import { DIALECTS, DRIVE_APIS, type DriveChoice } from '../drive/dialect.ts';
import { reasonOf, startDeadline } from '../dsm/deadline.ts';
import type { Arguments } from '../nagios/arguments.ts';
import { nasFromArguments } from '../nagios/connection-options.ts';
import { UsageError } from '../nagios/option.ts';
import { prompt } from './prompt.ts';
import type { GivenFiles } from './suggest.ts';

/** What a run gets from the process it is in. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted, with an InterruptedError, when the run is to end. */
  readonly stop: AbortSignal;
  /** Takes text for stdout. */
  readonly write: (text: string) => void;
  /** Somebody watches. */
  readonly onTerminal: boolean;
  readonly coloured: boolean;
}

/** Stands where the password will, while all else is looked at: nobody types one for a command line that is wrong. */
const NOT_YET = 'not asked for yet';

/** The NAS, with a password that is asked for where it was not given. */
export async function nasOf(args: Arguments, { env, stop }: Host): Promise<NasConfig> {
  const given = env.SYNOLOGY_PASSWORD;
  if (given || args.has('password-file')) return nasFromArguments(args, given);
  const nas = nasFromArguments(args, NOT_YET);
  const question = `Password of ${nas.account.name}`;
  const instead = 'Give --password-file or SYNOLOGY_PASSWORD';
  const password = await prompt({ question, hidden: true, instead, stop });
  if (password === '') throw new UsageError('no password was typed');
  return { ...nas, account: { ...nas.account, password } };
}

export function choiceOf(args: Arguments): DriveChoice {
  const dialect = args.parsed(
    'api',
    (text) => DIALECTS.find((known) => known === text),
    DIALECTS.join(' or '),
  );
  return { dialect: dialect ?? 'auto', volume: args.text('volume') };
}

export function filesOf(args: Arguments): GivenFiles {
  return {
    passwordFile: args.text('password-file'),
    deviceIdFile: args.text('device-id-file'),
    caFile: args.text('ca-file'),
  };
}

/** As for the checks: a timer cannot wait for ever, and nothing is asked in no time. */
const parseSeconds = (text: string) => {
  const seconds = parseDuration(text);
  return seconds !== undefined && seconds > 0 && seconds <= 3600 ? seconds : undefined;
};

/** Makes ready to ask from now on, until the time is over or the run is to end. */
export function connectOptions(args: Arguments, stop: AbortSignal): ConnectOptions {
  const seconds = args.parsed('timeout', parseSeconds, 'seconds, more than 0 and at most 3600') ?? 60;
  const deadline = startDeadline(seconds * 1000, seconds);
  const end = () => deadline.interrupt(reasonOf(stop).message);
  if (stop.aborted) end();
  else stop.addEventListener('abort', end, { once: true });
  return { deadline, trace: () => undefined, apis: DRIVE_APIS, families: [DRIVE_CODES] };
}
