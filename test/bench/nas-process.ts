import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { NasReport, Place } from './place.ts';

/** The process that nas.ts runs in. */
export class NasProcess {
  readonly report: NasReport;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, report: NasReport) {
    this.#child = child;
    this.report = report;
  }

  static async start(): Promise<NasProcess> {
    const child = fork('src/build/run.mjs', ['test/bench/nas.ts']);
    const gone = once(child, 'exit').then(() => {
      throw new Error('the simulated NAS did not start');
    });
    const [report] = (await Promise.race([once(child, 'message'), gone])) as [NasReport];
    gone.catch(() => undefined);
    return new NasProcess(child, report);
  }

  /** How many requests it has received at one place. */
  async requestsAt(place: Place): Promise<number> {
    const answer = once(this.#child, 'message');
    this.#child.send('count');
    const [counts] = (await answer) as [number[]];
    return counts[this.report.places.indexOf(place)] ?? 0;
  }

  stop(): void {
    this.#child.disconnect();
  }
}
