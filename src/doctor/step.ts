import { ApiError, DsmError, NotAnnouncedError } from '../dsm/errors.ts';
import type { Finding, StepState } from './finding.ts';
import type { SeenFields } from './watch.ts';

/** What a step found out. */
export interface Outcome {
  readonly words: string;
  readonly rows?: number;
  readonly fields?: SeenFields;
  /** When it is not simply well. */
  readonly state?: StepState;
}

function stateOf(error: unknown): StepState {
  if (error instanceof NotAnnouncedError) return 'absent';
  return error instanceof ApiError ? 'refused' : 'failed';
}

function wordsOf(error: unknown): string {
  if (error instanceof DsmError) return error.words;
  return error instanceof Error ? error.message : String(error);
}

/** Takes a step; whatever it throws becomes its finding. */
export async function take(step: string, work: () => Promise<Outcome>): Promise<Finding> {
  const began = performance.now();
  const milliseconds = () => Math.round(performance.now() - began);
  try {
    const { state = 'ok', ...outcome } = await work();
    return { step, state, milliseconds: milliseconds(), ...outcome };
  } catch (error) {
    return { step, state: stateOf(error), words: wordsOf(error), milliseconds: milliseconds() };
  }
}
