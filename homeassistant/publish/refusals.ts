/** So many are tried at a time, as long as none of them is taken. */
const AT_A_TIME = 5;

/**
 * Topics whose message the broker refused. An ACL that is put right says so to nobody: a few of them are tried again from
 * time to time, and all the others as soon as one of these is taken.
 */
export class Refusals {
  readonly #resting = new Set<string>();
  readonly #tried = new Set<string>();
  #areAllTried = false;

  get isEmpty(): boolean {
    return this.#resting.size === 0 && this.#tried.size === 0;
  }

  add(topic: string): void {
    this.#tried.delete(topic);
    this.#resting.add(topic);
  }

  /** The next few to be tried; those that were refused longest ago come first. */
  some(): string[] {
    this.#areAllTried = false;
    return this.#try([...this.#resting].slice(0, AT_A_TIME));
  }

  /** The broker took one. The others that are to be tried for that: once, for some may be refused for good. */
  taken(topic: string): string[] {
    const wasTried = this.#tried.has(topic);
    this.drop(topic);
    if (!wasTried || this.#areAllTried) return [];
    this.#areAllTried = true;
    return this.#try([...this.#resting]);
  }

  /** One that is not wanted any more. */
  drop(topic: string): void {
    this.#resting.delete(topic);
    this.#tried.delete(topic);
  }

  /** On a new connection everything is tried anyway. */
  clear(): void {
    this.#resting.clear();
    this.#tried.clear();
  }

  #try(topics: string[]): string[] {
    for (const topic of topics) {
      this.#resting.delete(topic);
      this.#tried.add(topic);
    }
    return topics;
  }
}
