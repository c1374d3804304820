import type { PerfdataItem } from './perfdata.ts';
import type { State } from './status.ts';

/** What is said of one subject: a row, or all of them. */
export interface Finding {
  readonly state: State;
  readonly text: string;
}

/** The outcome of one run before it is put into words. */
export interface Report {
  /** Everything that was judged, good and bad. */
  readonly findings: readonly Finding[];
  /** What was looked at, said in every state, e.g. `25 connections: 15 desktop, 8 mobile, 2 web`. */
  readonly summary: string;
  readonly perfdata: readonly PerfdataItem[];
  /** What stands below the first line as soon as not all is well, where that is something else than the findings. */
  readonly lines?: readonly Finding[];
}
