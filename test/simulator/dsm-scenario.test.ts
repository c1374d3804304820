import { describe, expect, test } from 'vitest';
import { dsmScenario } from '../../src/simulator/dsm-scenario.ts';
import type { JsonValue } from '../../src/simulator/json.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { ask, codeOf, rowsOf, simulate } from './client.ts';

const connection = 'SYNO.SynologyDrive.Connection';

async function percentOf(nas: Simulator, name: string): Promise<number> {
  const [volume] = rowsOf(
    await ask(nas, 'SYNO.Core.Quota.get', { name: JSON.stringify(name) }),
    'user_quota',
  );
  const [homes] = rowsOf({ success: true, data: { ...volume } }, 'shares');
  return Math.floor((100 * Number(homes?.used)) / (Number(homes?.quota) || Number(homes?.group_limit)));
}

/** Of Plans, or the code with which Drive refuses. */
async function taskState(nas: Simulator): Promise<JsonValue | undefined> {
  const answer = await ask(nas, 'SYNO.SynologyDriveShareSync.Connection.list');
  return answer.success ? rowsOf(answer, 'conn')[0]?.status : codeOf(answer);
}

async function summaryOf(nas: Simulator): Promise<JsonValue | undefined> {
  return (await ask(nas, `${connection}.summary`, { version: '2' })).data?.summary;
}

describe('the built-in scenario of a real DSM', () => {
  test('has devices here and away, through the relay, and other NASes', async () => {
    const nas = await simulate({ scenario: dsmScenario });
    expect(await summaryOf(nas)).toEqual({ desktop: 6, mobile: 1, sharesync: 2, total: 9 });
    const items = rowsOf(await ask(nas, `${connection}.list`), 'items');
    expect(items).toHaveLength(14);
    expect(items.filter(({ client_status }) => client_status === 'off_line')).toHaveLength(4);
    expect(items).toContainEqual(expect.objectContaining({ client_ip: '', client_is_relay: true }));
    const laptop = items.find(({ client_id }) => client_id === 'LAPTOP-7.local');
    const nineDays = Date.now() / 1000 - 9 * 86_400;
    expect(Math.abs(Number(laptop?.last_auth_time) - nineDays)).toBeLessThan(60);
  });

  test.each([
    ['local', 6],
    ['domain', 2],
    ['ldap', 0],
  ])('has %s users', async (type, total) => {
    const nas = await simulate({ scenario: dsmScenario });
    const { data } = await ask(nas, 'SYNO.SynologyDrive.Privilege.list', { type: `"${type}"` });
    expect(data?.total).toBe(total);
  });

  test('fills quotas, loses a PC, stalls a task and lets it fail, pauses Drive, and ends well', async () => {
    const nas = await simulate({ scenario: dsmScenario });
    const states = [];
    const percents = [];
    const totals = [];
    do {
      states.push(await taskState(nas));
      percents.push([await percentOf(nas, 'bert'), await percentOf(nas, 'chloé.martin')]);
      totals.push(await summaryOf(nas));
    } while (nas.advance());
    expect(states).toEqual([...Array(5).fill('syncing'), 'error', 503, 'syncing']);
    expect(percents.map(([bert]) => bert)).toEqual([92, 92, 92, 96, 96, 96, 96, 48]);
    expect(percents.map(([, chloe]) => chloe)).toEqual([90, 90, 90, 90, 99, 99, 99, 49]);
    const total = (n: number) => expect.objectContaining({ total: n });
    expect(totals).toEqual([...[9, 10, 9, 9, 9, 9].map(total), undefined, total(10)]);
    expect(codeOf(await ask(nas, `${connection}.list`))).toBeUndefined();
    expect(nas.unannounced()).toBe(0);
  });
});
