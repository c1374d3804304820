import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/simulator/fault.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { call, codeOf, openSession, simulate } from './client.ts';

const infoQuery = 'SYNO.API.Info.query';

describe('where faults strike', () => {
  const strikes = async (nas: Simulator, times: number) => {
    const codes = [];
    for (let i = 0; i < times; i += 1) codes.push(codeOf(await call(nas, infoQuery, { query: 'all' })));
    return codes;
  };

  test('after so many calls, so many times', async () => {
    const nas = await simulate();
    nas.setFault(infoQuery, { code: 100, after: 1, times: 2 });
    expect(await strikes(nas, 4)).toEqual([undefined, 100, 100, undefined]);
  });

  test('the more exact first', async () => {
    const nas = await simulate({ scenario: { faults: { '*': { code: 1 } } } });
    nas.setFault('SYNO.API.Info.*', { code: 2, times: 2 });
    nas.setFault(infoQuery, { code: 3, times: 1 });
    expect(await strikes(nas, 4)).toEqual([3, 2, 2, 1]);
    nas.clearFaults();
    expect(await strikes(nas, 1)).toEqual([undefined]);
  });

  test('only calls with these parameters', async () => {
    const method = 'SYNO.SynologyDrive.UserProfile.Get';
    const users = [{ user: 'anna' }, { user: 'bert' }];
    const nas = await simulate({
      scenario: { users, faults: { [method]: { code: 105, where: { user: 'anna' } } } },
    });
    const _sid = await openSession(nas);
    expect(codeOf(await call(nas, method, { _sid, user: 'anna' }))).toBe(105);
    expect(codeOf(await call(nas, method, { _sid, user: 'bert' }))).toBeUndefined();
  });

  test('not when misspelt', async () => {
    const nas = await simulate();
    expect(() => nas.setFault('*', { cod: 5 } as Fault)).toThrow('fault.cod: unknown key');
  });
});
