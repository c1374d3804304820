import type { Broker } from './broker.ts';
import type { Outbox } from './publish/outbox.ts';

/** Between two looks whether the broker still answers, in milliseconds. */
const PULSE = 5000;
/** Between two tries of what the broker refused: an ACL that is put right says so to nobody. */
const RETRY = 120_000;

/** Has done what is to be done from time to time. */
export class Pulse {
  readonly #outbox: Outbox;
  readonly #broker: Broker;
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(outbox: Outbox, broker: Broker) {
    this.#outbox = outbox;
    this.#broker = broker;
  }

  start(): void {
    this.#timers = [
      setInterval(() => this.#outbox.checkPulse(), PULSE),
      setInterval(() => this.#retry(), RETRY),
    ];
  }

  #retry(): void {
    this.#outbox.retryRefused();
    this.#broker.retryRefused();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
