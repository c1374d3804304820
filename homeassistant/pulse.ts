import type { Outbox } from './publish/outbox.ts';

/** Between two looks whether the broker still answers, in milliseconds. */
const PULSE = 5000;
/** Between two tries of what the broker refused: an ACL that is put right says so to nobody. */
const RETRY = 120_000;

/** Has the outbox do what is to be done from time to time. */
export class Pulse {
  readonly #outbox: Pick<Outbox, 'checkPulse' | 'retryRefused'>;
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(outbox: Pick<Outbox, 'checkPulse' | 'retryRefused'>) {
    this.#outbox = outbox;
  }

  start(): void {
    this.#timers = [
      setInterval(() => this.#outbox.checkPulse(), PULSE),
      setInterval(() => this.#outbox.retryRefused(), RETRY),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
