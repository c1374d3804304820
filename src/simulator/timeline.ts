import type { Scenario } from './scenario.ts';
import { datedSituation } from './situation.ts';
import { after, type Step } from './step.ts';

/** How a timeline is played. */
export type Pace = {
  readonly now: () => number;
  /** So many times faster than written; 0 stands still until it is advanced by hand. */
  readonly timeLapse: number;
  readonly onStep?: ((step: Step) => void) | undefined;
};

/** A scenario in motion. Steps are taken in their order; one without a time holds up those after it until `advance`. */
export class Timeline {
  readonly #pace: Pace;
  #scenario: Scenario = {};
  #began = 0;
  #taken = 0;

  constructor(scenario: Scenario, pace: Pace) {
    this.#pace = pace;
    this.restart(scenario);
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  /** Plays another scenario from its beginning. */
  restart(scenario: Scenario): void {
    this.#began = this.#pace.now();
    this.#taken = 0;
    this.#scenario = datedSituation(scenario, this.#began);
  }

  /** Changes what is played, going on from where it is. */
  update(change: (scenario: Scenario) => Scenario): void {
    this.#scenario = datedSituation(change(this.#scenario), this.#pace.now());
  }

  /** Takes the next step whatever its time; undefined when there is none left. */
  advance(): Step | undefined {
    const next = this.#scenario.timeline?.[this.#taken];
    if (!next) return undefined;
    this.#taken += 1;
    this.#scenario = after(this.#scenario, next, this.#pace.now());
    this.#pace.onStep?.(next);
    return next;
  }

  /** Takes the steps whose time has come. */
  catchUp(): void {
    while (this.#isDue(this.#scenario.timeline?.[this.#taken])) this.advance();
  }

  #isDue(next: Step | undefined): boolean {
    const { now, timeLapse } = this.#pace;
    const elapsed = ((now() - this.#began) / 1000) * timeLapse;
    return timeLapse > 0 && next?.at !== undefined && next.at <= elapsed;
  }
}
