import { monotonic } from '../src/dsm/clock.ts';
import type { Names } from './topics.ts';

const PRESS = 'PRESS';
/** A command is obeyed once in so long. */
const AT_MOST_EVERY = 10_000;

/** What somebody asks of the bridge by a message. */
export interface Command {
  /** Undefined: of all. */
  readonly nas?: string;
}

/** Understands `PRESS` on the refresh topics; one that is retained was meant for another time. */
export class Commands {
  readonly #byTopic: ReadonlyMap<string, Command>;
  readonly #obeyed = new Map<string, number>();

  constructor(names: Names, nases: readonly string[]) {
    const own = nases.map((nas) => [names.nas(nas).refresh, { nas }] as const);
    this.#byTopic = new Map<string, Command>([[names.bridgeRefresh, {}], ...own]);
  }

  read(topic: string, payload: string, isRetained: boolean): Command | undefined {
    const command = this.#byTopic.get(topic);
    if (!command || isRetained || payload.trim() !== PRESS) return undefined;
    const now = monotonic();
    if (now - (this.#obeyed.get(topic) ?? Number.NEGATIVE_INFINITY) < AT_MOST_EVERY) return undefined;
    this.#obeyed.set(topic, now);
    return command;
  }
}
