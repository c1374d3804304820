import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Bridge, WARN } from './house/bridge.ts';
import { BASE } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
import { Line } from './house/line.ts';

const STATE = `${BASE}/bridge/state`;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const LIMIT = 5000;

async function expectGentleEnd(bridge: Bridge, signal: (typeof SIGNALS)[number]): Promise<void> {
  const { code, signal: endedBy, milliseconds } = await bridge.stop(signal);
  expect([code, endedBy]).toEqual([0, null]);
  expect(milliseconds).toBeLessThan(LIMIT);
}

describe.concurrent.each(PROTOCOLS)('with MQTT %s', (protocol) => {
  it.each(SIGNALS)('%s makes the bridge say that it is off-line, log out and end with 0', (signal) =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      const from = house.onlooker.now;
      await expectGentleEnd(bridge, signal);
      await house.onlooker.quiet(500);
      const states = house.onlooker.since(from).filter(({ topic }) => topic === STATE);
      expect(states.map(({ text, retain, qos }) => [text, retain, qos])).toEqual([['offline', true, 1]]);
      expect((await house.onlooker.retained()).get(STATE)).toBe('offline');
      expect(house.nas.sessions()).toBe(0);
      expect(house.asked('SYNO.API.Auth.logout')).toBe(1);
    }),
  );

  it('ends while the broker hangs', () =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      house.broker.freeze();
      await expectGentleEnd(bridge, 'SIGTERM');
      expect(house.nas.sessions()).toBe(0);
    }));

  it('ends while the broker hangs with much to be told', () =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      house.broker.freeze();
      house.nas.update((scenario) => ({ ...scenario, connections: [], syncs: [] }));
      await sleep(3000);
      await expectGentleEnd(bridge, 'SIGINT');
    }));

  it('ends while the broker is down', () =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      await house.broker.stop();
      await sleep(1500);
      await expectGentleEnd(bridge, 'SIGTERM');
      expect(house.nas.sessions()).toBe(0);
    }));

  it('ends before it ever reached a broker', () =>
    withHouse({ protocol, brokerDown: true }, async (house) => {
      const bridge = house.start();
      await bridge.says(/broker/, { level: WARN });
      await expectGentleEnd(bridge, 'SIGTERM');
    }));

  it('ends before a broker that hangs has let it in', () =>
    withHouse({ protocol }, async (house) => {
      const line = await Line.open(house.broker.portOf(), 'silent');
      house.leave(() => line.close());
      const bridge = house.start({ mqtt: { url: `mqtt://127.0.0.1:${line.port}` } });
      await bridge.says(/answers/);
      expect(line.calls).toBeGreaterThan(0);
      await expectGentleEnd(bridge, 'SIGTERM');
    }));
});

const hangs = async (house: House) => {
  const asked = house.nas.requests.length;
  house.nas.setFault('*', { hang: true });
  while (house.nas.requests.length === asked) await sleep(50);
};

describe.concurrent('while the NAS is in trouble', () => {
  it.each(SIGNALS)('%s ends the bridge although the NAS hangs, and it says that it is off-line', (signal) =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await hangs(house);
      await expectGentleEnd(bridge, signal);
      expect((await house.onlooker.retained()).get(STATE)).toBe('offline');
    }),
  );

  it('ends while NAS and broker hang', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await hangs(house);
      house.broker.freeze();
      await expectGentleEnd(bridge, 'SIGTERM');
    }));

  it('ends while the NAS hangs at the first log-in', () =>
    withHouse({}, async (house) => {
      house.nas.setFault('*', { hang: true });
      const bridge = house.start();
      await house.onlooker.until('the bridge', ({ topic, text }) => topic === STATE && text === 'online');
      await expectGentleEnd(bridge, 'SIGTERM');
      expect((await house.onlooker.retained()).get(STATE)).toBe('offline');
    }));

  it('ends while the NAS is down', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await house.switchOff();
      await sleep(1500);
      await expectGentleEnd(bridge, 'SIGTERM');
      expect((await house.onlooker.retained()).get(STATE)).toBe('offline');
    }));

  it('ends in the middle of the first poll, whenever that is', () =>
    withHouse({}, async (house) => {
      for (const milliseconds of [300, 450, 600, 800]) {
        const bridge = house.start();
        await sleep(milliseconds);
        const { code, signal, milliseconds: took } = await bridge.stop();
        // Before it listens to signals, it has nothing to put away.
        expect([0, null]).toContain(code);
        expect(signal === null || signal === 'SIGTERM').toBe(true);
        expect(took).toBeLessThan(LIMIT);
      }
      expect(house.nas.sessions()).toBe(0);
    }));
});
