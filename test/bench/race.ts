import type { Contestant } from './contestant.ts';
import type { NasProcess } from './nas-process.ts';
import { type Place, SCHEMES, type Scheme } from './place.ts';
import { memory, timed } from './run.ts';

/** One contestant in one way to the NAS. */
export type Entry = {
  readonly contestant: Contestant;
  readonly place: Place;
  readonly milliseconds: number[];
  requests: number;
  /** KiB */
  memory: number;
};

function entriesOf(contestants: readonly Contestant[], places: readonly Place[], scheme: Scheme): Entry[] {
  const here = places.filter((place) => place.scheme === scheme);
  return contestants.flatMap((contestant) => {
    const asked = contestant.question ?? 'connections';
    const place = here.find(({ question }) => question === asked);
    return place ? [{ contestant, place, milliseconds: [], requests: 0, memory: 0 }] : [];
  });
}

/** One run that counts: one that made another number of requests than one would be no fair comparison. */
async function compete(entry: Entry, nas: NasProcess): Promise<void> {
  const { contestant, place } = entry;
  const before = await nas.requestsAt(place);
  entry.milliseconds.push(timed(contestant, place));
  const made = (await nas.requestsAt(place)) - before;
  const wanted = contestant.question === undefined ? 0 : 1;
  if (made !== wanted)
    throw new Error(`${contestant.rival}, ${place.scheme}: ${made} requests instead of ${wanted}`);
  entry.requests += made;
}

/**
 * Runs all of them in turn, round after round, so that whatever else the machine does hits all alike. The round before
 * the first is not counted: it fills disk caches and compiled Python, and logs our checks in.
 */
export async function race(
  contestants: readonly Contestant[],
  nas: NasProcess,
  runs: number,
  time: string,
): Promise<readonly Entry[]> {
  const entries = SCHEMES.flatMap((scheme) => entriesOf(contestants, nas.report.places, scheme));
  for (const { contestant, place } of entries) timed(contestant, place);
  for (let round = 0; round < runs; round += 1) for (const entry of entries) await compete(entry, nas);
  for (const entry of entries) entry.memory = memory(entry.contestant, entry.place, time);
  return entries;
}
