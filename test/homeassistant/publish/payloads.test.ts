import { describe, expect, it } from 'vitest';
import type { Client } from '../../../src/drive/model.ts';
import { AnswerError } from '../../../src/dsm/errors.ts';
import { AWAY, client, linked, NOW, profile, refusal, Story, summary, task } from '../../support/bridge.ts';

const GIB = 1024 ** 3;

const JOHN = 'user/john_doe_30f69670';
const TEAM = 'sync/john_doe_team_projects_5662c0f8';

/** What a NAS of each dialect can tell at best. */
const documented = (nas = {}) =>
  new Story(nas).poll({ dialect: 'documented' }).profiles({ 'john.doe': profile() });

const DSM_SUMMARY = { total: 3, desktop: 2, mobile: 1, sharesync: 0, source: 'data.summary' };
const DSM_PROFILE = { user: 'john.doe', quotaUsed: 37 * GIB, quotaTotal: 50 * GIB, source: 'x' };
const dsm = (nas = {}) =>
  new Story(nas)
    .poll({
      dialect: 'dsm',
      summary: DSM_SUMMARY,
      clients: [
        client({ device: 'PC', lastSeen: NOW - 60 }),
        client({ device: 'PHONE', lastSeen: NOW - 30 }),
        linked('LAPTOP', { lastSeen: NOW - 3600 }),
        linked('OLD', { user: 'bert', lastSeen: NOW - 8 * 86_400 }),
        linked('ANCIENT', { user: undefined, lastSeen: NOW - 9 * 86_400 }),
      ],
    })
    .profiles({ 'john.doe': DSM_PROFILE });

describe('what is published of a NAS that speaks the documented dialect', () => {
  it('is all of this, and nothing else', async () => {
    expect(await documented().published()).toEqual({
      availability: 'online',
      'availability/connections': 'online',
      'availability/clients': 'online',
      'availability/sync': 'online',
      'availability/profiles': 'online',
      problem: { problem: false, message: null, remedy: null },
      connections: { total: 25, desktop: 15, mobile: 8, web: 2 },
      sync: { tasks: 1, idle: 0, syncing: 1, paused: 0, error: 0, stalled: 0, other: 0 },
      [TEAM]: {
        user: 'john.doe',
        share_name: 'Team Projects',
        status: 'syncing',
        files_synced: 150,
        bytes_synced: 104_857_600,
        stalled: false,
        problem: false,
        remedy: null,
      },
      [JOHN]: {
        user: 'john.doe',
        quota_percent: 5,
        quota_used: 5_368_709_120,
        quota_total: 107_374_182_400,
        quota_free: 102_005_473_280,
        file_count: 500,
        folder_count: 50,
        last_sync: '2024-11-28T09:56:00Z',
        connections: 1,
        problem: false,
        remedy: null,
      },
    });
  });

  it('has the keys in the order of the contract', async () => {
    const messages = await documented().published();
    expect(Object.keys(messages.connections as object).join()).toBe('total,desktop,mobile,web');
    expect(
      Object.keys(messages[TEAM] as object)
        .slice(0, 5)
        .join(),
    ).toBe('user,share_name,status,files_synced,bytes_synced');
  });
});

describe('what is published of a NAS that speaks dsm', () => {
  it('is all of this, and nothing else', async () => {
    expect(await dsm().published()).toEqual({
      ...(await documented().published()),
      connections: {
        total: 3,
        desktop: 2,
        mobile: 1,
        sharesync: 0,
        linked: 3,
        stale: 2,
        linked_devices: ['ANCIENT', 'LAPTOP (john.doe)', 'OLD (bert)'],
        stale_devices: ['ANCIENT', 'OLD (bert)'],
      },
      [JOHN]: {
        user: 'john.doe',
        quota_percent: 74,
        quota_used: 37 * GIB,
        quota_total: 50 * GIB,
        quota_free: 13 * GIB,
        last_seen: '2024-11-28T09:59:30Z',
        connections: 2,
        problem: false,
        remedy: null,
      },
    });
  });

  it.each([
    ['LAPTOP', 'anna', 'LAPTOP (anna)'],
    ['LAPTOP', undefined, 'LAPTOP'],
    [undefined, 'anna', 'anna'],
    [undefined, undefined, 'unnamed device'],
  ])('names the device %s of the user %s: %s', async (device, user, name) => {
    const row = { ...linked('', { user }), device };
    const { connections } = await dsm()
      .poll({ dialect: 'dsm', clients: [row] })
      .published();
    expect(connections).toMatchObject({ linked_devices: [name] });
  });

  it('names at most fifty devices: Home Assistant keeps no larger attributes', async () => {
    const rows = Array.from({ length: 80 }, (_, index) => linked(`D${100 + index}`, { lastSeen: 1 }));
    const { connections } = await dsm().poll({ dialect: 'dsm', clients: rows }).published();
    const { linked: count, linked_devices, stale_devices } = connections as Record<string, unknown[]>;
    expect([count, linked_devices?.length, stale_devices?.length]).toEqual([80, 50, 50]);
  });
});

describe('rows that the NAS sends in another order', () => {
  it('are no news, however many they are', async () => {
    const people = Array.from({ length: 230 }, (_, index) => client({ user: `u${(index * 7) % 230}` }));
    const devices = Array.from({ length: 80 }, (_, index) => linked(`D${(index * 7) % 80}`));
    const told = (clients: Client[]) =>
      dsm({ publish_clients: true }).poll({ dialect: 'dsm', clients }).published();
    const rows = [...people, ...devices];
    const { connections, clients } = await told(rows);
    expect(await told([...rows].reverse())).toMatchObject({ connections, clients });
  });
});

describe('before it is known what a NAS can tell', () => {
  it('nothing is published but that it is off-line', async () => {
    expect(await new Story().published()).toEqual({
      availability: 'offline',
      'availability/connections': 'offline',
      'availability/clients': 'offline',
      'availability/sync': 'offline',
      'availability/profiles': 'offline',
    });
  });

  it('a NAS that cannot be reached is a problem', async () => {
    const { problem, ...rest } = await new Story().poll({ error: AWAY }).published();
    expect(problem).toEqual({
      problem: true,
      message: 'nas.example.com:5001 refuses the connection',
      remedy: null,
    });
    expect(Object.keys(rest)).toHaveLength(5);
  });

  it('a list that was refused at first is not published as empty', async () => {
    const none = { error: refusal() };
    const topics = Object.keys(
      await new Story().poll({ summary: none, clients: none, tasks: none }).published(),
    );
    expect(topics).toHaveLength(6);
  });
});

describe('what was not sent', () => {
  it.each([
    [
      'connections',
      { summary: summary({ web: undefined }) },
      { total: 25, desktop: 15, mobile: 8, web: null },
    ],
    [TEAM, { tasks: [task({ filesSynced: undefined })] }, { files_synced: null, bytes_synced: 104_857_600 }],
    [
      TEAM,
      { tasks: [task({ status: undefined })] },
      { status: null, problem: true, remedy: 'The NAS did not send its status' },
    ],
  ])('is null in %s, never 0', async (topic, poll, expected) => {
    expect((await documented().poll(poll).published())[topic]).toMatchObject(expected);
  });

  it('leaves no key of this dialect out', async () => {
    const story = documented().profiles({ 'john.doe': { user: 'john.doe', source: 'data has nothing' } });
    expect((await story.published())[JOHN]).toEqual({
      user: 'john.doe',
      quota_percent: null,
      quota_used: null,
      quota_total: null,
      quota_free: null,
      file_count: null,
      folder_count: null,
      last_sync: null,
      connections: 1,
      problem: false,
      remedy: null,
    });
  });

  it('is null for a user when the clients were never read', async () => {
    const story = new Story()
      .poll({ dialect: 'dsm', clients: { error: refusal() } })
      .profiles({ anna: profile() });
    expect((await story.published())['user/anna']).toMatchObject({ connections: null, last_seen: null });
  });

  it('keeps connections what they were where only the clients were read', async () => {
    const story = new Story().poll({ dialect: 'dsm', summary: { error: refusal() }, clients: [linked('A')] });
    expect((await story.published()).connections).toEqual({
      total: null,
      desktop: null,
      mobile: null,
      sharesync: null,
      linked: 1,
      stale: 0,
      linked_devices: ['A (john.doe)'],
      stale_devices: [],
    });
  });

  it('has no devices where only the summary was read', async () => {
    const story = new Story().poll({ dialect: 'dsm', clients: { error: refusal() } });
    expect((await story.published()).connections).toMatchObject({
      total: 25,
      linked: null,
      stale: null,
      linked_devices: null,
      stale_devices: null,
    });
  });
});

describe('a user', () => {
  const published = async (more: Parameters<typeof profile>[0], nas = {}) =>
    (
      await documented(nas)
        .profiles({ 'john.doe': profile(more) })
        .published()
    )[JOHN];

  it('without a quota has no percentage, and is no problem', async () => {
    expect(await published({ quotaTotal: 0, quotaUsed: 640 * GIB })).toMatchObject({
      quota_used: 640 * GIB,
      quota_total: null,
      quota_free: null,
      quota_percent: null,
      quota_unlimited: true,
      problem: false,
    });
  });

  it('with a quota is not said to be unlimited', async () => {
    expect(await published({})).not.toHaveProperty('quota_unlimited');
  });

  it('who never synced is said to be one', async () => {
    expect(await published({ lastSyncTime: 0 })).toMatchObject({
      last_sync: null,
      never_synced: true,
      problem: false,
    });
    expect(await published({ lastSyncTime: undefined })).not.toHaveProperty('never_synced');
    expect((await dsm().published())[JOHN]).not.toHaveProperty('never_synced');
  });

  it('who synced in a year that no calendar has is not one who never did', async () => {
    expect(await published({ lastSyncTime: 1e15 })).toMatchObject({ last_sync: null });
    expect(await published({ lastSyncTime: 1e15 })).not.toHaveProperty('never_synced');
  });

  it('whose quota is overrun has nothing left, and more than 100 percent', async () => {
    expect(await published({ quotaUsed: 51 * GIB, quotaTotal: 50 * GIB })).toMatchObject({
      quota_free: 0,
      quota_percent: 102,
    });
  });

  it('has a percentage of two places', async () => {
    expect(await published({ quotaUsed: 1, quotaTotal: 3 })).toMatchObject({ quota_percent: 33.33 });
  });

  it.each([
    [89.99, 90, false],
    [90, 90, true],
    [100, 90, true],
    [50, 50, true],
    [0, 0, true],
  ])(
    'who uses %d percent is a problem from quota_warning %d on: %s',
    async (percent, quota_warning, problem) => {
      const used = { quotaUsed: percent * 1000, quotaTotal: 100_000 };
      const remedy = `${percent} % of the quota is used: let john.doe make room, or raise the quota on the NAS`;
      expect(await published(used, { quota_warning })).toMatchObject({
        problem,
        remedy: problem ? remedy : null,
      });
    },
  );

  it('who cannot be read is a problem, with what was read last', async () => {
    const story = documented().profiles({
      'john.doe': { error: refusal() },
      anna: profile({ user: 'anna' }),
    });
    expect((await story.published())[JOHN]).toMatchObject({
      quota_used: 5_368_709_120,
      problem: true,
      remedy:
        'cannot be read: SYNO.SynologyDrive.Connections List answered 105: the account may not do this. ' +
        'Give the account the right to it',
    });
  });

  it('who has no connection has none, and not an unknown number', async () => {
    expect((await documented().poll({ clients: [] }).published())[JOHN]).toMatchObject({ connections: 0 });
  });

  it('has the connections of the name in any case', async () => {
    const story = documented().poll({ clients: [client({ user: 'JOHN.DOE' }), client()] });
    expect((await story.published())[JOHN]).toMatchObject({ connections: 2 });
  });

  it('is not published before a profile was read, or could not be', async () => {
    expect(await new Story().poll().published()).not.toHaveProperty([JOHN]);
    expect((await new Story().poll().profiles({ error: AWAY }).published())[JOHN]).toMatchObject({
      quota_used: null,
      connections: 1,
    });
  });

  it.each([
    ['\ud800', '\ufffd'],
    ['a\u0000b', 'a\u0000b'],
  ])('named %j is published as UTF-8 that every program reads', async (user, shown) => {
    const messages = Object.values(
      await documented()
        .profiles({ [user]: profile({ user }) })
        .published(),
    );
    expect(messages.map((message) => (message as { user?: string }).user)).toContain(shown);
  });
});

describe('a task', () => {
  const published = async (more: Parameters<typeof task>[0]) =>
    await documented()
      .poll({ tasks: [task(more)] })
      .published();

  it.each([
    ['idle', false, null],
    ['syncing', false, null],
    ['paused', true, 'Resume the task in Synology Drive ShareSync on the NAS'],
    ['error', true, 'Look at the task in Synology Drive ShareSync on the NAS'],
    ['dreaming', true, 'Nobody knows the status dreaming: please report it'],
  ])('in status %s is a problem: %s', async (status, problem, remedy) => {
    expect((await published({ status }))[TEAM]).toMatchObject({ status, problem, remedy });
  });

  it.each(['idle', 'syncing', 'paused', 'error'])('in status %s is counted so', async (status) => {
    const counts = { tasks: 1, idle: 0, syncing: 0, paused: 0, error: 0, stalled: 0, other: 0 };
    expect((await published({ status })).sync).toEqual({ ...counts, [status]: 1 });
  });

  it.each(['dreaming', undefined])('in status %s is counted as other', async (status) => {
    expect((await published({ status })).sync).toMatchObject({ tasks: 1, other: 1 });
  });

  it('that stands still is a problem, and counted', async () => {
    const messages = await documented({ stalled_after: '30m' }).poll({}, 1800).published();
    expect(messages[TEAM]).toMatchObject({
      status: 'syncing',
      stalled: true,
      problem: true,
      remedy: 'Nothing has moved for 30 min or longer: look at its log, the network and the peer',
    });
    expect(messages.sync).toMatchObject({ syncing: 1, stalled: 1 });
  });

  it('that is gone is null and a problem, and not counted', async () => {
    const messages = await documented().poll({ tasks: [] }, 300).published();
    expect(messages[TEAM]).toEqual({
      user: 'john.doe',
      share_name: 'Team Projects',
      status: null,
      files_synced: null,
      bytes_synced: null,
      stalled: null,
      problem: true,
      remedy: 'The NAS does not list this task any more: was it removed? It is forgotten after forget_after',
    });
    expect(messages.sync).toMatchObject({ tasks: 0, other: 0 });
  });

  it('without a user or a share has null there', async () => {
    const topics = await documented()
      .poll({ tasks: [task({ user: undefined, shareName: undefined })] })
      .published();
    expect(Object.values(topics)).toContainEqual(
      expect.objectContaining({ user: null, share_name: null, status: 'syncing' }),
    );
  });

  it('of which it cannot be told whether it moves is not said to', async () => {
    expect((await published({ filesSynced: undefined, bytesSynced: undefined }))[TEAM]).toMatchObject({
      stalled: null,
      problem: false,
    });
  });
});

describe('the list of clients', () => {
  it('is published only where it was asked for', async () => {
    expect(await documented().published()).not.toHaveProperty('clients');
    expect((await documented({ publish_clients: true }).published()).clients).toEqual({
      total: 1,
      truncated: false,
      clients: [
        {
          user: 'john.doe',
          client_type: 'desktop',
          client_version: '3.4.0',
          ip_address: '192.168.1.100',
          connected_since: '2024-11-28T09:00:00Z',
        },
      ],
    });
  });

  it('has null where something was not sent, and no devices that are away', async () => {
    const rows = [linked('LAPTOP'), { connected: true }];
    const { clients } = await documented({ publish_clients: true }).poll({ clients: rows }).published();
    expect(clients).toEqual({
      total: 1,
      truncated: false,
      clients: [
        { user: null, client_type: null, client_version: null, ip_address: null, connected_since: null },
      ],
    });
  });

  it.each([
    [200, false],
    [201, true],
  ])('has at most 200 rows: of %d it is truncated %s', async (count, truncated) => {
    const rows = Array.from({ length: count }, () => client());
    const { clients } = await documented({ publish_clients: true }).poll({ clients: rows }).published();
    const { clients: shown, ...rest } = clients as { clients: unknown[] };
    expect([rest, shown.length]).toEqual([{ total: count, truncated }, 200]);
  });
});

describe('what is wrong with a NAS', () => {
  it('is the first thing that is, with its remedy', async () => {
    const story = documented().poll({ tasks: { error: refusal() } });
    expect((await story.published()).problem).toEqual({
      problem: true,
      message: 'SYNO.SynologyDrive.Connections List answered 105: the account may not do this',
      remedy: 'Give the account the right to it',
    });
    expect((await story.poll({ error: AWAY }).published()).problem).toMatchObject({
      message: 'nas.example.com:5001 refuses the connection',
    });
  });

  it('is over when everything is read again', async () => {
    const story = documented()
      .poll({ error: new AnswerError('a web page') })
      .poll();
    story.profiles({ 'john.doe': profile() });
    expect((await story.published()).problem).toEqual({ problem: false, message: null, remedy: null });
  });

  it('leaves old values where they are, and takes their availability', async () => {
    const story = documented().poll({ summary: { error: refusal() } });
    expect(await story.published()).toMatchObject({
      connections: { total: 25 },
      availability: 'online',
      'availability/connections': 'offline',
      'availability/clients': 'online',
    });
  });
});
