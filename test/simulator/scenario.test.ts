import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/simulator/scenario.ts';
import { simulate } from './client.ts';

describe('a scenario', () => {
  test.each([
    ['conections: []', 'line 1: conections: unknown key; known are dialect, '],
    ['connections:\n  - user: a\n  - user: 5', 'line 3: connections[1].user: a text is expected, not 5'],
    ['users:\n  - quota_used: 5', 'line 2: users[0].user: missing'],
    ['accounts: monitor', 'line 1: accounts: a list is expected, not "monitor"'],
    [
      'connections:\n  - connected_time: soon',
      'line 2: connections[0].connected_time: Unix seconds or a time like "2h ago" is expected, not "soon"',
    ],
    ['faults:\n  "*": { times: 1 }', 'line 2: faults.*: what goes wrong is missing: one of code, '],
    ['dialect: klingon', 'line 1: dialect: one of documented, dsm is expected, not "klingon"'],
    ['dsmVersion: 5', 'line 1: dsmVersion: 6 or 7 is expected, not 5'],
    ['drive:\n  state: tired', 'line 2: drive.state: one of ready, disabled, '],
    ['connections:\n  - dsm: { client_state: on }', 'line 2: connections[0].dsm.client_state: unknown key'],
    ['permissions:\n  monitor: { SYNO.A: no }', 'line 2: permissions.monitor.SYNO.A: a whole number'],
    ['a: [', 'line 1: '],
    ['a: 1\na: 2', 'line 2: '],
  ])('of %j is refused with its line and key', (yaml, message) => {
    expect(() => parseScenario(yaml)).toThrow(message);
  });

  test('counts its times back from its beginning, once', async () => {
    let now = 1_000_000_000_000;
    const ago = { connections: [{ user: 'a', connected_time: '2h ago' as const }] };
    const nas = await simulate({ scenario: ago, now: () => now });
    now += 50_000;
    expect(nas.scenario().connections?.[0]?.connected_time).toBe(1_000_000_000 - 7200);
  });
});
