import { type DialectChoice, openDrive } from '../drive/dialect.ts';
import type { DriveServer } from '../drive/server.ts';
import type { Asker, DsmClient } from '../dsm/client.ts';
import type { StateFolder } from '../dsm/state-folder.ts';
import type { Trace } from '../dsm/trace.ts';
import type { Arguments } from './arguments.ts';
import { commonOptions } from './common-options.ts';
import type { Report } from './finding.ts';
import type { OptionSpec } from './option.ts';
import type { State } from './status.ts';
import { type AnyMetric, type Defaults, type Thresholds, thresholdOptions } from './thresholds.ts';

/** What a check needs to ask and to judge. */
export interface CheckContext {
  readonly args: Arguments;
  readonly thresholds: Thresholds;
  readonly client: DsmClient;
  /** Drive in the dialect of this NAS; throws when it has none. */
  readonly drive: () => Promise<DriveServer>;
  /** Where something may be remembered for the next run, and the name under which this NAS and account go there. */
  readonly folder: StateFolder | undefined;
  readonly identity: readonly unknown[];
  readonly trace: Trace;
  /** Unix seconds. */
  readonly now: number;
  readonly concurrency: number;
  /** The dialect that was asked for. */
  readonly api: DialectChoice;
  /** For the whole run. */
  readonly seconds: number;
  /** The state of what could not be read in time. */
  readonly timeoutState: State;
}

/** One check: everything that its executable, its help and its documentation say comes from here. */
export interface Check {
  /** The executable is `check_synology_drive_<id>`, unless it has a name of its own. */
  readonly id: string;
  readonly executable?: string;
  /** Stands in the output after `DRIVE`. */
  readonly name: string;
  /** What it judges, one sentence. */
  readonly about: string;
  /** Metrics that take thresholds; `main` is the one of `-w` and `-c`. */
  readonly metrics: readonly AnyMetric[];
  readonly main: string;
  readonly defaults: Defaults;
  /** Options beside the common ones and the thresholds. */
  readonly options: readonly OptionSpec[];
  /** Sets of perfdata labels, each with the words that say when it is printed. */
  readonly perfdata: readonly PerfdataTable[];
  /** Seconds. */
  readonly timeout: number;
  /** Arguments of three useful calls. */
  readonly examples: readonly CheckExample[];
  /** What to type instead of an option that there is not; undefined when it is not like any. */
  readonly suggest?: (option: string) => string | undefined;
  readonly run: (context: CheckContext) => Promise<Report>;
}

export interface PerfdataTable {
  readonly when: string;
  readonly metrics: readonly AnyMetric[];
}

export interface CheckExample {
  readonly says: string;
  readonly args: string;
}

export const executableOf = ({ id, executable = `check_synology_drive_${id}` }: Check): string => executable;

/** The options that a check does not have in common with all others. */
export const ownOptionsOf = ({ metrics, main, defaults, options }: Check): OptionSpec[] => [
  ...thresholdOptions(metrics, main, defaults),
  ...options,
];

/** All options of a check, in the order of its help. */
export const optionsOf = (check: Check): OptionSpec[] => [
  ...ownOptionsOf(check),
  ...commonOptions(check.timeout),
];

/** Drive in the dialect of a NAS, as the options want it. */
export const openDriveFor = (
  asker: Asker,
  { args, api }: Pick<CheckContext, 'args' | 'api'>,
): Promise<DriveServer> => openDrive(asker, { dialect: api, volume: args.text('volume') });
