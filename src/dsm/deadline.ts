import { monotonic } from './clock.ts';
import { DsmError, InterruptedError, UnreachableError } from './errors.ts';

/** The one moment at which a whole run must be over, as a signal that every wait inside it obeys. */
export interface Deadline {
  /** Aborted at the deadline or by `interrupt`; its reason is a DsmError. */
  readonly signal: AbortSignal;
  /** Milliseconds until then, never negative. */
  left(): number;
  /** Ends the run early, e.g. on SIGTERM. */
  interrupt(reason: string): void;
  /** Lets go of the timer. */
  clear(): void;
}

/** A deadline `milliseconds` from now; `seconds` is what the user asked for and is named in the message. */
export function startDeadline(milliseconds: number, seconds = milliseconds / 1000): Deadline {
  const controller = new AbortController();
  const end = monotonic() + milliseconds;
  const late = () =>
    controller.abort(
      new UnreachableError(
        'time',
        `no answer within ${seconds} s`,
        'Is the NAS up and reachable? A busy or sleeping NAS may need a longer --timeout',
      ),
    );
  const timer = setTimeout(late, Math.max(0, milliseconds));
  return {
    signal: controller.signal,
    left: () => Math.max(0, end - monotonic()),
    interrupt: (reason) => controller.abort(new InterruptedError(reason)),
    clear: () => clearTimeout(timer),
  };
}

/** The typed reason of an aborted signal. */
export function reasonOf(signal: AbortSignal): DsmError {
  return signal.reason instanceof DsmError ? signal.reason : new InterruptedError('the run was ended');
}

/** Waits, or rejects with the signal's reason as soon as that is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    const abort = () => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}
