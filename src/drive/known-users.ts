import { fingerprintOf } from '../dsm/account.ts';
import { readJson, type StateFolder } from '../dsm/state-folder.ts';
import type { Trace } from '../dsm/trace.ts';

/** When a user was last seen, by name as the NAS wrote it; Unix seconds. */
type Seen = Record<string, number>;

export interface KnownUsersOptions {
  readonly folder: StateFolder | undefined;
  /** Identifies the NAS and the account. */
  readonly identity: readonly unknown[];
  /** Seconds after which a user who was not seen again is forgotten. */
  readonly forgetAfter: number;
  readonly now: number;
  readonly trace: Trace;
}

function decode(value: unknown): Seen {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, at]) => typeof at === 'number')) as Seen;
}

/**
 * Everybody who was seen at one NAS: a user whose last client has gone is the very one whom a check is for. One row a
 * name; DSM's names do not depend on case.
 */
export class KnownUsers {
  readonly #options: KnownUsersOptions;
  readonly #file: string;
  readonly #seen = new Map<string, { name: string; at: number }>();

  constructor(options: KnownUsersOptions) {
    this.#options = options;
    this.#file = `users-${fingerprintOf(options.identity)}.json`;
    for (const [name, at] of Object.entries(decode(readJson(options.folder, this.#file))))
      this.#note(name, at);
  }

  #note(name: string, at: number): void {
    // One from the future was written before the clock was set back.
    const moment = Math.min(at, this.#options.now);
    if (moment + this.#options.forgetAfter >= this.#options.now)
      this.#seen.set(name.toLowerCase(), { name, at: moment });
  }

  /** Whoever is there now. */
  see(names: readonly string[]): void {
    for (const name of names) this.#note(name, this.#options.now);
  }

  /** Whom the NAS says it does not know any more. */
  forget(name: string): void {
    this.#seen.delete(name.toLowerCase());
  }

  /** In alphabetical order. */
  get names(): string[] {
    return [...this.#seen.values()].map(({ name }) => name).sort();
  }

  /** Keeps them for the next run; where that cannot be, it is noticed and nothing else. */
  save(): void {
    const text = JSON.stringify(
      Object.fromEntries([...this.#seen.values()].map(({ name, at }) => [name, at])),
    );
    try {
      this.#options.folder?.write(this.#file, text);
    } catch (error) {
      this.#options.trace(
        1,
        `users are not remembered: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
