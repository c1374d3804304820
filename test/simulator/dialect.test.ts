import { describe, expect, test } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import { dsmScenario } from '../../src/simulator/dsm-scenario.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { ask, call, codeOf, logIn, openSession, rowsOf, simulate } from './client.ts';

const list = 'SYNO.SynologyDrive.Connection.list';
const dsmApis = [
  'SYNO.Core.Quota',
  'SYNO.Core.User',
  'SYNO.SynologyDrive.Connection',
  'SYNO.SynologyDrive.Privilege',
  'SYNO.SynologyDriveShareSync.Connection',
];

describe('the dialect', () => {
  test('of a real DSM announces its APIs with their request format, and none of the document', async () => {
    const nas = await simulate({ scenario: { dialect: 'dsm' } });
    const { data } = await call(nas, 'SYNO.API.Info.query', { query: 'all' });
    expect(Object.keys(data ?? {})).toEqual(['SYNO.API.Info', 'SYNO.API.Auth', ...dsmApis]);
    const announced = { minVersion: 1, maxVersion: 1, path: 'entry.cgi', requestFormat: 'JSON' };
    for (const api of dsmApis) {
      expect(data?.[api]).toEqual({ ...announced, maxVersion: api === dsmApis[2] ? 2 : 1 });
    }
  });

  test('can change while the NAS runs', async () => {
    const nas = await simulate();
    const _sid = await openSession(nas);
    expect(codeOf(await call(nas, list, { _sid }))).toBe(102);
    nas.update((scenario) => ({ ...scenario, dialect: 'dsm' }));
    expect(codeOf(await call(nas, list, { _sid }))).toBeUndefined();
  });
});

describe('a scenario of the API document', () => {
  const scenario: Scenario = { ...defaultScenario, dialect: 'dsm' };

  test('is told in the words of a real DSM', async () => {
    const nas = await simulate({ scenario });
    const { data: summary } = await ask(nas, 'SYNO.SynologyDrive.Connection.summary', { version: '2' });
    expect(summary).toEqual({ summary: { desktop: 15, mobile: 8, sharesync: 0, total: 23 } });
    const { data } = await ask(nas, list, { limit: '1', offset: '15' });
    expect(data).toMatchObject({
      items: [{ client_name: 'john.doe', client_type: 'dscloud', client_ip: '203.0.113.24' }],
      total: 25,
    });
    const quota = await ask(nas, 'SYNO.Core.Quota.get', { name: '"john.doe"' });
    expect(quota.data).toMatchObject({ user_quota: [{ shares: [{ quota: 102_400, used: 5120 }] }] });
    const domain = await ask(nas, 'SYNO.SynologyDrive.Privilege.list', { type: '"domain"' });
    expect(domain.data?.users).toEqual([{ name: 'OFFICE\\maria.rossi' }]);
  });

  test('gives its own summary as far as a real DSM has one', async () => {
    const summary = { total_connections: 25, mobile_clients: 3, web_clients: 9 };
    const nas = await simulate({ scenario: { ...scenario, summary } });
    const { data } = await ask(nas, 'SYNO.SynologyDrive.Connection.summary', { version: '2' });
    expect(data).toEqual({ summary: { mobile: 3, sharesync: 0, total: 25 } });
  });
});

test('a scenario of a real DSM is told in the words of the API document, without what those cannot say', async () => {
  const nas = await simulate({ scenario: { ...dsmScenario, dialect: 'documented' } });
  const { data } = await ask(nas, 'SYNO.SynologyDrive.Connections.List');
  expect(data?.total).toBe(10);
  const tasks = await ask(nas, 'SYNO.SynologyDrive.ShareSync.ListConnections');
  const profile = await ask(nas, 'SYNO.SynologyDrive.UserProfile.Get', { user: 'alice' });
  expect(JSON.stringify([data, tasks, profile])).not.toContain('dsm');
});

describe('a DSM 6', () => {
  const scenario: Scenario = {
    ...dsmScenario,
    dsmVersion: 6,
    accounts: [{ name: 'monitor', password: 'monitor', otp: '1' }],
  };
  const credentials = { version: '6', account: 'monitor', passwd: 'monitor' };

  test('has its log-in at auth.cgi, with version 6 and did', async () => {
    const nas = await simulate({ scenario });
    expect(codeOf(await logIn(nas))).toBe(102);
    const device = { otp_code: '1', enable_device_token: 'yes', device_name: 'test' };
    const fields = { ...credentials, ...device };
    const { data } = await call(nas, 'SYNO.API.Auth.login', fields, 'auth.cgi');
    expect(Object.keys(data ?? {})).toEqual(['did', 'is_portal_port', 'sid']);
    expect(codeOf(await call(nas, 'SYNO.API.Auth.login', { ...fields, version: '7' }, 'auth.cgi'))).toBe(104);
  });

  test('tells its APIs at query.cgi alone, and takes values without quotes', async () => {
    const nas = await simulate({ scenario });
    expect(codeOf(await call(nas, 'SYNO.API.Info.query', { query: 'all' }))).toBe(102);
    const info = await call(nas, 'SYNO.API.Info.query', { query: 'all' }, 'query.cgi');
    expect(JSON.stringify(info.data)).not.toContain('requestFormat');
    const login = await call(nas, 'SYNO.API.Auth.login', { ...credentials, otp_code: '1' }, 'auth.cgi');
    const _sid = String(login.data?.sid);
    expect(codeOf(await call(nas, 'SYNO.Core.Quota.get', { _sid, name: 'alice' }))).toBeUndefined();
    for (const additional of ['status', '["status"]', 'status,enabled']) {
      const answer = await call(nas, 'SYNO.SynologyDrive.Privilege.list', {
        _sid,
        type: 'local',
        additional,
      });
      expect(rowsOf(answer, 'users')[0]).toMatchObject({ name: 'alice', status: 'normal' });
    }
  });
});
