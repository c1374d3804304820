/** Lets so much work be under way at a time; what comes meanwhile waits, and has its turn in the order in which it came. */
export class Turnstile {
  readonly #most: number;
  readonly #line: (() => void)[] = [];
  #inside = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#inside < this.#most) this.#inside += 1;
    else await new Promise<void>((resolve) => this.#line.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      // A place that is handed over stays taken.
      if (next) next();
      else this.#inside -= 1;
    }
  }
}
