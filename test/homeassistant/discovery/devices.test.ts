import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../homeassistant/discovery/device.ts';
import { devicesOf } from '../../../homeassistant/discovery/nas-devices.ts';
import { Planner } from '../../../homeassistant/discovery/planner.ts';
import { version } from '../../../src/version.ts';
import { AWAY, client, NAMES, profile, refusal, Story, task } from '../../support/bridge.ts';
import { documentsOf } from '../../support/bridge-entities.ts';

const ordersOf = async (story: Story) => devicesOf(NAMES, story.settings, await story.told());
const idsOf = async (story: Story) => (await ordersOf(story)).map(({ id }) => id);
const everybody = (story: Story, ...names: string[]) =>
  story.profiles(Object.fromEntries(names.map((user) => [user, profile({ user })])));

describe('the devices', () => {
  const story = () => everybody(new Story({ mac: '00:11:32:aa:bb:cc' }).poll(), 'john.doe');
  const deviceOf = async (id: string, from = story()) => (await documentsOf(from)).get(id)?.device;

  it('are the bridge, the NAS, its tasks and its users, each below the other', async () => {
    expect([...(await documentsOf(story())).values()].map(({ device }) => device)).toEqual([
      {
        identifiers: ['synology_drive-bridge'],
        name: 'Synology Drive Bridge',
        manufacturer: 'synology-drive-monitoring',
        model: 'MQTT bridge',
        sw_version: version,
      },
      {
        identifiers: ['synology_drive-office'],
        connections: [['mac', '00:11:32:aa:bb:cc']],
        name: 'Office NAS',
        manufacturer: 'Synology',
        model: 'Synology Drive Server',
        configuration_url: 'https://nas.example.com:5001',
        via_device: 'synology_drive-bridge',
      },
      {
        identifiers: ['synology_drive-office-sync-john_doe_team_projects_5662c0f8'],
        name: 'Office NAS Team Projects (john.doe)',
        manufacturer: 'Synology',
        model: 'ShareSync task',
        via_device: 'synology_drive-office',
      },
      {
        identifiers: ['synology_drive-office-user-john_doe_30f69670'],
        name: 'Office NAS john.doe',
        manufacturer: 'Synology',
        model: 'Synology Drive user',
        via_device: 'synology_drive-office',
      },
    ]);
  });

  it('say by whom they were made, as whole documents', async () => {
    for (const document of (await documentsOf(story())).values()) {
      expect(Object.keys(document).sort()).toEqual(
        [
          'availability',
          'availability_mode',
          'components',
          'device',
          'origin',
          'qos',
          ...('state_topic' in document ? ['state_topic'] : []),
        ].sort(),
      );
      expect(document).toMatchObject({
        origin: { name: 'synology-drive-monitoring', sw_version: version },
        availability_mode: 'all',
        qos: 1,
      });
    }
  });

  it.each([
    [{ plain_http: true }, 'http://nas.example.com:5000'],
    [{ port: 443 }, 'https://nas.example.com:443'],
    [{ host: '2001:db8::1' }, 'https://[2001:db8::1]:5001'],
  ])('link to the NAS: with %j to %s', async (nas, url) => {
    expect((await deviceOf(NAMES.nasDevice('office'), new Story(nas).poll()))?.configuration_url).toBe(url);
  });

  it("have the package's version where the NAS tells it", async () => {
    const known = story().profiles({}, { packageVersion: '4.0.2-27889' });
    expect((await deviceOf(NAMES.nasDevice('office'), known))?.sw_version).toBe('4.0.2-27889');
  });

  it.each([
    [{ user: undefined }, 'Office NAS Team Projects'],
    [{ shareName: undefined }, 'Office NAS (no share) (john.doe)'],
    [{ shareName: 'a\nb', user: '\ud800' }, 'Office NAS a b (\ufffd)'],
    [{ shareName: '{{ 1 }}' }, 'Office NAS {{ 1 }} (john.doe)'],
  ])('are called what people call them: a task of %j is %s', async (more, name) => {
    const tasks = [...(await documentsOf(new Story().poll({ tasks: [task(more)] }))).values()].map(
      ({ device }) => device.name,
    );
    expect(tasks).toContain(name);
  });

  it('have entities with ids that never change: of slugs, not of shown names', async () => {
    const before = await documentsOf(story());
    const renamed = await documentsOf(
      everybody(new Story({ name: 'Another name', host: 'elsewhere' }).poll(), 'JOHN.DOE'),
    );
    const ids = (documents: Awaited<ReturnType<typeof documentsOf>>) =>
      [...documents.values()].flatMap(({ components }) =>
        Object.values(components).map(({ unique_id }) => unique_id),
      );
    expect(ids(renamed)).toEqual(ids(before));
    expect(new Set(ids(before)).size).toBe(ids(before).length);
    for (const id of ids(before)) expect(id).toMatch(/^synology_drive-[a-z0-9_-]+-[a-z_]+$/);
  });

  it('do not repeat their names in those of their entities', async () => {
    for (const { device, components } of (await documentsOf(story())).values())
      for (const { name } of Object.values(components)) expect(name.startsWith(device.name)).toBe(false);
  });
});

describe('which devices there are', () => {
  it('is nothing before it is known what the NAS can tell', async () => {
    expect(await idsOf(new Story())).toEqual([]);
  });

  it('is the NAS alone when it cannot be reached: discovery does not wait for it', async () => {
    expect(await idsOf(new Story().poll({ error: AWAY }))).toEqual(['synology_drive-office']);
  });

  it('is no user before a profile was read: it may be nobody', async () => {
    expect(await idsOf(new Story().poll({ clients: [client({ user: 'ghost' })], tasks: [] }))).toEqual([
      'synology_drive-office',
    ]);
    const unread = new Story().poll({ tasks: [], clients: [] }).profiles({ anna: { error: refusal() } });
    expect(await idsOf(unread)).toEqual(['synology_drive-office', 'synology_drive-office-user-anna']);
  });

  it('is what is remembered, when the NAS is down after a restart', async () => {
    const before = await everybody(new Story().poll(), 'anna').told();
    const story = new Story({}, { dialect: 'documented', users: before.users, tasks: before.tasks });
    expect(await idsOf(story)).toEqual([
      'synology_drive-office',
      'synology_drive-office-sync-john_doe_team_projects_5662c0f8',
      'synology_drive-office-user-anna',
    ]);
  });

  it.each([
    [2, ['zoe', 'mia']],
    [0, []],
    [5, ['zoe', 'mia', 'anna']],
  ])('is at most %d users: those who were seen first', async (user_devices, expected) => {
    const story = everybody(new Story({ user_devices }).poll({ tasks: [], clients: [] }), 'zoe', 'mia');
    const ids = await idsOf(everybody(story, 'anna', 'mia', 'zoe'));
    expect(ids.slice(1)).toEqual(expected.map((user) => `synology_drive-office-user-${user}`));
  });
});

describe('a planner', () => {
  it('makes the text of each document, for its topic', async () => {
    const story = everybody(new Story().poll(), 'anna');
    const { wanted, faulty } = await new Planner(NAMES).plan(await ordersOf(story));
    expect(faulty).toEqual([]);
    expect([...wanted.keys()]).toEqual((await idsOf(story)).map(NAMES.document));
    for (const [id, document] of await documentsOf(story))
      if (id !== NAMES.bridgeDevice)
        expect(JSON.parse(wanted.get(NAMES.document(id))?.text ?? '')).toEqual(
          JSON.parse(JSON.stringify(document)),
        );
  });

  it('ranks a NAS before what refers to it', async () => {
    const { wanted } = await new Planner(NAMES).plan(await ordersOf(everybody(new Story().poll(), 'anna')));
    expect([...wanted.values()].map(({ rank }) => rank)).toEqual(['nas device', 'device', 'device']);
  });

  it('makes a document anew when what it depends on has changed, else not', async () => {
    const planner = new Planner(NAMES);
    const made: string[] = [];
    const watched = async (story: Story) =>
      (await ordersOf(story)).map((order) => ({
        ...order,
        alike: undefined,
        make: () => {
          made.push(order.id);
          return order.make();
        },
      }));
    const story = everybody(new Story().poll({ tasks: [] }), 'anna');
    await planner.plan(await watched(story));
    await planner.plan(await watched(story.poll({ tasks: [] }, 300)));
    expect(made).toEqual(['synology_drive-office', 'synology_drive-office-user-anna']);
    await planner.plan(await watched(story.profiles({ anna: profile() }, { packageVersion: '4.1' })));
    expect(made.slice(2)).toEqual(['synology_drive-office']);
    await planner.plan(await watched(story.poll({ dialect: 'dsm', tasks: [] })));
    expect(made.slice(3)).toEqual(['synology_drive-office', 'synology_drive-office-user-anna']);
  });

  it('sends no document that Home Assistant would refuse, and says why', async () => {
    const [order] = await ordersOf(new Story().poll({ tasks: [], clients: [] }));
    if (!order) throw new Error('there is no device');
    const broken = { ...order, make: () => ({ ...order.make(), entities: [] }) };
    expect(documentOf(broken.make(), NAMES).components).toEqual({});
    expect(await new Planner(NAMES).plan([broken])).toEqual({
      wanted: new Map(),
      faulty: [
        { topic: 'homeassistant/device/synology_drive-office/config', problems: ['there are no components'] },
      ],
    });
  });

  it('gives others their turn while it makes thousands', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `user${index}`);
    const story = everybody(new Story({ user_devices: 1000 }).poll(), ...names);
    let turns = 0;
    const count = () => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await new Planner(NAMES).plan(await ordersOf(story));
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(2);
  });
});
