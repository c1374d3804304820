import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deviceIds, documentTopic, jsonOf, NAS, rowOf } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { withoutConnectionsOf } from './house/office.ts';

const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';

/** Debian's libfaketime: a process under it has the time that a file says. */
function libfaketime(): string {
  const lib = '/usr/lib';
  const found = readdirSync(lib)
    .map((architecture) => join(lib, architecture, 'faketime', 'libfaketime.so.1'))
    .find((file) => existsSync(file));
  if (!found) throw new Error('libfaketime is not there: apt-get install faketime');
  return found;
}

/** Sets the bridge's clock, which is right otherwise: `+1y`. */
const setClock = (house: House, offset: string) => house.folder.file('clock', `${offset}\n`);

const env = (house: House) => ({
  LD_PRELOAD: libfaketime(),
  FAKETIME_TIMESTAMP_FILE: `${house.folder.path}/clock`,
  FAKETIME_CACHE_DURATION: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
});

/** A year, a day and what else makes no round number. */
const JUMPS = [
  ['a year forward', '+400d'],
  ['a year back', '-400d'],
] as const;

describe.concurrent('when the clock jumps', () => {
  it.each(JUMPS)('%s, nobody is forgotten and no task has stalled', (_, offset) =>
    withHouse({ settings: { nas: [{ stalled_after: '10m', forget_after: '30d' }] } }, async (house) => {
      setClock(house, '+0d');
      const bridge = await house.settle({}, env(house));
      house.nas.update(withoutConnectionsOf('bert'));
      await house.onlooker.untilRetained(
        'bert away',
        (kept) => kept.get(`${NAS}/user/bert`)?.includes('"connections":0') === true,
      );
      const before = deviceIds(await house.onlooker.retained());
      setClock(house, offset);
      const asked = house.asked(SUMMARY);
      await sleep(6000);
      expect(house.asked(SUMMARY) - asked).toBeGreaterThanOrEqual(3);
      const after = await house.onlooker.retained();
      expect(deviceIds(after)).toEqual(before);
      expect(after.has(documentTopic('synology_drive-office-user-bert'))).toBe(true);
      expect(rowOf(after, 'sync', { user: 'alice' })?.row).toMatchObject({
        status: 'syncing',
        stalled: false,
        problem: false,
      });
      expect(jsonOf(after, `${NAS}/sync`)).toMatchObject({ stalled: 0 });
      expect(after.get(`${NAS}/availability`)).toBe('online');
      expect((await bridge.stop()).code).toBe(0);
    }),
  );

  it.each(JUMPS)('%s, while the bridge is down, nobody is forgotten who is there', (_, offset) =>
    withHouse({}, async (house) => {
      setClock(house, '+0d');
      await (await house.settle({}, env(house))).stop();
      const before = deviceIds(await house.onlooker.retained());
      setClock(house, offset);
      await house.settle({}, env(house));
      const after = await house.onlooker.retained();
      expect(deviceIds(after)).toEqual(before);
    }),
  );

  it('a year back, while the bridge is down, no task has stalled', () =>
    withHouse({}, async (house) => {
      setClock(house, '+0d');
      await (await house.settle({}, env(house))).stop();
      setClock(house, '-400d');
      await house.settle({}, env(house));
      const after = await house.onlooker.retained();
      expect(rowOf(after, 'sync', { user: 'alice' })?.row).toMatchObject({ stalled: false, problem: false });
    }));

  it('and back again, a task that does stand still is found out in its time', () =>
    withHouse({ settings: { nas: [{ stalled_after: '6s' }] } }, async (house) => {
      setClock(house, '+0d');
      await house.settle({}, env(house));
      setClock(house, '+400d');
      await sleep(2500);
      setClock(house, '+0d');
      await house.onlooker.untilRetained(
        'the task to have stalled',
        (kept) => rowOf(kept, 'sync', { user: 'alice', stalled: true, problem: true }) !== undefined,
      );
    }));
});
