import type { SteadyClock } from '../clock.ts';
import type { NasSettings } from '../config/settings.ts';
import { inSlices } from '../slices.ts';
import type { NasState } from '../state/nas-state.ts';
import type { NasTopics } from '../topics.ts';
import { nasMessages } from './nas-messages.ts';
import type { Outbox } from './outbox.ts';

/** So many messages are made before others get their turn. */
const AT_A_TIME = 250;

export interface NasPublisherOptions {
  readonly settings: NasSettings;
  readonly topics: NasTopics;
  readonly outbox: Outbox;
  readonly clock: SteadyClock;
}

/** Puts what is known of a NAS into the outbox, some of it at a time. */
export class NasPublisher {
  readonly #options: NasPublisherOptions;
  #latest: NasState | undefined;
  #putting: Promise<void> | undefined;
  /** How often what was being put has become old before something newer was there to be put. */
  #abandoned = 0;

  constructor(options: NasPublisherOptions) {
    this.#options = options;
  }

  /** What is known meanwhile is put in its place; resolves when all of it is in the outbox, unless it is abandoned. */
  put(known: NasState): Promise<void> {
    this.#latest = known;
    this.#putting ??= this.#putAll().finally(() => {
      this.#putting = undefined;
    });
    return this.#putting;
  }

  /** What is being put is old, and what is to be put instead comes later: what has gone meanwhile must not come back. */
  abandon(): void {
    this.#latest = undefined;
    this.#abandoned += 1;
  }

  async #putAll(): Promise<void> {
    const { settings, topics, outbox, clock } = this.#options;
    while (this.#latest) {
      const known = this.#latest;
      this.#latest = undefined;
      const abandoned = this.#abandoned;
      const messages = nasMessages(known, settings, topics, clock.now());
      const isOld = () => this.#latest !== undefined || this.#abandoned !== abandoned;
      await inSlices(messages, AT_A_TIME, (message) => outbox.put(message), isOld);
    }
  }
}
