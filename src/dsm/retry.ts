import { pause } from './deadline.ts';
import { ApiError, UnreachableError } from './errors.ts';

/** The NAS is busy, or its network unstable. */
const BUSY = [109, 110, 111, 117, 118];
/** How long to leave a busy NAS alone, in milliseconds. */
const BREATHER = 300;

const isBusy = (error: unknown): error is ApiError => error instanceof ApiError && BUSY.includes(error.code);

/** One more try when the NAS is busy; when it still is, it counts as unreachable. */
export async function retryWhenBusy<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
  await pause(BREATHER, signal);
  return attempt().catch((error: unknown) => {
    throw isBusy(error) ? new UnreachableError('busy', error.message, error.remedy, error) : error;
  });
}
