import {
  ApiError,
  CertificateError,
  ConfigurationError,
  InterruptedError,
  NotAnnouncedError,
  UnreachableError,
} from '../../src/dsm/errors.ts';

/** Whether something answers, as it is told to others. */
export interface Health {
  readonly up: boolean;
  /** In a row. */
  readonly failures: number;
  /** Why the last try failed; undefined after a success. */
  readonly error?: unknown;
}

/** Nothing came back: it says nothing about the question. */
const isSilence = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  error instanceof CertificateError ||
  error instanceof ConfigurationError ||
  error instanceof InterruptedError;

/** What is known of something that was not asked again since the NAS is back: it may stand as before. */
export const asBefore = ({ up, error, failures }: Health): Health =>
  error !== undefined && isSilence(error) ? { up, failures: 0 } : { up, failures, error };

/** Whether an error is what a NAS said. A web page instead of its answer is none, nor is an error of our own. */
export const isAnswer = (error: unknown): boolean =>
  error instanceof ApiError || error instanceof NotAnnouncedError;

export const succeeded = (): Health => ({ up: true, failures: 0 });

/** A failure of the way to the NAS: it takes some in a row until what was known counts for nothing. */
export function failed(before: Health, error: unknown, offlineAfter: number): Health {
  const failures = before.failures + 1;
  return { up: before.up && failures < offlineAfter, failures, error };
}

/**
 * A failure of one question. What the NAS itself refused is known not to be known any more; where it was not reached, the
 * next try may do.
 */
export function probeFailed(before: Health, error: unknown, offlineAfter: number): Health {
  if (isSilence(error)) return failed(before, error, offlineAfter);
  return { up: false, failures: before.failures + 1, error };
}
