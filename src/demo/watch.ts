import type { Published } from './broker.ts';

/** What stands on the broker, and whoever waits for something to. */
export class Watch {
  readonly #values = new Map<string, string>();
  readonly #show: (line: string) => void;
  #waiting: (() => void)[] = [];

  constructor(show: (line: string) => void) {
    this.#show = show;
  }

  /** Shows a message when it says something new. */
  take({ topic, payload }: Published): void {
    const isNew = this.#values.get(topic) !== payload;
    this.#values.set(topic, payload);
    if (isNew && payload !== '') this.#show(lineOf(topic, payload));
    for (const look of this.#waiting) look();
  }

  get(topic: string): string | undefined {
    return this.#values.get(topic);
  }

  /** Topics that begin so. */
  below(prefix: string): string[] {
    return [...this.#values.keys()].filter((topic) => topic.startsWith(prefix));
  }

  /** Resolves as soon as the test holds; rejects after so many milliseconds. */
  until(what: string, test: () => boolean, milliseconds = 20_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(limit);
        this.#waiting = this.#waiting.filter((one) => one !== look);
      };
      const limit = setTimeout(() => {
        done();
        reject(new Error(`the bridge did not publish ${what} in time`));
      }, milliseconds);
      const look = () => {
        if (!test()) return;
        done();
        resolve();
      };
      this.#waiting.push(look);
      look();
    });
  }
}

/** A document is too long to be read: it is shown by what it is about. */
function lineOf(topic: string, payload: string): string {
  if (!topic.endsWith('/config')) return `${topic} ${payload}`;
  const { device, components } = JSON.parse(payload) as { device: { name: string }; components: object };
  return `${topic} (${device.name}: ${Object.keys(components).length} entities)`;
}
