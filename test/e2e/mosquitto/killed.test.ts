import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BASE, deviceIds, NAS } from './house/documents.ts';
import { PROTOCOLS, withHouse } from './house/house.ts';
import { withoutUser, withUser } from './house/office.ts';

const NAMES = Array.from({ length: 8 }, (_, index) => `person${index}`);

/** As a power failure may leave files behind. */
function cutInHalf(folder: string): void {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const files = all.filter((file) => statSync(file).isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) truncateSync(file, Math.floor(statSync(file).size / 2));
}

describe.concurrent('a bridge that is killed at any moment', () => {
  it('forgets nobody whom it has shown, and leaves nobody behind who has gone', () =>
    withHouse({}, async (house) => {
      for (const [index, name] of NAMES.entries()) {
        house.nas.update(withUser(name));
        const bridge = house.start();
        await sleep(250 + index * 130);
        await bridge.kill();
      }
      for (const name of NAMES.slice(0, 4)) house.nas.update(withoutUser(name));
      for (const milliseconds of [400, 700, 1000]) {
        const bridge = house.start();
        await sleep(milliseconds);
        await bridge.kill();
      }
      await house.settle();
      const expected = [
        'synology_drive-bridge',
        'synology_drive-office',
        ...['alice', 'bert', ...NAMES.slice(4)].map((name) => `synology_drive-office-user-${name}`),
      ];
      const retained = await house.onlooker.untilRetained(
        'exactly the devices that there are',
        (kept) =>
          deviceIds(kept)
            .filter((id) => !id.includes('-sync-'))
            .join() === expected.sort().join(),
      );
      const users = [...retained.keys()].filter((topic) => topic.startsWith(`${NAS}/user/`));
      expect(users.sort()).toEqual(['alice', 'bert', ...NAMES.slice(4)].map((name) => `${NAS}/user/${name}`));
    }));

  it('takes up again what it knew when its state is cut off in the middle', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).kill();
      cutInHalf(`${house.folder.path}/state`);
      house.nas.update(withoutUser('bert'));
      const bridge = await house.settle();
      const retained = await house.onlooker.untilRetained(
        'no bert',
        (kept) => !deviceIds(kept).includes('synology_drive-office-user-bert'),
      );
      expect(deviceIds(retained)).toContain('synology_drive-office-user-alice');
      expect(bridge.running).toBe(true);
    }));
});

describe.concurrent.each(PROTOCOLS)('with MQTT %s, a bridge that is killed', (protocol) => {
  it('is off-line by its will', () =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      const from = house.onlooker.now;
      await bridge.kill();
      const will = await house.onlooker.until('the will', ({ topic }) => topic === `${BASE}/bridge/state`, {
        from,
        within: 5000,
      });
      expect([will.text, will.retain, will.qos]).toEqual(['offline', true, 1]);
    }));
});
