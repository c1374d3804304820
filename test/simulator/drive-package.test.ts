import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { ask, call, codeOf, openSession, simulate } from './client.ts';

const dialect = 'dsm';
const list = 'SYNO.SynologyDrive.Connection.list';
const privileges = 'SYNO.SynologyDrive.Privilege.list';
const syncs = 'SYNO.SynologyDriveShareSync.Connection.list';
const accounts = 'SYNO.Core.User.list';
type State = NonNullable<NonNullable<Scenario['drive']>['state']>;

async function codes(scenario: Scenario, targets: readonly string[]) {
  const nas = await simulate({ scenario });
  const _sid = await openSession(nas);
  const answers = [];
  for (const target of targets) answers.push(codeOf(await call(nas, target, { _sid })));
  return { answers, unannounced: nas.unannounced() };
}

describe('the Drive package', () => {
  test.each<[State, number | undefined]>([
    ['ready', undefined],
    ['disabled', 500],
    ['not-ready', 501],
    ['volume-full', 502],
    ['paused', 503],
    ['moving', 600],
  ])('that is %s answers every call of its own with %s, and DSM works on', async (state, code) => {
    const { answers, unannounced } = await codes({ dialect, drive: { version: 3, state } }, [
      list,
      privileges,
      syncs,
      accounts,
    ]);
    expect(answers).toEqual([code, code, code, undefined]);
    expect(unannounced).toBe(0);
  });

  test('that is paused refuses the API document, too', async () => {
    const targets = ['SYNO.SynologyDrive.Connections.List', 'SYNO.SynologyDrive.ShareSync.ListConnections'];
    expect((await codes({ drive: { state: 'paused' } }, targets)).answers).toEqual([503, 503]);
  });

  test('that is absent is not announced, and each call of it is counted', async () => {
    const scenario: Scenario = { dialect, drive: { state: 'absent' } };
    const { answers, unannounced } = await codes(scenario, [list, list, privileges, syncs, accounts]);
    expect(answers).toEqual([102, 102, 102, 102, undefined]);
    expect(unannounced).toBe(4);
    const info = await call(await simulate({ scenario }), 'SYNO.API.Info.query', { query: 'all' });
    expect(Object.keys(info.data ?? {}).join()).not.toContain('Drive');
  });
});

describe('an unannounced API', () => {
  test('is counted though a fault hides the answer, and marked on record', async () => {
    const nas = await simulate({ scenario: { faults: { '*': { code: 117 } } } });
    await call(nas, list);
    await call(nas, 'SYNO.API.Info.query');
    expect(nas.unannounced()).toBe(1);
    expect(nas.requests.map(({ announced }) => announced)).toEqual([false, true]);
  });

  test('is neither a wrong path, method or version of one that is, nor a call of none', async () => {
    const nas = await simulate({ scenario: { dialect } });
    await call(nas, list, {}, 'query.cgi');
    await call(nas, `${list}s`);
    await call(nas, list, { version: '9' });
    await fetch(nas.url);
    expect(nas.unannounced()).toBe(0);
  });
});

describe('an account', () => {
  const monitor = { name: 'monitor', password: 'monitor' };
  test.each<[string, Scenario, readonly (number | undefined)[]]>([
    ['that is no administrator', { accounts: [{ ...monitor, admin: false }] }, [402, 402, 105]],
    [
      'without some APIs',
      { permissions: { monitor: [list.replace('.list', '')] } },
      [105, undefined, undefined],
    ],
    [
      'with codes by API',
      {
        permissions: { monitor: { 'SYNO.SynologyDriveShareSync.Connection': 403, 'SYNO.Core.User': 105 } },
      },
      [undefined, 403, 105],
    ],
  ])('%s is refused', async (_, scenario, expected) => {
    expect((await codes({ ...scenario, dialect }, [list, syncs, accounts])).answers).toEqual(expected);
  });

  test('is refused for its lack of permission before Drive says that it is not ready', async () => {
    const scenario: Scenario = {
      dialect,
      drive: { state: 'disabled' },
      accounts: [{ ...monitor, admin: false }],
    };
    expect(codeOf(await ask(await simulate({ scenario }), list))).toBe(402);
  });
});
