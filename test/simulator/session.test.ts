import { get } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { call, codeOf, handClock, logIn, openSession, send, simulate } from './client.ts';

const list = 'SYNO.SynologyDrive.Connections.List';
const base = { name: 'monitor', password: 'monitor' };

describe('a session', () => {
  const codeFor = async (nas: Awaited<ReturnType<typeof simulate>>, _sid: string) =>
    codeOf(await call(nas, list, { _sid }));

  test('is needed', async () => {
    const nas = await simulate();
    expect(codeOf(await call(nas, list))).toBe(119);
    expect(await codeFor(nas, 'unknown')).toBe(119);
    expect(await codeFor(nas, await openSession(nas))).toBeUndefined();
  });

  test('lives by use, answers 106 once after idling, then 119', async () => {
    const clock = handClock();
    const nas = await simulate({ scenario: { sessionTimeout: 60 }, now: clock.now });
    const sid = await openSession(nas);
    const codes = [];
    for (const seconds of [59, 59, 61, 0]) {
      clock.pass(seconds);
      codes.push(await codeFor(nas, sid));
    }
    expect(codes).toEqual([undefined, undefined, 106, 119]);
  });

  test('can be ended from outside', async () => {
    const nas = await simulate();
    const sid = await openSession(nas);
    nas.expireSessions();
    expect(nas.sessions()).toBe(0);
    expect([await codeFor(nas, sid), await codeFor(nas, sid)]).toEqual([106, 119]);
    const next = await openSession(nas);
    nas.interruptSessions();
    expect(await codeFor(nas, next)).toBe(107);
  });

  test('is interrupted by another log-in under its name, where only one may be', async () => {
    const nas = await simulate({ scenario: { singleSession: true } });
    const first = await openSession(nas, { session: 'one' });
    const other = await openSession(nas, { session: 'two' });
    await openSession(nas, { session: 'one' });
    expect([await codeFor(nas, first), await codeFor(nas, other)]).toEqual([107, undefined]);
  });

  test('with a token wants it with each call, as header or parameter', async () => {
    const nas = await simulate();
    const { data } = await logIn(nas, { enable_syno_token: 'yes' });
    const [_sid, token] = [String(data?.sid), String(data?.synotoken)];
    const fields = { api: 'SYNO.SynologyDrive.Connections', method: 'List', version: '1', _sid };
    const code = async (headers: Record<string, string>, more = {}) => {
      const response = await send(nas, { ...fields, ...more }, undefined, headers);
      return ((await response.json()) as { error?: { code: number } }).error?.code;
    };
    expect(await code({})).toBe(119);
    expect(await code({ 'X-SYNO-TOKEN': 'wrong' })).toBe(119);
    expect(await code({ 'X-SYNO-TOKEN': token })).toBeUndefined();
    expect(await code({}, { SynoToken: token })).toBeUndefined();
  });

  test('ends with a logout that carries it, and stays behind with one that does not', async () => {
    const nas = await simulate();
    const _sid = await openSession(nas);
    expect((await call(nas, 'SYNO.API.Auth.logout', { version: '7' })).success).toBe(true);
    expect(nas.sessions()).toBe(1);
    expect(await call(nas, 'SYNO.API.Auth.logout', { version: '7', _sid })).toEqual({ success: true });
    expect(nas.sessions()).toBe(0);
    expect(await codeFor(nas, _sid)).toBe(119);
  });

  test.runIf(process.platform === 'linux')('bound to its address is answered 150 from another', async () => {
    const nas = await simulate({ scenario: { bindAddress: true } });
    const query = `api=SYNO.SynologyDrive.Connections&method=List&version=1&_sid=${await openSession(nas)}`;
    const from = (localAddress: string) =>
      new Promise((resolve, reject) => {
        get(`${nas.url}/webapi/entry.cgi?${query}`, { localAddress, agent: false }, (response) => {
          json(response).then(resolve, reject);
        }).on('error', reject);
      });
    expect(await from('127.0.0.2')).toEqual({ error: { code: 150 }, success: false });
    expect(await from('127.0.0.1')).toMatchObject({ success: true });
  });

  test.each<[string, Scenario]>([
    ['an API it has no permission for', { permissions: { monitor: ['SYNO.SynologyDrive.Connections'] } }],
    ['an account that is no administrator', { accounts: [{ ...base, admin: false }] }],
  ])('is answered 105 to %s', async (_, scenario) => {
    const nas = await simulate({ scenario });
    expect(await codeFor(nas, await openSession(nas))).toBe(105);
  });
});
