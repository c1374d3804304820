import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/simulator/account.ts';
import { call, codeOf, logIn, simulate } from './client.ts';

const base = { name: 'monitor', password: 'monitor' };

describe('a log-in', () => {
  test.each<[number | undefined, Partial<Account>, Record<string, string>]>([
    [undefined, {}, {}],
    [undefined, {}, { account: 'MONITOR' }],
    [400, {}, { passwd: 'wrong' }],
    [400, {}, { account: 'nobody' }],
    [401, { state: 'disabled' }, {}],
    [402, { state: 'denied' }, {}],
    [403, { otp: '123456' }, {}],
    [404, { otp: '123456' }, { otp_code: '654321' }],
    [undefined, { otp: '123456' }, { otp_code: '123456' }],
    [406, { state: 'code-enforced' }, {}],
    [407, { state: 'blocked' }, {}],
    [408, { state: 'password-expired-final' }, {}],
    [409, { state: 'password-expired' }, {}],
    [410, { state: 'must-change' }, {}],
    [411, { state: 'locked' }, {}],
    [400, { state: 'disabled' }, { passwd: 'wrong' }],
  ])('is answered %s to an account with %o that sends %o', async (code, account, fields) => {
    const nas = await simulate({ scenario: { accounts: [{ ...base, ...account }] } });
    expect(codeOf(await logIn(nas, fields))).toBe(code);
    expect(nas.logIns()).toBe(1);
    expect(nas.sessions()).toBe(code === undefined ? 1 : 0);
  });

  test('without a password is a missing parameter', async () => {
    const nas = await simulate();
    const answer = await call(nas, 'SYNO.API.Auth.login', { version: '6', account: 'monitor' });
    expect(answer.error).toEqual({ code: 114, errors: { name: 'passwd', reason: 'required' } });
  });

  test('is refused with 407 from an address with too many wrong ones, even with the right password', async () => {
    const nas = await simulate({ scenario: { autoBlockAfter: 2 } });
    const codes = [];
    for (const passwd of ['a', 'b', 'monitor']) codes.push(codeOf(await logIn(nas, { passwd })));
    expect(codes).toEqual([400, 400, 407]);
    expect(nas.logIns()).toBe(3);
  });

  test('that succeeds forgets the wrong ones before', async () => {
    const nas = await simulate({ scenario: { autoBlockAfter: 2 } });
    const codes = [];
    for (const passwd of ['a', 'monitor', 'b', 'monitor']) codes.push(codeOf(await logIn(nas, { passwd })));
    expect(codes).toEqual([400, undefined, 400, undefined]);
  });

  test.each([
    ['6', 'did'],
    ['7', 'device_id'],
  ])('of version %s gives the device token as %s, and takes it instead of a code', async (version, key) => {
    const nas = await simulate({ scenario: { accounts: [{ ...base, otp: '123456' }] } });
    const device = { version, device_name: 'test', enable_device_token: 'yes' };
    const first = await logIn(nas, { ...device, otp_code: '123456' });
    const device_id = String(first.data?.[key]);
    expect(device_id).toMatch(/^[\w-]{40,}$/);
    expect(codeOf(await logIn(nas, { version, device_name: 'test', device_id }))).toBeUndefined();
    expect(codeOf(await logIn(nas, { version, device_name: 'other', device_id }))).toBe(403);
    expect(codeOf(await logIn(nas, { version, device_id }))).toBe(403);
  });

  test('takes a device token that the scenario gave out', async () => {
    const deviceTokens = [{ device_name: 'test', device_id: 'abc' }];
    const nas = await simulate({ scenario: { accounts: [{ ...base, otp: '1', deviceTokens }] } });
    expect(codeOf(await logIn(nas, { device_name: 'test', device_id: 'abc' }))).toBeUndefined();
  });

  test.each([
    ['3', ['sid']],
    ['6', ['is_portal_port', 'sid', 'synotoken']],
    ['7', ['account', 'is_portal_port', 'sid', 'synotoken']],
  ])('of version %s answers %o', async (version, keys) => {
    const nas = await simulate();
    const { data } = await logIn(nas, { version, enable_syno_token: 'yes' });
    expect(Object.keys(data ?? {})).toEqual(keys);
  });

  test.each(['2', '8', 'x', '1e0'])('of version %s is not supported', async (version) => {
    expect(codeOf(await logIn(await simulate(), { version }))).toBe(104);
  });

  test('on DSM 6 is at auth.cgi and nowhere else', async () => {
    const nas = await simulate({
      scenario: { apis: { 'SYNO.API.Auth': { path: 'auth.cgi', maxVersion: 6 } } },
    });
    const fields = { version: '6', account: 'monitor', passwd: 'monitor' };
    expect(codeOf(await call(nas, 'SYNO.API.Auth.login', fields))).toBe(102);
    expect(codeOf(await call(nas, 'SYNO.API.Auth.login', fields, 'auth.cgi'))).toBeUndefined();
  });
});
