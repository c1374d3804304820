import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message, Rank } from '../../../homeassistant/publish/message.ts';
import { FakeLink, outboxOn, settle } from '../../support/bridge-outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const message = (topic: string, payload: string, rank: Rank = 'state'): Message => ({ topic, payload, rank });

/** An outbox that is connected, and the link it sends by. */
function connected(isEager = true, limits = {}) {
  const link = new FakeLink(isEager);
  const kit = outboxOn(link);
  kit.open(limits);
  return { link, ...kit };
}

describe('an outbox', () => {
  it('sends what is put into it', async () => {
    const { outbox, flush, accepted } = connected();
    outbox.put(message('a', '1'));
    expect(await flush()).toEqual(['a 1']);
    expect(accepted).toEqual([message('a', '1')]);
  });

  it('sends nothing twice that has not changed', async () => {
    const { outbox, flush } = connected();
    outbox.put(message('a', '1'));
    await flush();
    outbox.put(message('a', '1'));
    expect(await flush()).toEqual([]);
  });

  it('sends of a topic the last value only', async () => {
    const { outbox, flush } = connected();
    for (const value of ['1', '2', '3']) outbox.put(message('a', value));
    expect(await flush()).toEqual(['a 3']);
  });

  it('sends nothing when a value is back to what the broker has', async () => {
    const { outbox, flush } = connected();
    outbox.put(message('a', '1'));
    await flush();
    outbox.put(message('a', '2'));
    outbox.put(message('a', '1'));
    expect(await flush()).toEqual([]);
  });

  it('sends what others refer to first, and availability last, whatever was put first', async () => {
    const { outbox, flush } = connected(true, { inFlight: 1 });
    const ranks: Rank[] = [
      'availability',
      'state',
      'device',
      'nas device',
      'bridge device',
      'state',
      'device',
    ];
    for (const [index, rank] of ranks.entries()) outbox.put(message(`${index}`, rank, rank));
    expect(await flush()).toEqual([
      '4 bridge device',
      '3 nas device',
      '2 device',
      '6 device',
      '1 state',
      '5 state',
      '0 availability',
    ]);
  });

  it('has at most 64 messages under way', async () => {
    const { outbox, flush, link } = connected(false);
    for (let index = 0; index < 100; index += 1) outbox.put(message(`t${index}`, 'x'));
    expect(await flush()).toHaveLength(64);
    link.acknowledge(10);
    expect(await flush()).toHaveLength(10);
    link.acknowledge();
    expect(await flush()).toHaveLength(26);
  });

  it('has fewer under way where the broker takes fewer', async () => {
    const { outbox, flush, link } = connected(false, { inFlight: 2 });
    for (const topic of ['a', 'b', 'c']) outbox.put(message(topic, 'x'));
    expect(await flush()).toHaveLength(2);
    link.acknowledge(1);
    expect(await flush()).toEqual(['c x']);
  });

  it('has one message of a topic under way: the newer follows the older', async () => {
    const { outbox, flush, link } = connected(false);
    outbox.put(message('a', '1'));
    await flush();
    outbox.put(message('a', '2'));
    outbox.put(message('a', '3'));
    outbox.put(message('b', '1'));
    expect(await flush()).toEqual(['b 1']);
    link.acknowledge();
    expect(await flush()).toEqual(['a 3']);
  });

  it('takes a topic away by an empty message, once', async () => {
    const { outbox, flush } = connected();
    outbox.put(message('a', '1'));
    await flush();
    outbox.remove('a');
    expect(await flush()).toEqual(['a ']);
    expect(await flush()).toEqual([]);
    outbox.put(message('a', '1'));
    expect(await flush()).toEqual(['a 1']);
  });

  it('does not bring back what was taken away, at a new connection', async () => {
    const { outbox, flush, open } = connected();
    outbox.put(message('a', '1'));
    outbox.remove('a');
    expect(await flush()).toEqual(['a ']);
    outbox.close();
    open();
    expect(await flush()).toEqual([]);
  });

  it('takes away at the next connection what it could not at the last', async () => {
    const { outbox, flush, open } = connected();
    outbox.put(message('a', '1'));
    await flush();
    outbox.close();
    outbox.remove('a');
    expect(await flush()).toEqual([]);
    open();
    expect(await flush()).toEqual(['a ']);
  });

  it('leaves alone what it is to forget', async () => {
    const { outbox, flush, open } = connected();
    outbox.put(message('a', '1'));
    await flush();
    outbox.forget('a');
    outbox.close();
    open();
    expect(await flush()).toEqual([]);
    outbox.put(message('a', '1'));
    expect(await flush()).toEqual(['a 1']);
  });
});

describe('an outbox without a connection', () => {
  it('keeps the last value of each topic, and sends that', async () => {
    const kit = outboxOn(new FakeLink());
    for (let value = 0; value < 1000; value += 1) kit.outbox.put(message('a', `${value}`));
    kit.outbox.put(message('b', '1'));
    expect(await kit.flush()).toEqual([]);
    kit.open();
    expect(await kit.flush()).toEqual(['a 999', 'b 1']);
  });

  it('sends everything at the next one: that broker may know nothing', async () => {
    const { outbox, flush, open } = connected();
    outbox.put(message('b', '1', 'availability'));
    outbox.put(message('a', '1'));
    await flush();
    outbox.close();
    open();
    expect(await flush()).toEqual(['a 1', 'b 1']);
  });

  it('sends again what was under way when it was lost', async () => {
    const { outbox, flush, open, link } = connected(false);
    outbox.put(message('a', '1'));
    await flush();
    outbox.close();
    link.lose();
    outbox.put(message('a', '2'));
    expect(await flush()).toEqual([]);
    open();
    expect(await flush()).toEqual(['a 2']);
  });

  it('takes no acknowledgement of the last connection for one of this', async () => {
    const { outbox, flush, open, link, accepted } = connected(false);
    outbox.put(message('a', '1'));
    await flush();
    outbox.close();
    open();
    expect(await flush()).toEqual(['a 1']);
    link.acknowledge(1);
    await settle();
    expect(accepted).toEqual([]);
    link.acknowledge(1);
    await settle();
    expect(accepted).toEqual([message('a', '1')]);
  });

  it('tries again a message that failed for no reason of its own', async () => {
    const { outbox, flush, link } = connected(false);
    outbox.put(message('a', '1'));
    await flush();
    link.lose();
    expect(await flush()).toEqual(['a 1']);
  });
});

describe('a message that the broker refuses', () => {
  it('is not sent again as it is, but when it is another', async () => {
    const { outbox, flush, refused, link } = connected();
    link.refuse('a');
    outbox.put(message('a', '1'));
    outbox.put(message('b', '1'));
    expect(await flush()).toEqual(['a 1', 'b 1']);
    outbox.put(message('a', '1'));
    expect(await flush()).toEqual([]);
    expect(refused).toEqual(['a: not allowed']);
    outbox.put(message('a', '2'));
    expect(await flush()).toEqual(['a 2']);
  });

  it('is tried again at the next connection', async () => {
    const { outbox, flush, link, open } = connected();
    link.refuse('a');
    outbox.put(message('a', '1'));
    await flush();
    outbox.close();
    open();
    expect(await flush()).toEqual(['a 1']);
  });

  it.each([
    ['a/+', 'not sent to a/+: it has a wildcard'],
    ['', 'not sent to : it is empty'],
    ['$SYS', 'not sent to $SYS: it begins with $'],
  ])('is not sent at all to the topic %j: the broker would end the connection', async (topic, why) => {
    const { outbox, flush, refused } = connected();
    outbox.put(message(topic, '1'));
    expect(await flush()).toEqual([]);
    expect(refused).toEqual([`${topic}: ${why}`]);
  });

  it('is not sent at all when it is larger than the broker takes', async () => {
    const { outbox, flush, refused } = connected(true, { size: 100 });
    outbox.put(message('a', 'ü'.repeat(41)));
    outbox.put(message('b', 'ü'.repeat(42)));
    expect(await flush()).toEqual([`a ${'ü'.repeat(41)}`]);
    expect(refused).toEqual(['b: not sent to b: it has 101 bytes, and the broker takes 100']);
  });
});

describe('documents', () => {
  const device = (payload: string) => message('ha/device/x/config', payload, 'device');

  it('go out two seconds apart: Home Assistant would lose a part of the second', async () => {
    const { outbox, flush, link } = connected();
    outbox.put(device('1'));
    await flush();
    outbox.put(device('2'));
    expect(await flush()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1900);
    expect(await flush()).toEqual([]);
    outbox.put(device('3'));
    expect(await flush()).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(link.sent.slice(1)).toEqual(['ha/device/x/config 3']);
  });

  it('of other devices, and states, do not wait for one another', async () => {
    const { outbox, flush } = connected();
    outbox.put(device('1'));
    outbox.put(message('ha/device/y/config', '1', 'device'));
    outbox.put(message('s', '1'));
    expect(await flush()).toHaveLength(3);
    outbox.put(message('s', '2'));
    expect(await flush()).toEqual(['s 2']);
  });

  it('that wait are waited for when everything is to be sent', async () => {
    const { outbox, flush, link } = connected();
    outbox.put(device('1'));
    await flush();
    outbox.put(device('2'));
    let isDone = false;
    void outbox.flushed().then(() => {
      isDone = true;
    });
    await settle();
    expect([isDone, link.sent.length]).toEqual([false, 1]);
    await vi.advanceTimersByTimeAsync(2100);
    await settle();
    expect([isDone, link.sent.at(-1)]).toEqual([true, 'ha/device/x/config 2']);
  });
});

describe('that everything is sent', () => {
  /** Whether it is known to be by now. */
  async function isKnown(outbox: ReturnType<typeof connected>['outbox']): Promise<boolean> {
    let isDone = false;
    void outbox.flushed().then(() => {
      isDone = true;
    });
    await settle();
    return isDone;
  }

  it('is known when the broker has acknowledged all of it', async () => {
    const { outbox, link } = connected(false);
    outbox.put(message('a', '1'));
    expect(await isKnown(outbox)).toBe(false);
    link.acknowledge();
    expect(await isKnown(outbox)).toBe(true);
  });

  it('is not waited for without a connection', async () => {
    const { outbox } = outboxOn(new FakeLink(false));
    outbox.put(message('a', '1'));
    expect(await isKnown(outbox)).toBe(true);
  });

  it('is not waited for when the connection is lost meanwhile', async () => {
    const { outbox } = connected(false);
    outbox.put(message('a', '1'));
    const flushed = outbox.flushed();
    await settle();
    outbox.close();
    await expect(flushed).resolves.toBeUndefined();
  });

  it('is known where something was refused', async () => {
    const { outbox, link } = connected();
    link.refuse('a');
    outbox.put(message('a', '1'));
    expect(await isKnown(outbox)).toBe(true);
  });
});

describe('a connection that is there by name only', () => {
  it('is given up when nothing was acknowledged for twenty seconds', async () => {
    const { outbox, flush, link } = connected(false);
    outbox.put(message('a', '1'));
    await flush();
    await vi.advanceTimersByTimeAsync(19_000);
    outbox.checkPulse();
    expect(link.dropped).toEqual([]);
    await vi.advanceTimersByTimeAsync(1100);
    outbox.checkPulse();
    expect(link.dropped).toEqual([{ message: 'the broker acknowledges nothing any more' }]);
  });

  it('is not one that is slow but alive', async () => {
    const { outbox, flush, link } = connected(false);
    for (const topic of ['a', 'b', 'c']) outbox.put(message(topic, '1'));
    await flush();
    for (let second = 0; second < 3; second += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      outbox.checkPulse();
      link.acknowledge(1);
      await settle();
    }
    expect(link.dropped).toEqual([]);
  });

  it('is not one on which there was nothing to say for long', async () => {
    const { outbox, flush, link } = connected(false);
    await vi.advanceTimersByTimeAsync(3_600_000);
    outbox.put(message('a', '1'));
    await flush();
    outbox.checkPulse();
    expect(link.dropped).toEqual([]);
  });
});
