import { monotonic } from '../src/dsm/clock.ts';
import { GOOD_AFTER } from './broker-patience.ts';
import { withoutQuery } from './config/values.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { InfoDesk } from './info-desk.ts';
import type { Log } from './log.ts';
import type { Trouble } from './state/nas-state.ts';

export interface NewsOptions {
  readonly url: string;
  readonly log: Log;
  readonly info: InfoDesk;
  readonly heartbeat: Heartbeat;
}

/** Says in log, info and sign of life when the broker is lost, and when it is back: of one that comes and goes, only once it has stayed. */
export class BrokerNews {
  readonly #options: NewsOptions;
  readonly #fields: { readonly broker: string };
  #since: number | undefined;
  #wasBrief = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: NewsOptions) {
    this.#options = options;
    this.#fields = { broker: withoutQuery(options.url) };
  }

  up(): void {
    const { log, info, heartbeat } = this.#options;
    heartbeat.beat();
    this.#since = monotonic();
    // Whatever the broker refused on the last connection, it may take now.
    info.grievances.drop('broker');
    if (this.#wasBrief) {
      log.debug(this.#fields, 'connected to the broker');
      this.#timer = setTimeout(() => this.#back(), GOOD_AFTER);
    } else {
      log.info(this.#fields, 'connected to the broker');
      this.#back();
    }
  }

  #back(): void {
    this.#options.info.settle('broker', 'the broker is back');
    this.#options.info.put();
  }

  /** The connection was lost, or a try to make one failed. */
  down(why: Trouble): void {
    const { info, heartbeat } = this.#options;
    heartbeat.beat();
    this.stop();
    if (this.#since !== undefined) this.#wasBrief = monotonic() - this.#since < GOOD_AFTER;
    this.#since = undefined;
    info.complain('broker', why, this.#fields);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
