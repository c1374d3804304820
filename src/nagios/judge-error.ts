import { driveTrouble } from '../drive/codes.ts';
import { ApiError, DsmError, InterruptedError, UnreachableError } from '../dsm/errors.ts';
import type { Finding } from './finding.ts';
import { UsageError } from './option.ts';
import type { State } from './status.ts';

function stateOf(error: unknown, timeoutState: State): State {
  if (error instanceof UnreachableError) return timeoutState;
  if (!(error instanceof ApiError)) return 'UNKNOWN';
  const trouble = driveTrouble(error);
  if (trouble === undefined) return 'UNKNOWN';
  return trouble === 'down' ? 'CRITICAL' : 'WARNING';
}

function wordsOf(error: unknown): string {
  if (error instanceof DsmError) return error.words;
  if (error instanceof UsageError) return error.message;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `internal error: ${text}. Please report it with the output of -vvv`;
}

/** The verdict that an error amounts to, with what to do about it. */
export function judgeError(error: unknown, timeoutState: State = 'CRITICAL'): Finding {
  return { state: stateOf(error, timeoutState), text: wordsOf(error) };
}

/** Whether an error ends the run whatever else was found. */
export const endsTheRun = (error: unknown): boolean => error instanceof InterruptedError;

/** Whether the time for the whole run is over. */
export const isLate = (error: unknown): boolean =>
  error instanceof UnreachableError && error.reason === 'time';
