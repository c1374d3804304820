import { isDeepStrictEqual } from 'node:util';
import type { Call } from './call.ts';
import type { Fault } from './fault.ts';
import { Faults } from './faults.ts';
import { Nas } from './nas.ts';
import { Records } from './records.ts';
import type { Answer } from './refusal.ts';
import { decodeScenario, type Scenario } from './scenario.ts';
import type { Step } from './step.ts';
import { type Pace, Timeline } from './timeline.ts';

/** Everything behind the sockets together: the scenario as it plays, the NAS, what goes wrong, and the record of it. */
export class Stage {
  readonly nas: Nas;
  readonly faults = new Faults();
  readonly records = new Records();
  readonly #timeline: Timeline;
  readonly #now: () => number;
  #loaded: Scenario['faults'];

  constructor(scenario: Scenario, pace: Pace) {
    this.#timeline = new Timeline(decodeScenario(scenario), pace);
    this.#now = pace.now;
    this.nas = new Nas(() => this.scenario, pace.now);
    this.#loadFaults();
  }

  get scenario(): Scenario {
    return this.#timeline.scenario;
  }

  /** Notes a call, and says which fault it meets. */
  arrive(call: Call): Fault | undefined {
    this.catchUp();
    this.records.add(call, this.#now(), this.nas.announces(call));
    return this.faults.take(call);
  }

  serves(path: string): boolean {
    return this.nas.serves(path);
  }

  answer(call: Call): Answer {
    return this.nas.answer(call);
  }

  setScenario(scenario: Scenario): void {
    this.#timeline.restart(decodeScenario(scenario));
    this.faults.load({});
    this.#loaded = undefined;
    this.#loadFaults();
  }

  update(change: (scenario: Scenario) => Scenario): void {
    this.#timeline.update((scenario) => decodeScenario(change(scenario)));
    this.#loadFaults();
  }

  advance(): Step | undefined {
    const step = this.#timeline.advance();
    this.#loadFaults();
    return step;
  }

  catchUp(): void {
    this.#timeline.catchUp();
    this.#loadFaults();
  }

  /** Only where the scenario's faults are others than before: those set by hand must survive a step. */
  #loadFaults(): void {
    const { faults } = this.scenario;
    if (faults === this.#loaded) return;
    if (!isDeepStrictEqual(faults, this.#loaded)) this.faults.load(faults ?? {});
    this.#loaded = faults;
  }
}
