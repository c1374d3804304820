/** Home Assistant announces itself, often more than once: it is answered once, not before it has looked around. */
const SOONEST = 2000;
const LATEST = 9000;

/** Turns a burst of birth messages into one answer after a random while. */
export class Birth {
  readonly #answer: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(answer: () => void) {
    this.#answer = answer;
  }

  announce(): void {
    if (this.#timer) return;
    const pause = SOONEST + Math.random() * (LATEST - SOONEST);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#answer();
    }, pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
