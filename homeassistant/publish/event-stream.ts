import type { ClientRow } from '../../src/probes/clients.ts';
import { connectionsOf, eventsBetween } from './event.ts';
import { encode } from './message.ts';

type Connections = ReturnType<typeof connectionsOf>;

/**
 * Tells who came and who went. What could not be told, because the broker was away, is in the difference of the next poll:
 * nothing is lost, and nothing piles up.
 */
export class EventStream {
  readonly #send: (payload: string) => Promise<void>;
  /** What subscribers know of; undefined before the first poll. */
  #told: Connections | undefined;
  #isTelling = false;

  constructor(send: (payload: string) => Promise<void>) {
    this.#send = send;
  }

  poll(rows: readonly ClientRow[]): void {
    const now = connectionsOf(rows);
    if (this.#told === undefined) this.#told = now;
    else if (!this.#isTelling) void this.#tell(this.#told, now);
  }

  async #tell(before: Connections, now: Connections): Promise<void> {
    const events = eventsBetween(before, now);
    if (events.length === 0) return;
    this.#isTelling = true;
    try {
      for (const event of events) await this.#send(encode(event));
      this.#told = now;
    } catch {
      // The broker is away, and that is said elsewhere: the next poll finds the same difference.
    } finally {
      this.#isTelling = false;
    }
  }
}
