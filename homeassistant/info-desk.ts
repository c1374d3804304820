import { version } from '../src/version.ts';
import { Grievances, type Log } from './log.ts';
import type { NasKeeper } from './nas-keeper.ts';
import { isoTime } from './publish/json.ts';
import { state } from './publish/message.ts';
import type { Outbox } from './publish/outbox.ts';
import type { Trouble } from './state/nas-state.ts';
import { wordsOf } from './state/trouble.ts';

export interface InfoOptions {
  readonly topic: string;
  readonly log: Log;
  readonly outbox: Outbox;
}

/** What else a user should know: who did not become a device. */
function notesOn({ settings, state: known }: Pick<NasKeeper, 'settings' | 'state'>): string[] {
  const { id, user_devices } = settings;
  const { size } = known.users;
  if (size <= user_devices) return [];
  return [`${id}: ${user_devices} of ${size} users are devices (user_devices); the JSON topics have all`];
}

/**
 * Keeps what the bridge says of itself in step:
 * `{"version":"1.0.0","started":"2024-11-28T…Z","nas":["office"],"last_error":null,"notes":[]}`
 */
export class InfoDesk {
  readonly #options: InfoOptions;
  readonly grievances: Grievances;
  readonly #started = isoTime(Date.now() / 1000);
  #keepers: readonly NasKeeper[] = [];

  constructor(options: InfoOptions) {
    this.#options = options;
    this.grievances = new Grievances(options.log);
  }

  speakFor(keepers: readonly NasKeeper[]): void {
    this.#keepers = keepers;
  }

  complain(key: string, why: Trouble, fields: object = {}): void {
    this.grievances.complain(key, wordsOf(why), fields);
    this.put();
  }

  settle(key: string, words: string, fields: object = {}): void {
    if (this.grievances.settle(key, words, fields)) this.put();
  }

  put(): void {
    const { topic, outbox } = this.#options;
    outbox.put(
      state(topic, {
        version,
        started: this.#started,
        nas: this.#keepers.map(({ settings }) => settings.id),
        last_error: this.grievances.open.at(-1) ?? null,
        notes: this.#keepers.flatMap(notesOn),
      }),
    );
  }
}
