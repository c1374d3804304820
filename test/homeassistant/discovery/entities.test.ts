import { describe, expect, it } from 'vitest';
import { client, linked, NAMES, NOW, profile, refusal, Story, summary, task } from '../../support/bridge.ts';
import { attributesIn, documentsOf, entityLines, stateOf } from '../../support/bridge-entities.ts';

const JOHN = NAMES.userDevice('office', 'john_doe_30f69670');
const TEAM = NAMES.taskDevice('office', 'john_doe_team_projects_5662c0f8');
const OFFICE = NAMES.nasDevice('office');

/** What stands on the broker, by topic below the base topic. */
const published = async (story: Story): Promise<Readonly<Record<string, unknown>>> => ({
  'bridge/state': 'online',
  'bridge/info': { version: '1.2.3', last_error: null },
  ...Object.fromEntries(
    Object.entries(await story.published()).map(([topic, payload]) => [`office/${topic}`, payload]),
  ),
});

const lines = async (story: Story, id: string): Promise<string[]> => {
  const document = (await documentsOf(story)).get(id);
  if (!document) throw new Error(`no document of ${id}`);
  return entityLines(document, await published(story));
};

/** The state of one entity, and its attributes. */
async function shown(story: Story, id: string, key: string) {
  const document = (await documentsOf(story)).get(id);
  const component = document?.components[key];
  if (!document || !component) throw new Error(`${id} has no ${key}`);
  return {
    state: stateOf(document, component, await published(story)),
    attributes: attributesIn(component, await published(story)),
  };
}

const documented = (nas = {}) => new Story(nas).poll().profiles({ 'john.doe': profile() });

const dsm = (nas = {}) =>
  new Story(nas)
    .poll({
      dialect: 'dsm',
      summary: summary({ web: undefined, sharesync: 2 }),
      clients: [client({ lastSeen: NOW - 60 }), linked('LAPTOP', { lastSeen: NOW - 8 * 86_400 })],
    })
    .profiles({ 'john.doe': profile() }, { packageVersion: '4.0.2-27889' });

const NEEDS = 'of bridge/state office/availability';

const TASK_COUNTS = `
sensor.synology_drive_office_tasks: Sync tasks [measurement] ${NEEDS} office/availability/sync = 1
sensor.synology_drive_office_idle: Idle tasks [measurement] ${NEEDS} office/availability/sync = 0
sensor.synology_drive_office_syncing: Syncing tasks [measurement] ${NEEDS} office/availability/sync = 1
sensor.synology_drive_office_paused: Paused tasks [measurement] ${NEEDS} office/availability/sync = 0
sensor.synology_drive_office_error: Failed tasks [measurement] ${NEEDS} office/availability/sync = 0
sensor.synology_drive_office_stalled: Stalled tasks [measurement] ${NEEDS} office/availability/sync = 0
sensor.synology_drive_office_other: Tasks in an unknown status [measurement] ${NEEDS} office/availability/sync = 0
`;

const NAS_HEAD = `
binary_sensor.synology_drive_office_connected: Connection to the NAS [connectivity online/offline] of nothing = "online"
binary_sensor.synology_drive_office_problem: Problem [problem] ${NEEDS} = "OFF"
button.synology_drive_office_refresh: Refresh [] ${NEEDS} = "PRESS to office/refresh/set"
event.synology_drive_office_connection: Connections and disconnections [connected/disconnected/summary] ${NEEDS} office/availability/clients = "events of office/event"
sensor.synology_drive_office_total: Connections [measurement] ${NEEDS} office/availability/connections = 25
sensor.synology_drive_office_desktop: Desktop clients [measurement] ${NEEDS} office/availability/connections = 15
sensor.synology_drive_office_mobile: Mobile clients [measurement] ${NEEDS} office/availability/connections = 8
`;

const QUOTA = `
sensor.synology_drive_office_user_john_doe_quota_percent: Quota used in percent [measurement % 1] ${NEEDS} office/availability/profiles = 5
sensor.synology_drive_office_user_john_doe_quota_used: Space used [data_size measurement GiB 2] ${NEEDS} office/availability/profiles = 5
sensor.synology_drive_office_user_john_doe_quota_total: Quota [data_size measurement GiB 2 hidden] ${NEEDS} office/availability/profiles = 100
sensor.synology_drive_office_user_john_doe_quota_free: Space left [data_size measurement GiB 2 hidden] ${NEEDS} office/availability/profiles = 95
`;

const USER_TAIL = `
sensor.synology_drive_office_user_john_doe_connections: Connections [measurement] ${NEEDS} office/availability/clients = 1
binary_sensor.synology_drive_office_user_john_doe_connected: Connected [connectivity] ${NEEDS} office/availability/clients = "ON"
binary_sensor.synology_drive_office_user_john_doe_problem: Problem [problem] ${NEEDS} office/availability/profiles = "OFF"
`;

const split = (...texts: string[]) => texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));

describe('the entities', () => {
  it('of the bridge are these', async () => {
    expect(await lines(documented(), NAMES.bridgeDevice)).toEqual(
      split(`
binary_sensor.synology_drive_bridge_connected: Connection to the broker [connectivity online/offline diagnostic] of nothing = "online"
sensor.synology_drive_bridge_version: Version [diagnostic] of bridge/state = "1.2.3"
sensor.synology_drive_bridge_last_error: Last error [diagnostic] of bridge/state = null
button.synology_drive_bridge_refresh: Refresh all [] of bridge/state = "PRESS to bridge/refresh/set"
`),
    );
  });

  it('of a NAS that speaks the documented dialect are these', async () => {
    expect(await lines(documented(), OFFICE)).toEqual(
      split(
        NAS_HEAD,
        `sensor.synology_drive_office_web: Web clients [measurement] ${NEEDS} office/availability/connections = 2`,
        TASK_COUNTS,
      ),
    );
  });

  it('of a NAS that speaks dsm are these', async () => {
    expect(await lines(dsm(), OFFICE)).toEqual(
      split(
        NAS_HEAD,
        `
sensor.synology_drive_office_sharesync: ShareSync clients [measurement] ${NEEDS} office/availability/connections = 2
sensor.synology_drive_office_linked: Off-line devices [measurement] ${NEEDS} office/availability/clients = 1
sensor.synology_drive_office_stale: Devices off-line for too long [measurement] ${NEEDS} office/availability/clients = 1
`,
        TASK_COUNTS,
      ),
    );
  });

  it('of a NAS that was never reached are those that every dialect knows', async () => {
    const never = new Story().poll({ error: refusal() });
    const keys = Object.keys((await documentsOf(never)).get(OFFICE)?.components ?? {});
    expect(keys.filter((key) => ['web', 'sharesync', 'linked', 'stale'].includes(key))).toEqual([]);
    expect(keys).toContain('desktop');
  });

  it('of a task are these', async () => {
    expect(await lines(documented(), TEAM)).toEqual(
      split(`
sensor.synology_drive_office_sync_john_doe_team_projects_status: Status [enum idle/syncing/paused/error] ${NEEDS} office/availability/sync = "syncing"
sensor.synology_drive_office_sync_john_doe_team_projects_files_synced: Files synced [measurement] ${NEEDS} office/availability/sync = 150
sensor.synology_drive_office_sync_john_doe_team_projects_bytes_synced: Data synced [data_size measurement GiB 2] ${NEEDS} office/availability/sync = 0.09765625
binary_sensor.synology_drive_office_sync_john_doe_team_projects_stalled: Stalled [problem] ${NEEDS} office/availability/sync = "OFF"
binary_sensor.synology_drive_office_sync_john_doe_team_projects_problem: Problem [problem] ${NEEDS} office/availability/sync = "OFF"
`),
    );
  });

  it('of a user whose NAS speaks the documented dialect are these', async () => {
    expect(await lines(documented(), JOHN)).toEqual(
      split(
        QUOTA,
        `
sensor.synology_drive_office_user_john_doe_file_count: Files [measurement hidden] ${NEEDS} office/availability/profiles = 500
sensor.synology_drive_office_user_john_doe_folder_count: Folders [measurement hidden] ${NEEDS} office/availability/profiles = 50
sensor.synology_drive_office_user_john_doe_last_sync: Last sync [timestamp] ${NEEDS} office/availability/profiles = "2024-11-28T09:56:00Z"
`,
        USER_TAIL,
      ),
    );
  });

  it('of a user whose NAS speaks dsm are these', async () => {
    expect(await lines(dsm(), JOHN)).toEqual(
      split(
        QUOTA,
        `sensor.synology_drive_office_user_john_doe_last_seen: Last seen [timestamp] ${NEEDS} office/availability/clients = "2024-11-28T09:59:00Z"`,
        USER_TAIL,
      ),
    );
  });
});

describe('what Home Assistant shows', () => {
  it.each([
    ['idle', 'idle'],
    ['syncing', 'syncing'],
    ['paused', 'paused'],
    ['error', 'error'],
    ['dreaming', null],
    [undefined, null],
  ])('of a task in status %s is %s: an unknown word would be refused', async (status, state) => {
    const story = documented().poll({ tasks: [task({ status })] });
    expect((await shown(story, TEAM, 'status')).state).toBe(state);
  });

  it('of a task that is gone is nothing, and a problem with its remedy', async () => {
    const story = documented().poll({ tasks: [] }, 300);
    for (const key of ['status', 'files_synced', 'bytes_synced', 'stalled'])
      expect([key, (await shown(story, TEAM, key)).state]).toEqual([key, null]);
    expect(await shown(story, TEAM, 'problem')).toEqual({
      state: 'ON',
      attributes: {
        remedy:
          'The NAS does not list this task any more: was it removed? It is forgotten after forget_after',
      },
    });
  });

  it('of a user without a quota is unknown, never 0 or 100 percent', async () => {
    const story = documented().profiles({ 'john.doe': profile({ quotaTotal: 0 }) });
    for (const key of ['quota_percent', 'quota_total', 'quota_free'])
      expect([key, (await shown(story, JOHN, key)).state]).toEqual([key, null]);
    expect((await shown(story, JOHN, 'quota_used')).state).toBe(5);
    expect((await shown(story, JOHN, 'problem')).state).toBe('OFF');
  });

  it('of a user who never synced is unknown', async () => {
    const story = documented().profiles({ 'john.doe': profile({ lastSyncTime: 0 }) });
    expect((await shown(story, JOHN, 'last_sync')).state).toBeNull();
  });

  it('of a user who has no connection is that', async () => {
    const story = documented().poll({ clients: [] });
    expect([
      (await shown(story, JOHN, 'connections')).state,
      (await shown(story, JOHN, 'connected')).state,
    ]).toEqual([0, 'OFF']);
  });

  it('of a user whose connections are not known is nothing', async () => {
    const story = new Story().poll({ clients: { error: refusal() } }).profiles({ 'john.doe': profile() });
    expect([
      (await shown(story, JOHN, 'connections')).state,
      (await shown(story, JOHN, 'connected')).state,
    ]).toEqual([null, null]);
  });

  it('of a user whose quota is nearly used is a problem with its remedy', async () => {
    const story = documented({ quota_warning: 5 });
    expect(await shown(story, JOHN, 'problem')).toEqual({
      state: 'ON',
      attributes: {
        remedy: '5 % of the quota is used: let john.doe make room, or raise the quota on the NAS',
      },
    });
  });

  it('of a NAS that refuses a question is a problem with message and remedy', async () => {
    const story = documented().poll({ summary: { error: refusal() } });
    const attributes = {
      message: 'SYNO.SynologyDrive.Connections List answered 105: the account may not do this',
      remedy: 'Give the account the right to it',
    };
    expect(await shown(story, OFFICE, 'problem')).toEqual({ state: 'ON', attributes });
    expect(await shown(story, OFFICE, 'connected')).toEqual({ state: 'online', attributes });
  });

  it('of devices that are away are their names', async () => {
    expect(await shown(dsm(), OFFICE, 'linked')).toEqual({
      state: 1,
      attributes: { devices: ['LAPTOP (john.doe)'] },
    });
    expect(await shown(dsm(), OFFICE, 'stale')).toEqual({
      state: 1,
      attributes: { devices: ['LAPTOP (john.doe)'] },
    });
  });

  it.each([
    [null, null],
    ['short', 'short'],
    ['x'.repeat(300), 'x'.repeat(250)],
  ])(
    'of the last error %.10s is at most 250 characters: longer states are refused',
    async (last_error, state) => {
      const document = (await documentsOf(documented())).get(NAMES.bridgeDevice);
      const component = document?.components.last_error;
      if (!document || !component) throw new Error('there is no last_error');
      expect(stateOf(document, component, { 'bridge/info': { last_error } })).toBe(state);
    },
  );

  it('is unknown where a key is not there at all: an older or newer bridge may have published it', async () => {
    for (const [id, document] of await documentsOf(dsm()))
      for (const [key, component] of Object.entries(document.components)) {
        if (component.value_template === undefined || key === 'version') continue;
        const empty = new Proxy({}, { get: () => ({}) });
        expect([id, key, stateOf(document, component, empty)]).toEqual([id, key, null]);
      }
  });
});
