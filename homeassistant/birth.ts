/** Home Assistant announces itself, often more than once: it is answered once, not before it has looked around. */
const SOONEST = 2000;
const LATEST = 9000;

/** Turns a burst of birth messages into one answer after a random while. */
export class Birth {
  readonly #answer: (wasHeard: boolean) => void;
  #timer: NodeJS.Timeout | undefined;
  #isHeard = false;
  #wasConnected = false;

  constructor(answer: (wasHeard: boolean) => void) {
    this.#answer = answer;
  }

  announce(): void {
    if (this.#isHeard) return;
    this.#isHeard = true;
    this.#answerLater();
  }

  /** From the second connection on there may have been a birth while nobody could hear it, as where all starts anew. */
  connected(): void {
    if (this.#wasConnected && !this.#timer) this.#answerLater();
    this.#wasConnected = true;
  }

  #answerLater(): void {
    clearTimeout(this.#timer);
    const pause = SOONEST + Math.random() * (LATEST - SOONEST);
    this.#timer = setTimeout(() => {
      const wasHeard = this.#isHeard;
      this.stop();
      this.#answer(wasHeard);
    }, pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isHeard = false;
  }
}
