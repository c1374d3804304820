import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Mosquitto } from '../../e2e/peers/mosquitto.ts';
import { until } from '../../e2e/peers/until.ts';
import type { BareOrder } from './bare.ts';
import { Waiting } from './waiting.ts';
import { Witness } from './witness.ts';

/** Messages under way at a time, as in the bridge's outbox. */
const WINDOW = 64;

export interface Document {
  readonly topic: string;
  readonly payload: string;
}

/** Documents a second, and how many there were. */
export interface Rate {
  readonly perSecond: number;
  /** The same without the time in which others had the core. */
  readonly alone: number;
  readonly documents: number;
}

const isTask = (topic: string) => /\/device\/[^/]*-sync-[^/]*\/config$/.test(topic);

/** The documents of ShareSync tasks that a witness has heard. */
export const taskDocuments = ({ values }: Witness): Document[] =>
  [...values].flatMap(([topic, payload]) => (isTask(topic) ? [{ topic, payload }] : []));

/** From a moment (default: the first document) to the last one. */
export function rateOf(witness: Witness, waiting: Waiting, since?: number): Rate {
  const times = witness.heard.flatMap(({ topic, at }) => (isTask(topic) ? [at] : []));
  const [first = 0, last = 0] = [since ?? times[0], times.at(-1)];
  const [took, waited] = [last - first, waiting.between(first, last)];
  const perSecond = (milliseconds: number) => times.length / (milliseconds / 1000);
  return { perSecond: perSecond(took), alone: perSecond(took - waited), documents: times.length };
}

export async function allTaskDocuments(witness: Witness, count: number): Promise<void> {
  const isThere = () => taskDocuments(witness).length >= count || undefined;
  await until(`${count} documents`, isThere, { within: 120_000, every: 100 });
}

/** How fast mqtt.js alone brings the same documents to a broker of the same kind, before the same kind of witness. */
export async function bareRate(documents: readonly Document[]): Promise<Rate> {
  const broker = await Mosquitto.start();
  const witness = await Witness.at(broker.url);
  const child = fork('src/build/run.mjs', ['test/bench/bridge/bare.ts']);
  const waiting = new Waiting(child.pid);
  try {
    const ended = once(child, 'exit');
    child.send({ url: broker.url, window: WINDOW, messages: documents } satisfies BareOrder);
    await ended;
    await allTaskDocuments(witness, documents.length);
    return rateOf(witness, waiting);
  } finally {
    waiting.stop();
    witness.leave();
    await broker.close();
  }
}
