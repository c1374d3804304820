import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../homeassistant/publish/message.ts';
import { NasPublisher } from '../../../homeassistant/publish/nas-publisher.ts';
import type { Outbox } from '../../../homeassistant/publish/outbox.ts';
import type { NasState } from '../../../homeassistant/state/nas-state.ts';
import { NOW, OFFICE, officeSettings, Story, task } from '../../support/bridge.ts';

/** A publisher, and what its outbox holds. */
function publisher() {
  const held = new Map<string, string>();
  let turns = 0;
  const outbox = {
    put: ({ topic, payload }: Message) => void held.set(topic, payload),
  } as Outbox;
  const count = () => {
    turns += 1;
    if (turns < 1000) setImmediate(count);
  };
  const settings = officeSettings();
  const made = new NasPublisher({ settings, topics: OFFICE, outbox, clock: { now: () => NOW } });
  return { held, publisher: made, watch: () => void setImmediate(count), turns: () => turns };
}

const tasks = (count: number, status: string): Promise<NasState> =>
  new Story()
    .poll({
      clients: [],
      tasks: Array.from({ length: count }, (_, index) => task({ shareName: `s${index}`, status })),
    })
    .told();

const tasksIn = (held: ReadonlyMap<string, string>) =>
  [...held.keys()].filter((topic) => topic.includes('/sync/'));

describe('what is known of a NAS', () => {
  it('is in the outbox when the publisher says so', async () => {
    const { held, publisher: made } = publisher();
    await made.put(await tasks(600, 'idle'));
    expect(tasksIn(held)).toHaveLength(600);
  });

  it('is put there some of it at a time: others get their turn', async () => {
    const { publisher: made, turns, watch } = publisher();
    const state = await tasks(2000, 'idle');
    watch();
    await made.put(state);
    expect(turns()).toBeGreaterThan(4);
  });

  it('is the newest, whatever comes while it is put there', async () => {
    const { held, publisher: made } = publisher();
    const [first, second] = [await tasks(600, 'idle'), await tasks(600, 'syncing')];
    void made.put(first);
    await turn();
    await made.put(second);
    expect([...held.values()].filter((payload) => payload.includes('"status":"idle"'))).toEqual([]);
    expect(tasksIn(held)).toHaveLength(600);
  });

  it('is not what has gone meanwhile', async () => {
    const { held, publisher: made } = publisher();
    const [first, second] = [await tasks(600, 'idle'), await tasks(300, 'idle')];
    const gone = [...first.tasks.values()].slice(300).map(({ slug }) => OFFICE.task(slug));
    void made.put(first);
    // What is forgotten is taken off the broker at once, and the rest is put there after that.
    for (const topic of gone) held.set(topic, '');
    await made.put(second);
    expect(gone.filter((topic) => held.get(topic) !== '')).toEqual([]);
  });

  it('is not what has gone, even where the rest comes later', async () => {
    const { held, publisher: made } = publisher();
    const [first, second] = [await tasks(600, 'idle'), await tasks(300, 'idle')];
    const gone = [...first.tasks.values()].slice(300).map(({ slug }) => OFFICE.task(slug));
    const putting = made.put(first);
    made.abandon();
    for (const topic of gone) held.set(topic, '');
    await putting;
    await made.put(second);
    expect(gone.filter((topic) => held.get(topic) !== '')).toEqual([]);
    expect(tasksIn(held)).toHaveLength(600);
  });
});
