import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../../../src/simulator/certificate.ts';
import type { Fault } from '../../../src/simulator/fault.ts';
import { BASE, jsonOf, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { ACCOUNTS } from './house/office.ts';

const AVAILABILITY = `${NAS}/availability`;
const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';

const isUnavailable = (house: House) =>
  house.onlooker.untilRetained('an unavailable NAS', (kept) => kept.get(AVAILABILITY) === 'offline');
const isAvailable = (house: House) =>
  house.onlooker.untilRetained('an available NAS', (kept) => kept.get(AVAILABILITY) === 'online');

describe.concurrent('a NAS that is too busy', () => {
  const cases: readonly (readonly [string, Fault])[] = [
    ['117', { code: 117 }],
    ['109', { code: 109 }],
    ['HTTP 429', { status: 429 }],
    ['HTTP 503', { status: 503 }],
    ['no JSON', { raw: '<html>busy</html>' }],
    ['half an answer', { cut: true }],
  ];
  it.each(cases)('is unavailable after two polls that fail with %s, and comes back', (_, fault) =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      house.nas.setFault('*', fault);
      await isUnavailable(house);
      house.nas.clearFaults();
      await isAvailable(house);
      expect(bridge.running).toBe(true);
    }),
  );

  it('is asked once more, and nothing is unavailable when it has time then', () =>
    withHouse({ settings: { nas: [{ offline_after: 1 }] } }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.setFault(SUMMARY, { code: 117, times: 1 });
      await sleep(4000);
      expect(house.onlooker.since(from).filter(({ text }) => text === 'offline')).toEqual([]);
    }));
});

describe.concurrent('a NAS with another certificate than the pinned one', () => {
  it('is unavailable, is sent nothing, and says what to do', async () => {
    const [tls, other] = [await selfSigned(), await selfSigned()];
    await withHouse({ tls }, async (house) => {
      await house.settle();
      await house.switchOn(await house.switchOff(), other);
      await isUnavailable(house);
      expect(house.nas.requests).toEqual([]);
      const retained = await house.onlooker.untilRetained(
        'the problem',
        (kept) => jsonOf(kept, `${NAS}/problem`).problem === true,
      );
      const { message, remedy } = jsonOf(retained, `${NAS}/problem`);
      expect(`${message} ${remedy}`).toContain(other.fingerprint);
      expect(remedy).toMatch(/fingerprint/);
      expect(retained.get(`${BASE}/bridge/state`)).toBe('online');
    });
  });
});

describe.concurrent('a NAS that refuses everything for want of rights', () => {
  it('says so, and is well as soon as it is given them', () =>
    withHouse(
      {
        scenario: { accounts: ACCOUNTS.map((account) => ({ ...account, admin: false })) },
      },
      async (house) => {
        house.start();
        const retained = await house.onlooker.untilRetained(
          'the problem',
          (kept) => kept.get(`${NAS}/problem`)?.includes('true') === true,
        );
        expect(`${jsonOf(retained, `${NAS}/problem`).remedy}`).toMatch(/administrators/);
        house.nas.update((scenario) => ({ ...scenario, accounts: ACCOUNTS }));
        await house.onlooker.untilRetained(
          'connections',
          (kept) => kept.get(`${NAS}/availability/connections`) === 'online',
        );
      },
    ));
});
