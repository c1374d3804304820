import type { Scenario } from '../../../src/simulator/scenario.ts';
import { executable } from '../../support/executable.ts';

export type CheckName = 'health' | 'connections' | 'clients' | 'sync' | 'quota' | 'last_sync' | 'all';

/** One run before the one that is looked at. */
export interface EarlierRun {
  readonly scenario?: Scenario;
  readonly args?: readonly string[];
  /** Seconds that pass after it: what was remembered is made that much older. */
  readonly later?: number;
}

/** What a case prints where it is not what it prints by the API document. */
export interface Expected {
  readonly code: Case['code'];
  readonly stdout: readonly string[];
}

/**
 * One run of a check and the whole of its output. In `args`, `env` values and `stdout` `{folder}`, `{port}`,
 * `{fingerprint}` and `{certificate}` stand for those of the run; in `stdout` `<n>` stands for a measured number.
 */
export interface Case {
  /** A sentence that the check is the subject of. */
  readonly title: string;
  readonly check: CheckName;
  readonly scenario?: Scenario;
  /** The NAS speaks https with a self-signed certificate for these names, good for so many days. */
  readonly tls?: { readonly names?: readonly string[]; readonly days?: number };
  /** Files of the run's folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly earlier?: readonly EarlierRun[];
  readonly args?: readonly string[];
  /** True: nothing is given but `args`. */
  readonly bare?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly code: 0 | 1 | 2 | 3;
  /** Its lines. */
  readonly stdout: readonly string[];
  /** True: too much to be written out here; this is how it begins. */
  readonly goesOn?: boolean;
  /**
   * On a NAS that speaks DSM's dialect: `same` in that dialect's words, or what else is expected. A case without it does
   * not run there: it plays answers of the documented shape, is about what only the document knows (browsers counted,
   * the last sync, users remembered because the NAS does not list them), or has a twin in the tables of what only DSM
   * tells.
   */
  readonly dsm?: 'same' | Expected | undefined;
}

/** The password of the account that the cases log in with: it must stand in no output. */
export const PASSWORD = 'Ge=heim |;"7';

export const GiB = 1024 ** 3;

/** The line after a usage error. */
export const usage = (check: CheckName) =>
  `Usage: ${executable(check)} -H HOST -u NAME --password-file FILE [options], --help lists them all`;

/** A table whose cases are all of one check. */
export const casesOf = (check: CheckName, table: readonly Omit<Case, 'check'>[]): Case[] =>
  table.map((one) => ({ ...one, check }));
