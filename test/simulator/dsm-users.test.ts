import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { ask, simulate } from './client.ts';

const MiB = 1024 ** 2;
const privileges = 'SYNO.SynologyDrive.Privilege.list';
const accounts = 'SYNO.Core.User.list';
const quota = 'SYNO.Core.Quota.get';
const both = '["enabled","status"]';
const scenario: Scenario = {
  dialect: 'dsm',
  users: [
    { user: 'admin', dsm: { status: 'disabled', privilege: false } },
    { user: 'anna', quota_used: 512 * MiB, quota_total: 2048 * MiB },
    { user: 'bert', quota_used: 1, quota_total: 0, dsm: { status: 'disabled', group_limit: 20_480 } },
    { user: 'carl', dsm: { enabled: false } },
    { user: 'OFFICE\\dora' },
    { user: 'emil@example.net' },
    { user: 'fred', dsm: { type: 'ldap', status: 'home_disabled' } },
  ],
};
const nobody = { offset: 0, total: 0, users: [] };

describe('who may use Drive', () => {
  test.each<[Record<string, string>, object]>([
    [
      { type: '"local"', limit: '-1', offset: '0', additional: both },
      {
        offset: 0,
        total: 3,
        users: [
          { enabled: true, name: 'anna', status: 'normal' },
          { enabled: false, name: 'bert', status: 'disabled' },
          { enabled: false, name: 'carl', status: 'normal' },
        ],
      },
    ],
    [
      { type: '"ldap"', additional: both },
      {
        offset: 0,
        total: 2,
        users: [
          { enabled: true, name: 'emil@example.net', status: 'normal' },
          { enabled: true, name: 'fred', status: 'home_disabled' },
        ],
      },
    ],
    [{ type: '"domain"' }, { offset: 0, total: 1, users: [{ name: 'OFFICE\\dora' }] }],
    [
      { limit: '1', offset: '1', additional: '["status"]' },
      { offset: 1, total: 3, users: [{ name: 'bert', status: 'disabled' }] },
    ],
    [{ type: '"nis"' }, nobody],
    [{ type: 'local', additional: both }, nobody],
    [{ type: '"local"', additional: 'enabled,status' }, nobody],
    [{ type: '"local"', additional: '[enabled]' }, nobody],
  ])('is asked with %o', async (fields, data) => {
    expect(await ask(await simulate({ scenario }), privileges, fields)).toEqual({ success: true, data });
  });

  test.each(['true', '"enabled"', '[1]'])('is not told to whom %s is a list', async (additional) => {
    const { error } = await ask(await simulate({ scenario }), privileges, { additional });
    expect(error).toEqual({ code: 120, errors: { name: 'additional', reason: 'type' } });
  });
});

describe('the local accounts', () => {
  test.each<[Record<string, string>, object]>([
    [{ limit: '2' }, { offset: 0, total: 4, users: [{ name: 'admin' }, { name: 'anna' }] }],
    [
      { offset: '2', limit: '-1', additional: '["expired","email"]' },
      {
        offset: 2,
        total: 4,
        users: [
          { email: '', expired: 'now', name: 'bert' },
          { email: '', expired: 'normal', name: 'carl' },
        ],
      },
    ],
    [{ additional: 'expired' }, nobody],
  ])('are asked for with %o', async (fields, data) => {
    expect(await ask(await simulate({ scenario }), accounts, fields)).toEqual({ success: true, data });
  });
});

describe('a quota', () => {
  const homes = (share: object) => [
    {
      quota_status: 'v2',
      shares: [{ name: 'homes', ...share }],
      support_share_quota: true,
      volume: '/volume1',
    },
  ];

  test.each([
    ['anna', { group_limit: 0, quota: 2048, used: 512 }],
    ['bert', { group_limit: 20_480, quota: 0, used: 0 }],
    ['OFFICE\\dora', { group_limit: 0 }],
  ])('of %s is in MiB on the share homes', async (user, share) => {
    const fields = { name: JSON.stringify(user), support_share_quota: 'true' };
    const { data } = await ask(await simulate({ scenario }), quota, fields);
    expect(data).toEqual({ user_quota: homes(share) });
  });

  test('can be that of several volumes, with shares or without', async () => {
    const user_quota = [...homes({ quota: 5 }), { volume: '/volume2', quota: 9, used: 7 }];
    const nas = await simulate({ scenario: { dialect: 'dsm', users: [{ user: 'a', dsm: { user_quota } }] } });
    expect((await ask(nas, quota, { name: '"a"' })).data).toEqual({ user_quota });
  });

  test.each<[Record<string, string>, object]>([
    [{ name: '"nobody"' }, { code: 3106 }],
    [{ name: 'anna' }, { code: 120, errors: { name: 'name', reason: 'type' } }],
    [{}, { code: 114, errors: { name: 'name', reason: 'required' } }],
  ])('is refused to %o', async (fields, error) => {
    expect(await ask(await simulate({ scenario }), quota, fields)).toEqual({ success: false, error });
  });
});
