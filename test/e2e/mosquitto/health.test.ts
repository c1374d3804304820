import { describe, expect, it } from 'vitest';
import { until } from '../peers/until.ts';
import { NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { Line } from './house/line.ts';

describe.concurrent('healthcheck', () => {
  const health = async (house: House) => (await house.run('healthcheck')).code;
  const untilHealth = (house: House, code: number, within = 45_000) =>
    until(`the health to be ${code}`, async () => ((await health(house)) === code ? true : undefined), {
      within,
      every: 500,
    });

  it('is 0 while the bridge is connected, 1 while the broker is away, and 1 when the bridge has ended', () =>
    withHouse({}, async (house) => {
      house.configure();
      expect(await health(house)).toBe(1);
      const bridge = await house.settle();
      expect(await health(house)).toBe(0);
      await house.broker.stop();
      await untilHealth(house, 1);
      await house.broker.start();
      await untilHealth(house, 0);
      await bridge.stop();
      expect(await health(house)).toBe(1);
    }));

  it('is 0 while the NAS is down: the bridge is well', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await house.switchOff();
      await house.onlooker.untilRetained('no NAS', (kept) => kept.get(`${NAS}/availability`) === 'offline');
      expect(await health(house)).toBe(0);
    }));

  it('is 1 after a kill -9', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).kill();
      expect(await health(house)).toBe(1);
    }));

  it('is 1 while the broker does not answer, and ends by itself', () =>
    withHouse({}, async (house) => {
      const line = await Line.open(house.broker.portOf());
      house.leave(() => line.close());
      await house.settle({ mqtt: { url: `mqtt://127.0.0.1:${line.port}`, keepalive: '2s' } });
      expect(await health(house)).toBe(0);
      line.silence();
      await untilHealth(house, 1);
    }));

  it('is 1 when the bridge is there and does nothing any more', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      bridge.send('SIGSTOP');
      await untilHealth(house, 1, 75_000);
    }));
});
