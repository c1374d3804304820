import { describe, expect, it } from 'vitest';
import { EventStream } from '../../../homeassistant/publish/event-stream.ts';
import type { ClientRow } from '../../../src/probes/clients.ts';
import { client, linked, NOW } from '../../support/bridge.ts';

/** A stream whose events are kept; `isUp` is whether the broker takes any. */
function listen() {
  const heard: unknown[] = [];
  const broker = { isUp: true, slow: undefined as Promise<void> | undefined };
  const stream = new EventStream(async (payload) => {
    await broker.slow;
    if (!broker.isUp) throw new Error('the connection was lost');
    heard.push(JSON.parse(payload));
  });
  return {
    broker,
    async poll(rows: readonly ClientRow[]): Promise<unknown[]> {
      const from = heard.length;
      stream.poll(rows);
      await new Promise((done) => setImmediate(done));
      return heard.slice(from);
    },
  };
}

const kinds = (events: readonly unknown[]) =>
  events.map((event) => {
    const { event_type, user } = event as Record<string, string>;
    return `${event_type} ${user}`;
  });

const named = (...users: string[]) => users.map((user) => client({ user }));

describe('events', () => {
  it('of the first poll there are none: nobody has come', async () => {
    expect(await listen().poll(named('anna', 'bert'))).toEqual([]);
  });

  it('say who came and who went, with all that is known', async () => {
    const stream = listen();
    await stream.poll(named('anna'));
    const row = { clientVersion: '3.4.0', unexpected: true, outdated: true };
    expect(await stream.poll([{ ...client({ user: 'bert' }), ...row }])).toEqual([
      {
        event_type: 'disconnected',
        user: 'anna',
        client_type: 'desktop',
        client_version: '3.4.0',
        ip_address: '192.168.1.100',
        connected_since: '2024-11-28T09:00:00Z',
        unexpected: false,
      },
      {
        event_type: 'connected',
        user: 'bert',
        client_type: 'desktop',
        client_version: '3.4.0',
        ip_address: '192.168.1.100',
        connected_since: '2024-11-28T09:00:00Z',
        unexpected: true,
        outdated: true,
      },
    ]);
  });

  it('have null where something was not sent', async () => {
    const stream = listen();
    await stream.poll([]);
    expect(await stream.poll([{ connected: true }])).toEqual([
      {
        event_type: 'connected',
        user: null,
        client_type: null,
        client_version: null,
        ip_address: null,
        connected_since: null,
        unexpected: false,
      },
    ]);
  });

  it('there are none while nothing changes, in whatever order the NAS lists them', async () => {
    const stream = listen();
    await stream.poll(named('anna', 'bert'));
    expect(await stream.poll(named('bert', 'anna'))).toEqual([]);
  });

  it.each([
    ['another address', { ipAddress: '10.0.0.1' }],
    ['another time', { connectedSince: NOW }],
    ['another type', { clientType: 'mobile' }],
    ['another device', { device: 'PC-2' }],
  ])('tell one connection from another by %s', async (_, more) => {
    const stream = listen();
    await stream.poll([client()]);
    expect(kinds(await stream.poll([client(more)]))).toEqual(['disconnected john.doe', 'connected john.doe']);
  });

  it('there is none of a client that was updated while it was connected', async () => {
    const stream = listen();
    await stream.poll([client()]);
    expect(await stream.poll([client({ clientVersion: '9.9.9' })])).toEqual([]);
  });

  it('count twins: of three connections that look the same two may go', async () => {
    const stream = listen();
    await stream.poll([client(), client(), client()]);
    expect(kinds(await stream.poll([client()]))).toEqual(['disconnected john.doe', 'disconnected john.doe']);
    expect(kinds(await stream.poll([client(), client()]))).toEqual(['connected john.doe']);
  });

  it('take a linked device for one that is away', async () => {
    const stream = listen();
    await stream.poll([linked('PC')]);
    expect(kinds(await stream.poll([client({ device: 'PC' })]))).toEqual(['connected john.doe']);
    expect(kinds(await stream.poll([linked('PC')]))).toEqual(['disconnected john.doe']);
  });

  it.each([
    [50, 0, 50],
    [25, 25, 50],
    [51, 0, 1],
    [26, 25, 1],
    [0, 51, 1],
  ])('of %d who came and %d who went are %d', async (come, gone, count) => {
    const stream = listen();
    const many = (prefix: string, length: number) =>
      named(...Array.from({ length }, (_, index) => `${prefix}${index}`));
    await stream.poll(many('gone', gone));
    const events = await stream.poll(many('come', come));
    expect(events).toHaveLength(count);
    const summary = { event_type: 'summary', connected: come, disconnected: gone, unexpected: 0 };
    if (count === 1) expect(events).toEqual([summary]);
  });

  it('in a summary say how many of those who came are unexpected', async () => {
    const stream = listen();
    const crowd = (prefix: string, length: number) =>
      Array.from({ length }, (_, index) => ({
        ...client({ user: `${prefix}${index}` }),
        unexpected: index < 3,
      }));
    await stream.poll(crowd('gone', 10));
    expect(await stream.poll(crowd('come', 50))).toEqual([
      { event_type: 'summary', connected: 50, disconnected: 10, unexpected: 3 },
    ]);
  });
});

describe('events while the broker is away', () => {
  it('are told when it is back: what has changed since', async () => {
    const stream = listen();
    await stream.poll(named('anna'));
    stream.broker.isUp = false;
    await stream.poll(named('anna', 'bert'));
    await stream.poll(named('anna', 'bert', 'chloe'));
    stream.broker.isUp = true;
    expect(kinds(await stream.poll(named('bert', 'chloe')))).toEqual([
      'disconnected anna',
      'connected bert',
      'connected chloe',
    ]);
    expect(await stream.poll(named('bert', 'chloe'))).toEqual([]);
  });

  it('are not told of who came and went meanwhile', async () => {
    const stream = listen();
    await stream.poll(named('anna'));
    stream.broker.isUp = false;
    await stream.poll(named('anna', 'bert'));
    stream.broker.isUp = true;
    expect(await stream.poll(named('anna'))).toEqual([]);
  });

  it('are not told twice when one poll overtakes the other', async () => {
    const stream = listen();
    await stream.poll([]);
    let go: () => void = () => undefined;
    stream.broker.slow = new Promise((done) => {
      go = done;
    });
    await stream.poll(named('anna'));
    await stream.poll(named('anna', 'bert'));
    go();
    stream.broker.slow = undefined;
    expect(kinds(await stream.poll(named('anna', 'bert')))).toEqual(['connected anna']);
    expect(kinds(await stream.poll(named('anna', 'bert')))).toEqual(['connected bert']);
  });
});
