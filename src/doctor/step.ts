import { reasonOf } from '../dsm/deadline.ts';
import { ApiError, DsmError, InterruptedError, NotAnnouncedError } from '../dsm/errors.ts';
import type { Finding, StepState } from './finding.ts';
import type { SeenFields } from './watch.ts';

/** What a step found out. */
export interface Outcome {
  readonly words: string;
  readonly rows?: number;
  readonly fields?: SeenFields;
}

function stateOf(error: unknown): StepState {
  if (error instanceof NotAnnouncedError) return 'absent';
  return error instanceof ApiError ? 'refused' : 'failed';
}

function wordsOf(error: unknown): string {
  if (error instanceof DsmError) return error.words;
  return error instanceof Error ? error.message : String(error);
}

/** Rejects when the signal is aborted: name servers and TLS handshakes obey none of their own. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(reasonOf(signal));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** Takes a step; whatever it throws becomes its finding, but for the InterruptedError of a run that is to end. */
export async function take(
  step: string,
  signal: AbortSignal,
  work: () => Promise<Outcome>,
): Promise<Finding> {
  const began = performance.now();
  const milliseconds = () => Math.round(performance.now() - began);
  try {
    const outcome = await Promise.race([work(), aborted(signal)]);
    return { step, state: 'ok', milliseconds: milliseconds(), ...outcome };
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return { step, state: stateOf(error), words: wordsOf(error), milliseconds: milliseconds() };
  }
}
