import type { SeenFields } from './watch.ts';

/** How one step went: `refused` by the NAS, `absent` there, or `failed` otherwise. */
export type StepState = 'ok' | 'refused' | 'absent' | 'failed';

/** One step of an examination. */
export interface Finding {
  readonly step: string;
  readonly state: StepState;
  readonly words: string;
  readonly rows?: number | undefined;
  readonly milliseconds: number;
  /** Of a step that asked Drive something. */
  readonly fields?: SeenFields | undefined;
}
