import { describe, expect, test } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import { call, openSession, simulate } from './client.ts';

const drive = 'SYNO.SynologyDrive';
const row = {
  user: 'john.doe',
  client_type: 'desktop',
  client_version: '3.4.0',
  ip_address: '192.168.1.100',
  connected_time: 1732788000,
};
const task = {
  user: 'john.doe',
  share_name: 'Team Projects',
  sync_status: 'syncing',
  files_synced: 150,
  bytes_synced: 104857600,
};
const profile = {
  user: 'john.doe',
  quota_used: 5368709120,
  quota_total: 107374182400,
  file_count: 500,
  folder_count: 50,
  last_sync_time: 1732788000,
};
const scenario = { connections: [row], syncs: [task], users: [profile] };

describe('the API document', () => {
  test.each<[string, Record<string, string>, object]>([
    ['Connections.List', {}, { connections: [row], total: 1 }],
    [
      'Connections.GetSummary',
      {},
      { total_connections: 1, desktop_clients: 1, mobile_clients: 0, web_clients: 0 },
    ],
    ['ShareSync.ListConnections', {}, { connections: [task], total: 1 }],
    ['UserProfile.Get', { user: 'john.doe' }, profile],
  ])('is answered word for word by %s', async (method, fields, data) => {
    const nas = await simulate({ scenario });
    const _sid = await openSession(nas);
    expect(await call(nas, `${drive}.${method}`, { ...fields, _sid })).toEqual({ success: true, data });
  });

  test.each<[Record<string, string>, object]>([
    [{}, { code: 114, errors: { name: 'user', reason: 'required' } }],
    [{ user: 'nobody' }, { code: 120, errors: { name: 'user', reason: 'no such user' } }],
  ])('has a profile refuse %o with %o', async (fields, error) => {
    const nas = await simulate({ scenario });
    const _sid = await openSession(nas);
    expect(await call(nas, `${drive}.UserProfile.Get`, { ...fields, _sid })).toEqual({
      success: false,
      error,
    });
  });

  test('can be told a summary of its own, and empty rooms', async () => {
    const summary = { total_connections: 25, desktop_clients: 15 };
    const nas = await simulate({ scenario: { summary } });
    const _sid = await openSession(nas);
    expect((await call(nas, `${drive}.Connections.GetSummary`, { _sid })).data).toEqual(summary);
    expect((await call(nas, `${drive}.ShareSync.ListConnections`, { _sid })).data).toEqual({
      connections: [],
      total: 0,
    });
  });
});

describe('the built-in scenario', () => {
  test('has the numbers of the API document', async () => {
    const nas = await simulate();
    const _sid = await openSession(nas);
    expect((await call(nas, `${drive}.Connections.GetSummary`, { _sid })).data).toEqual({
      total_connections: 25,
      desktop_clients: 15,
      mobile_clients: 8,
      web_clients: 2,
    });
  });

  test('has a profile for everybody who is connected or syncs', () => {
    const { connections = [], syncs = [], users = [] } = defaultScenario;
    const known = users.map(({ user }) => user);
    expect(known).toEqual(expect.arrayContaining([...connections, ...syncs].map(({ user }) => user)));
  });
});
