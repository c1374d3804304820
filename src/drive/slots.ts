/** So many things at a time; who is urgent goes before all who wait. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(work: () => Promise<T>, urgent = false): Promise<T> {
    const turn = this.#take(urgent);
    // Where one is free, at once.
    if (turn) await turn;
    try {
      return await work();
    } finally {
      this.#give();
    }
  }

  #take(urgent: boolean): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve) => {
      if (urgent) this.#waiting.unshift(resolve);
      else this.#waiting.push(resolve);
    });
  }

  /** A slot goes straight to the next in line, so that nobody slips in between. */
  #give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
