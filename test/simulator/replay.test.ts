import { describe, expect, test } from 'vitest';
import type { Recording } from '../../src/simulator/recording.ts';
import { ask, call, codeOf, logIn, openSession, simulate } from './client.ts';

const quota = 'SYNO.Core.Quota.get';
const profile = 'SYNO.SynologyDrive.UserProfile.Get';
const list = 'SYNO.SynologyDrive.Connection.list';
const privileges = 'SYNO.SynologyDrive.Privilege.list';

const json = { path: 'entry.cgi', minVersion: 1, maxVersion: 2, requestFormat: 'JSON' } as const;
const answer = (target: string, parameters: Recording['answers'][number]['parameters'], outcome: object) => {
  const dot = target.lastIndexOf('.');
  return { api: target.slice(0, dot), version: 1, method: target.slice(dot + 1), parameters, ...outcome };
};

const replay: Recording = {
  format: 'synology-drive-record',
  version: 1,
  recorded: 1_700_000_000,
  apis: {
    'SYNO.API.Auth': { path: 'auth.cgi', minVersion: 1, maxVersion: 6 },
    'SYNO.Core.Quota': json,
    'SYNO.SynologyDrive.Connection': json,
    'SYNO.SynologyDrive.Privilege': json,
    'SYNO.SynologyDrive.UserProfile': { path: 'somewhere/else.cgi', minVersion: 1, maxVersion: 1 },
  },
  answers: [
    answer(list, { offset: 0, limit: 1000 }, { data: { page: 1 } }),
    answer(list, { offset: 1000, limit: 1000 }, { data: { page: 2 } }),
    answer(quota, { name: 'name-1', support_share_quota: true }, { data: { of: 1 } }),
    answer(quota, { name: '2', support_share_quota: true }, { data: { of: 2 } }),
    answer(privileges, { type: 'local', additional: ['enabled'] }, { data: { of: 'local' } }),
    answer(privileges, { type: 'ldap', additional: ['enabled'] }, { code: 402, errors: { name: 'type' } }),
    answer(profile, { user: 'name-1' }, {}),
    answer(profile, { user: 'name-3' }, { code: 105 }),
  ],
};

const served = () => simulate({ scenario: { replay } });
const auth = { version: '6', account: 'anybody', passwd: 'anything' };

/** Asks in a session of whoever likes to log in. */
async function asked(target: string, fields: Record<string, string> = {}, path?: string) {
  const nas = await served();
  const { data } = await call(nas, 'SYNO.API.Auth.login', auth, 'auth.cgi');
  return call(nas, target, { ...fields, _sid: String(data?.sid) }, path);
}

describe('a record that is played back', () => {
  test.each([['query.cgi'], ['entry.cgi']])(
    'announces at %s what the recorded NAS did, and nothing else',
    async (path) => {
      const nas = await served();
      const { data } = await call(nas, 'SYNO.API.Info.query', { query: 'all' }, path);
      expect(data).toEqual(replay.apis);
      const some = await call(
        nas,
        'SYNO.API.Info.query',
        { query: 'SYNO.Core.Quota,SYNO.API.Info,SYNO.X' },
        path,
      );
      expect(some.data).toEqual({ 'SYNO.Core.Quota': json });
    },
  );

  test('lets everybody in without a code, where the recorded NAS did', async () => {
    const nas = await served();
    expect(await call(nas, 'SYNO.API.Auth.login', auth, 'auth.cgi')).toMatchObject({
      success: true,
      data: { sid: expect.any(String) },
    });
    expect(codeOf(await logIn(nas, auth))).toBe(102);
    expect(codeOf(await call(nas, 'SYNO.API.Auth.login', { ...auth, version: '7' }, 'auth.cgi'))).toBe(104);
    expect(codeOf(await call(nas, list, { offset: '0', limit: '1000' }))).toBe(119);
  });

  test.each<[string, Record<string, string>, object]>([
    [list, { offset: '1000', limit: '1000' }, { page: 2 }],
    [list, { limit: '1000', offset: '0' }, { page: 1 }],
    [list, { limit: '50', offset: '1000' }, { page: 1 }],
    [list, {}, { page: 1 }],
    [list, { sort_by: '"client_ip"' }, { page: 1 }],
    [quota, { name: '"name-1"', support_share_quota: 'true' }, { of: 1 }],
    [quota, { name: 'name-1', support_share_quota: 'true' }, { of: 1 }],
    [quota, { name: '"2"', support_share_quota: 'true' }, { of: 2 }],
    [quota, { name: '2' }, { of: 2 }],
    [privileges, { type: '"local"', additional: '["enabled"]' }, { of: 'local' }],
    [privileges, { type: '"local"', additional: '["enabled"]', offset: '0', limit: '-1' }, { of: 'local' }],
    [privileges, { type: '"domain"', additional: '["enabled"]' }, { of: 'local' }],
  ])('answers %s with %j by what was recorded', async (target, fields, data) => {
    expect(await asked(target, fields)).toEqual({ success: true, data });
  });

  test.each<[string, Record<string, string>, object]>([
    [privileges, { type: '"ldap"', additional: '["enabled"]' }, { code: 402, errors: { name: 'type' } }],
    [quota, { name: '"nobody"' }, { code: 3106 }],
    ['SYNO.Core.Quota.set', { name: '"name-1"' }, { code: 103 }],
    ['SYNO.Core.User.list', {}, { code: 102 }],
    [list, { version: '3' }, { code: 104 }],
  ])('refuses %s with %j', async (target, fields, error) => {
    expect(await asked(target, fields)).toEqual({ success: false, error });
  });

  test('answers where the recorded NAS did, and nowhere else', async () => {
    const there = 'somewhere/else.cgi';
    expect(await asked(profile, { user: 'name-1' }, there)).toEqual({ success: true });
    expect(await asked(profile, { user: 'name-3' }, there)).toEqual({ success: false, error: { code: 105 } });
    const unknown = { code: 120, errors: { name: 'user', reason: 'no such user' } };
    expect(await asked(profile, { user: 'x' }, there)).toEqual({ success: false, error: unknown });
    expect(codeOf(await asked(profile, { user: 'name-1' }))).toBe(102);
  });

  test('can come and go while the NAS runs, and have faults like any scenario', async () => {
    const nas = await simulate();
    const sid = await openSession(nas);
    nas.setScenario({ replay, faults: { [list]: { code: 500, times: 1 } } });
    expect(codeOf(await call(nas, list, { _sid: sid }))).toBe(500);
    expect((await call(nas, list, { _sid: sid })).data).toEqual({ page: 1 });
    nas.setScenario({});
    expect((await ask(nas, 'SYNO.SynologyDrive.Connections.List')).data).toEqual({
      connections: [],
      total: 0,
    });
  });
});
