import { readdirSync, readFileSync } from 'node:fs';

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
};

/** Somebody who looks at the list of processes, and into their environments, all the time. */
export class Onlooker {
  readonly #lines = new Set<string>();
  readonly #timer = setInterval(() => this.#look(), 20);

  #look(): void {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      this.#lines.add(read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
      this.#lines.add(read(`/proc/${pid}/environ`));
    }
  }

  /** How many different command lines and environments held a text. */
  seen(text: string): number {
    return [...this.#lines].filter((line) => line.includes(text)).length;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
