import { describe, expect, it } from 'vitest';
import { BASE } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';

const topics = async (house: House) => [...(await house.onlooker.retained()).keys()].sort();

describe.concurrent('a second bridge that would remember in the same folder', () => {
  it('does not start, and takes nothing from the first', () =>
    withHouse({}, async (house) => {
      const first = await house.settle();
      const before = await topics(house);
      const { section } = await house.another('home');
      const second = house.start({ nas: [section] });
      const { code, stderr } = await second.ended;
      expect([code, stderr]).toEqual([1, expect.stringMatching(/is running already.*state_dir/)]);
      house.configure();
      expect((await house.run('healthcheck')).code).toBe(0);
      expect(first.running).toBe(true);
      expect(await topics(house)).toEqual(before);
      expect((await house.onlooker.retained()).get(`${BASE}/bridge/state`)).toBe('online');
    }));

  it('starts once the first has ended, or was killed', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).kill();
      await (await house.settle()).stop();
      await house.settle();
    }));
});
