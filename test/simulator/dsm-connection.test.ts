import { describe, expect, test } from 'vitest';
import type { ConnectionRow } from '../../src/simulator/rows.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { ask, codeOf, rowsOf, simulate } from './client.ts';

const connection = 'SYNO.SynologyDrive.Connection';
const sharesync = 'SYNO.SynologyDriveShareSync.Connection';
const laptop: ConnectionRow = {
  user: 'alice',
  client_type: 'drive_backup',
  client_version: '3.5.0-16084',
  ip_address: '192.168.50.232',
  connected_time: 1711111111,
  dsm: { client_id: 'LAPTOP-7.local', client_session_id: 'b80294a3', device_uuid: '3a6a4c02-fc0d' },
};
const of = (...connections: readonly ConnectionRow[]): Scenario => ({ dialect: 'dsm', connections });
const typed = (client_type: string, client_status = 'on_line') => ({ client_type, dsm: { client_status } });

describe('the list of connections on a real DSM', () => {
  test('is what a NAS was seen to answer, in both versions', async () => {
    const nas = await simulate({ scenario: of(laptop) });
    const item = {
      client_can_wipe: false,
      client_id: 'LAPTOP-7.local',
      client_ip: '192.168.50.232',
      client_is_relay: false,
      client_location: '',
      client_name: 'alice',
      client_session_id: 'b80294a3',
      client_status: 'on_line',
      client_type: 'drive_backup',
      client_version: '3.5.0-16084',
      device_uuid: '3a6a4c02-fc0d',
      last_auth_time: 1711111111,
      login_time: '1711111111',
    };
    for (const version of ['1', '2']) {
      const answer = await ask(nas, `${connection}.list`, { version });
      expect(answer).toEqual({ success: true, data: { items: [item], total: 1 } });
      expect(Object.keys(rowsOf(answer, 'items')[0] ?? {})).toEqual(Object.keys(item));
    }
  });

  test('has devices that are away, and types and values nobody knows', async () => {
    const now = 1_000_000_000_000;
    const away = { client_status: 'off_line', last_auth_time: '9d ago', client_is_relay: true };
    const scenario = of({ user: 'a', dsm: away }, { client_type: 'fridge', dsm: { client_version: 5 } });
    const answer = await ask(await simulate({ scenario, now: () => now }), `${connection}.list`);
    expect(answer.data).toMatchObject({
      items: [
        { ...away, last_auth_time: now / 1000 - 9 * 86_400 },
        { client_type: 'fridge', client_version: 5 },
      ],
      total: 2,
    });
    expect(rowsOf(answer, 'items')[1]).not.toHaveProperty('login_time');
  });

  test.each<[Record<string, string>, readonly string[]]>([
    [{}, ['b', 'c', 'a']],
    [{ limit: '0' }, ['b', 'c', 'a']],
    [{ offset: '1' }, ['c', 'a']],
    [{ limit: '2' }, ['b', 'c']],
    [{ offset: '1', limit: '1' }, ['c']],
    [{ offset: '9' }, []],
    [{ sort_by: '"client_id"' }, ['a', 'b', 'c']],
    [{ sort_by: '"client_id"', sort_direction: '"DESC"' }, ['c', 'b', 'a']],
    [{ sort_by: '"login_time"', sort_direction: '"ASC"', limit: '2' }, ['a', 'c']],
    [{ sort_by: '"last_auth_time"', offset: '1' }, ['c', 'b']],
  ])('is given in the part and order of %o', async (fields, expected) => {
    const row = (client_id: string, connected_time: number) => ({ connected_time, dsm: { client_id } });
    const nas = await simulate({ scenario: of(row('b', 1000), row('c', 99), row('a', 5)) });
    const answer = await ask(nas, `${connection}.list`, fields);
    expect(rowsOf(answer, 'items').map(({ client_id }) => client_id)).toEqual(expected);
    expect(answer.data?.total).toBe(3);
  });

  test.each([{ limit: 'all' }, { limit: '"all"' }, { offset: '1.5' }, { sort_by: 'client_id' }])(
    'refuses %o',
    async (fields) => {
      const nas = await simulate({ scenario: of(laptop) });
      expect(codeOf(await ask(nas, `${connection}.list`, fields as Record<string, string>))).toBe(120);
    },
  );
});

describe('the summary of connections on a real DSM', () => {
  test('counts what is connected, by kind, and no browsers', async () => {
    const connected = ['drive', 'drive_backup', 'dscloud', 'serversync', 'web_portal', 'fridge'].map((type) =>
      typed(type),
    );
    const scenario = of(...connected, typed('sharesync', 'syncing'), typed('drive', 'off_line'));
    const { data } = await ask(await simulate({ scenario }), `${connection}.summary`, { version: '2' });
    expect(data).toEqual({ summary: { desktop: 2, mobile: 1, sharesync: 2, total: 5 } });
  });

  test('is unknown to version 1', async () => {
    const nas = await simulate({ scenario: of(laptop) });
    expect(codeOf(await ask(nas, `${connection}.summary`))).toBe(103);
    expect(codeOf(await ask(nas, `${connection}.summary`, { version: '3' }))).toBe(104);
  });
});

describe('the list of ShareSync on a real DSM', () => {
  const syncs = [{ user: 'a', share_name: 'Plans', sync_status: 'idle', dsm: { server_name: 'HQ' } }];
  test.each<[string, Scenario, object]>([
    ['nothing', {}, { conn: [], is_pause: false, total: 0 }],
    [
      'the tasks of the scenario',
      { syncs },
      {
        conn: [{ user: 'a', share_name: 'Plans', status: 'uptodate', server_name: 'HQ' }],
        is_pause: false,
        total: 1,
      },
    ],
    [
      'rows as they are given',
      { syncs, sharesync: { conn: [{ any: [1] }, null], is_pause: true } },
      { conn: [{ any: [1] }, null], is_pause: true, total: 2 },
    ],
  ])('holds %s', async (_, scenario, data) => {
    const nas = await simulate({ scenario: { ...scenario, dialect: 'dsm' } });
    expect((await ask(nas, `${sharesync}.list`)).data).toEqual(data);
  });
});
