import type { SeenFields } from './watch.ts';

/** How one step went: `refused` by the NAS, `absent` there, `failed` otherwise, or `unknown` answers in a good one. */
export type StepState = 'ok' | 'refused' | 'absent' | 'failed';

/** One step of an examination. */
export interface Finding {
  readonly step: string;
  readonly state: StepState;
  readonly words: string;
  readonly rows?: number | undefined;
  readonly milliseconds: number;
  readonly fields?: SeenFields | undefined;
}
