import { describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import { BASE, NAS } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
import { Line } from './house/line.ts';
import { withUser } from './house/office.ts';

const STATE = `${BASE}/bridge/state`;

/** A line between bridge and broker, gone with the house. */
async function lineTo(house: House): Promise<Line> {
  const line = await Line.open(house.broker.portOf());
  house.leave(() => line.close());
  return line;
}

const over = (line: Line) => ({ mqtt: { url: `mqtt://127.0.0.1:${line.port}`, keepalive: '2s' } });

const isUpToDate = (house: House) =>
  house.onlooker.untilRetained(
    'the change that happened meanwhile, and the bridge on-line',
    (retained) =>
      retained.get(STATE) === 'online' && retained.get(`${NAS}/connections`)?.includes('"total":3') === true,
    50_000,
  );

describe.concurrent.each(PROTOCOLS)('with MQTT %s', (protocol) => {
  it('notices within one and a half keep-alives that the line is dead, and comes back when it can', () =>
    withHouse({ protocol }, async (house) => {
      const line = await lineTo(house);
      const bridge = await house.settle(over(line));
      const [from, said, began] = [house.onlooker.now, bridge.log.length, performance.now()];
      line.silence();
      house.nas.update(withUser('carol'));
      const { at } = await bridge.says(/broker/i, { level: WARN, from: said });
      expect(at - began).toBeLessThan(6000);
      await house.onlooker.until('the will', ({ topic, text }) => topic === STATE && text === 'offline', {
        from,
      });
      line.heal();
      await isUpToDate(house);
      expect(bridge.running).toBe(true);
    }));

  it('gives up a connection that is accepted and never answered', () =>
    withHouse({ protocol }, async (house) => {
      const line = await lineTo(house);
      line.silence();
      const bridge = house.start(over(line));
      await bridge.says(/broker/i, { level: WARN, within: 40_000 });
      house.nas.update(withUser('carol'));
      line.heal();
      await isUpToDate(house);
    }));

  it('notices a line that was cut, and comes back when it is mended', () =>
    withHouse({ protocol }, async (house) => {
      const line = await lineTo(house);
      const bridge = await house.settle(over(line));
      const said = bridge.log.length;
      line.cut();
      await bridge.says(/broker/i, { level: WARN, from: said });
      house.nas.update(withUser('carol'));
      line.heal();
      await isUpToDate(house);
    }));

  it('loses nothing on a line where everything takes three quarters of a second longer', () =>
    withHouse({ protocol }, async (house) => {
      const line = await lineTo(house);
      line.slow(750);
      const bridge = await house.settle(over(line));
      const said = bridge.lines(WARN).length;
      house.nas.update(withUser('carol'));
      await isUpToDate(house);
      expect(bridge.lines(WARN)).toHaveLength(said);
      expect(line.calls).toBe(1);
    }));
});
