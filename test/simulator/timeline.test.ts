import { describe, expect, test } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { call, handClock, openSession, simulate } from './client.ts';

const task = { user: 'a', share_name: 's' };
const scenario: Scenario = {
  connections: [
    { user: 'a', client_type: 'desktop' },
    { user: 'a', client_type: 'web' },
  ],
  syncs: [{ ...task, sync_status: 'syncing', files_synced: 5 }],
  timeline: [
    {
      at: 10,
      connect: [{ user: 'b', connected_time: '1m ago' }],
      disconnect: [{ user: 'a', client_type: 'web' }],
    },
    { at: 20, syncs: [{ ...task, sync_status: 'error' }], users: [{ user: 'a', quota_used: 9 }] },
    { set: { summary: { total_connections: 1 }, faults: { '*': { code: 100 } } } },
    { at: 30, say: 'the end', set: { connections: [] } },
  ],
};

describe('a timeline', () => {
  test('stands still until it is advanced', async () => {
    const clock = handClock(0);
    const nas = await simulate({ scenario, now: clock.now });
    clock.pass(1000);
    await call(nas, 'SYNO.API.Info.query');
    expect(nas.scenario().connections).toHaveLength(2);
    expect(nas.advance()).toEqual(scenario.timeline?.[0]);
    expect(nas.scenario().connections).toEqual([
      { user: 'a', client_type: 'desktop' },
      { user: 'b', connected_time: 940 },
    ]);
    nas.advance();
    expect(nas.scenario().syncs).toEqual([{ ...task, sync_status: 'error', files_synced: 5 }]);
    expect(nas.scenario().users).toEqual([{ user: 'a', quota_used: 9 }]);
    nas.advance();
    expect((await call(nas, 'SYNO.API.Info.query', { query: 'all' })).error?.code).toBe(100);
    expect(nas.advance()?.say).toBe('the end');
    expect(nas.advance()).toBeUndefined();
  });

  test('goes by its time, faster where wanted, as far as a step without a time', async () => {
    const clock = handClock();
    const steps: unknown[] = [];
    const nas = await simulate({
      scenario,
      now: clock.now,
      timeLapse: 10,
      onStep: (step) => steps.push(step.at),
    });
    const stepsAfter = async (seconds: number) => {
      clock.pass(seconds);
      await call(nas, 'SYNO.API.Info.query');
      return [...steps];
    };
    expect(await stepsAfter(0.9)).toEqual([]);
    expect(await stepsAfter(0.2)).toEqual([10]);
    expect(await stepsAfter(60)).toEqual([10, 20]);
    nas.advance();
    expect(await stepsAfter(0)).toEqual([10, 20, undefined, 30]);
  });

  test('begins anew with another scenario, and goes on after an update', async () => {
    const nas = await simulate({ scenario });
    nas.advance();
    nas.update((now) => ({ ...now, connections: [...(now.connections ?? []), { user: 'c' }] }));
    expect(nas.scenario().connections).toHaveLength(3);
    expect(nas.advance()).toMatchObject({ at: 20 });
    nas.setScenario(scenario);
    expect(nas.scenario().connections).toHaveLength(2);
    expect(nas.advance()).toMatchObject({ at: 10 });
    expect(() => nas.setScenario({ conections: [] } as Scenario)).toThrow('conections: unknown key');
  });

  test('leaves faults alone that were set by hand, until another scenario begins', async () => {
    const nas = await simulate({ scenario });
    nas.setFault('*', { code: 117 });
    nas.advance();
    nas.update((now) => ({ ...now, connections: [] }));
    expect((await call(nas, 'SYNO.API.Info.query')).error?.code).toBe(117);
    nas.setScenario(scenario);
    expect((await call(nas, 'SYNO.API.Info.query')).error?.code).toBe(114);
  });

  test('of the built-in scenario fills a quota, stalls a sync and lets it fail, and ends well', async () => {
    const nas = await simulate();
    const _sid = await openSession(nas);
    const statuses = [];
    const percents = [];
    do {
      const { data } = await call(nas, 'SYNO.SynologyDrive.UserProfile.Get', { _sid, user: 'jürgen.müller' });
      percents.push(Math.floor((Number(data?.quota_used) / Number(data?.quota_total)) * 100));
      statuses.push(
        nas.scenario().syncs?.find(({ share_name }) => share_name === 'Zeichnungen')?.sync_status,
      );
    } while (nas.advance());
    expect(percents).toEqual([92, 92, 92, 96, 96, 96, 99, 49]);
    expect(statuses.slice(-3)).toEqual(['syncing', 'error', 'syncing']);
    expect(percents).toHaveLength((defaultScenario.timeline?.length ?? 0) + 1);
  });
});
