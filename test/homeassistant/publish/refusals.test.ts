import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../../homeassistant/publish/message.ts';
import { FakeLink, outboxOn } from '../../support/bridge-outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const message = (topic: string, payload = '1'): Message => ({ topic, payload, rank: 'state' });

const topics = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);

/** An outbox whose broker has refused these. */
async function refusing(...refused: readonly string[]) {
  const link = new FakeLink();
  link.refuseOnly(...refused);
  const kit = outboxOn(link);
  kit.open();
  for (const topic of refused) kit.outbox.put(message(topic));
  await kit.flush();
  kit.refused.length = 0;
  const tried = () => {
    kit.outbox.retryRefused();
    return kit.flush();
  };
  return { link, ...kit, tried };
}

describe('a message that the broker refused', () => {
  it('is tried again when it is asked for, and that it is taken is told', async () => {
    const { link, tried, refused, outbox } = await refusing('a');
    expect(await tried()).toEqual(['a 1']);
    expect([refused, outbox.isDone]).toEqual([['a: not allowed'], false]);
    link.refuseOnly();
    expect(await tried()).toEqual(['a 1']);
    expect([refused.at(-1), outbox.isDone]).toEqual(['none', true]);
    expect(await tried()).toEqual([]);
  });

  it('is tried with a few others, in turn, while none of them is taken', async () => {
    const { tried } = await refusing(...topics(7));
    expect(await tried()).toEqual(['t0 1', 't1 1', 't2 1', 't3 1', 't4 1']);
    expect(await tried()).toEqual(['t5 1', 't6 1', 't0 1', 't1 1', 't2 1']);
  });

  it('is tried with all others as soon as one is taken', async () => {
    const { link, tried, refused } = await refusing(...topics(300));
    link.refuseOnly();
    expect(await tried()).toHaveLength(300);
    expect(refused).toEqual(['none']);
  });

  it('is tried once, however many others are taken', async () => {
    const { link, tried, refused, outbox } = await refusing(...topics(100));
    link.refuseOnly('t50', 't60');
    const sent = await tried();
    expect(sent).toHaveLength(100);
    expect([refused, outbox.isDone]).toEqual([['t50: not allowed', 't60: not allowed'], false]);
    link.refuseOnly();
    expect(await tried()).toEqual(['t50 1', 't60 1']);
  });

  it('is not tried any more when nobody wants it', async () => {
    const { tried, outbox } = await refusing('a');
    outbox.forget('a');
    expect([await tried(), outbox.isDone]).toEqual([[], true]);
  });

  it('is settled by another value that is taken', async () => {
    const { link, flush, outbox, refused } = await refusing('a');
    link.refuseOnly();
    outbox.put(message('a', '2'));
    expect(await flush()).toEqual(['a 2']);
    expect(refused).toEqual(['none']);
  });
});
