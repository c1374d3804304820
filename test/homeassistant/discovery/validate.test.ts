import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiscoveryDocument } from '../../../homeassistant/discovery/document.ts';
import { documentProblems } from '../../../homeassistant/discovery/validate.ts';
import { client, NAMES, profile, Story, task } from '../../support/bridge.ts';
import { documentsOf } from '../../support/bridge-entities.ts';
import { anyName, HOSTILE_NAMES } from '../../support/bridge-names.ts';

const TOPIC = 'homeassistant/device/synology_drive-office/config';

const sensor = {
  platform: 'sensor',
  unique_id: 'synology_drive-office-total',
  default_entity_id: 'sensor.synology_drive_office_total',
  name: 'Connections',
  state_topic: 'synology_drive/office/connections',
  value_template: '{{ value_json.total }}',
} as const;

const base = {
  device: { identifiers: ['synology_drive-office'], name: 'Office NAS' },
  origin: { name: 'synology-drive-monitoring', sw_version: '1.0.0' },
  availability: [{ topic: 'synology_drive/bridge/state' }],
  availability_mode: 'all',
  qos: 1,
};

type Keys = Readonly<Record<string, unknown>>;

const judged = (document: object, topic = TOPIC) => documentProblems(topic, document as DiscoveryDocument);

/** What is wrong with a document of one sensor that differs by these keys; `undefined` takes one away. */
const sensorWith = (keys: Keys) => {
  const all = Object.entries({ ...sensor, ...keys }).filter(([, value]) => value !== undefined);
  return judged({ ...base, components: { one: Object.fromEntries(all) } });
};

const rootWith = (keys: Keys) => judged({ ...base, components: { one: sensor }, ...keys });

describe('a document that Home Assistant takes', () => {
  it('may take entities away, each by its platform alone', () => {
    const stone = { platform: 'sensor' };
    expect(judged({ ...base, components: { one: sensor, two: stone, three: stone } })).toEqual([]);
    expect(judged({ ...base, components: { one: sensor, two: { platform: 'x' } } })).toHaveLength(1);
  });

  it('has nothing wrong', () => {
    expect(rootWith({})).toEqual([]);
  });

  it.each([
    [{ device_class: 'data_size', unit_of_measurement: 'GiB', state_class: 'measurement' }],
    [{ device_class: 'enum', options: ['idle', 'syncing'] }],
    [{ device_class: 'timestamp' }],
    [{ unit_of_measurement: '%', state_class: 'measurement' }],
    [{ state_class: 'measurement' }],
    [{ entity_category: 'diagnostic' }],
    [{ enabled_by_default: false }],
    [{ availability: [] }],
    [{ json_attributes_topic: 'a/b', json_attributes_template: '{{ {} | tojson }}' }],
  ])('may have a sensor with %j', (keys) => {
    expect(sensorWith(keys)).toEqual([]);
  });

  it.each([
    [
      {
        platform: 'binary_sensor',
        default_entity_id: 'binary_sensor.a',
        device_class: 'connectivity',
        payload_on: 'online',
        payload_off: 'offline',
        value_template: undefined,
      },
    ],
    [{ platform: 'binary_sensor', default_entity_id: 'binary_sensor.a', device_class: 'problem' }],
    [
      {
        platform: 'event',
        default_entity_id: 'event.a',
        event_types: ['connected'],
        value_template: undefined,
      },
    ],
    [
      {
        platform: 'button',
        default_entity_id: 'button.a',
        command_topic: 'a/set',
        state_topic: undefined,
        value_template: undefined,
      },
    ],
  ])('may have %j', (keys) => {
    expect(sensorWith(keys)).toEqual([]);
  });

  it('may give the topic of all states at its root', () => {
    const { state_topic: _, ...bare } = sensor;
    expect(judged({ ...base, state_topic: 'a/b', components: { one: bare } })).toEqual([]);
  });
});

describe('the root of a document', () => {
  it.each([
    [{ expire_after: 60 }, 'root has an unknown key expire_after'],
    [{ name: 'x' }, 'root has an unknown key name'],
    [{ device: { ...base.device, colour: 'red' } }, 'device has an unknown key colour'],
    [{ device: { ...base.device, object_id: 'x' } }, 'device has an unknown key object_id'],
    [{ origin: { ...base.origin, url: 'x' } }, 'origin has an unknown key url'],
    [{ device: { ...base.device, identifiers: [] } }, 'device has no identifiers'],
    [{ origin: { ...base.origin, name: '' } }, 'origin has no name'],
    [{ components: {} }, 'there are no components'],
    [{ availability: [{ topic: 'a/+' }] }, 'the topic a/+: it has a wildcard'],
    [{ availability: [{ topic: '' }] }, 'the topic : it is empty'],
    [{ state_topic: 'a//b' }, 'the topic a//b: it has an empty level'],
    [{ state_topic: '$SYS/x' }, 'the topic $SYS/x: it begins with $'],
  ])('with %j is refused', (keys, problem) => {
    expect(rootWith(keys)).toEqual([problem]);
  });

  it.each([
    'homeassistant/device/a b/config',
    'homeassistant/device/ä/config',
    'homeassistant/device//config',
    'homeassistant/device/x/y/config',
    'homeassistant/sensor/x/config',
    'homeassistant/device/x',
  ])('is refused on the topic %s', (topic) => {
    expect(judged({ ...base, components: { one: sensor } }, topic)).toEqual([
      `${topic} is no discovery topic of a device`,
    ]);
  });

  it('is refused when it is larger than 128 KiB', () => {
    const components = Object.fromEntries(
      Array.from({ length: 700 }, (_, index) => [
        `c${index}`,
        { ...sensor, unique_id: `u-${index}`, default_entity_id: `sensor.e${index}` },
      ]),
    );
    expect(judged({ ...base, components })).toEqual([
      expect.stringMatching(/^it has 1\d{5} bytes, more than 131072$/),
    ]);
  });

  it('is measured in bytes, not in characters', () => {
    const device = { ...base.device, name: 'ü'.repeat(66_000) };
    expect(rootWith({ device })).toEqual([expect.stringMatching(/^it has 13\d{4} bytes/)]);
  });

  it.each([
    [
      'unique_id',
      { default_entity_id: 'sensor.other' },
      'unique_id synology_drive-office-total is there twice',
    ],
    [
      'default_entity_id',
      { unique_id: 'other' },
      'default_entity_id sensor.synology_drive_office_total is there twice',
    ],
  ])('with one %s twice is refused', (_, keys, problem) => {
    expect(judged({ ...base, components: { one: sensor, two: { ...sensor, ...keys } } })).toEqual([problem]);
  });
});

describe('a component', () => {
  it.each([
    [{ platform: 'light', default_entity_id: 'light.a' }, 'light is no platform that is used here'],
    [{ object_id: 'x' }, 'object_id is no key of it'],
    [{ expire_after: 60 }, 'expire_after is no key of it'],
    [{ payload_on: 'ON' }, 'payload_on is no key of it'],
    [{ unique_id: 'a b' }, 'its unique_id is none'],
    [{ unique_id: '' }, 'its unique_id is none'],
    [{ default_entity_id: 'total' }, 'default_entity_id total is no id of a sensor'],
    [{ default_entity_id: 'binary_sensor.a' }, 'default_entity_id binary_sensor.a is no id of a sensor'],
    [{ default_entity_id: 'sensor.A-b' }, 'default_entity_id sensor.A-b is no id of a sensor'],
    [{ name: ' ' }, 'its name is empty'],
    [{ state_topic: undefined }, 'state_topic is missing'],
    [{ state_topic: 'a/#' }, 'the topic a/#: it has a wildcard'],
    [{ json_attributes_topic: 'a\n' }, 'the topic a\n: it has control characters or halves of characters'],
    [{ availability: [{ topic: '+' }] }, 'the topic +: it has a wildcard'],
    [{ value_template: '{{ value' }, 'a template does not close'],
    [{ value_template: '{% if x %} }}' }, 'a template does not close'],
    [{ json_attributes_template: '{% raw' }, 'a template does not close'],
    [{ entity_category: 'config' }, 'entity_category config is refused'],
    [{ device_class: 'data_size' }, 'the unit undefined does not fit data_size'],
    [{ device_class: 'data_size', unit_of_measurement: 'GiBi' }, 'the unit GiBi does not fit data_size'],
    [{ device_class: 'data_size', unit_of_measurement: '%' }, 'the unit % does not fit data_size'],
    [{ device_class: 'duration', unit_of_measurement: 'GiB' }, 'the unit GiB does not fit duration'],
    [{ device_class: 'connectivity' }, 'connectivity is no device class that is used here'],
    [{ device_class: 'timestamp', state_class: 'measurement' }, 'timestamp has no state_class'],
    [{ device_class: 'timestamp', unit_of_measurement: 's' }, 'timestamp has no unit'],
    [{ device_class: 'enum', options: ['a'], state_class: 'measurement' }, 'enum has no state_class'],
    [{ device_class: 'enum', options: ['a'], unit_of_measurement: '%' }, 'enum has no unit'],
    [{ device_class: 'enum' }, 'options go with enum, and only there'],
    [{ options: ['a'] }, 'options go with enum, and only there'],
    [{ device_class: 'enum', options: [] }, 'options are empty'],
  ])('that is a sensor with %j is refused', (keys, problem) => {
    expect(sensorWith(keys)).toEqual([`one: ${problem}`]);
  });

  it.each([
    [
      { platform: 'binary_sensor', default_entity_id: 'binary_sensor.a', device_class: 'data_size' },
      'data_size is no device class that is used here',
    ],
    [
      { platform: 'binary_sensor', default_entity_id: 'binary_sensor.a', state_class: 'measurement' },
      'state_class is no key of it',
    ],
    [
      { platform: 'binary_sensor', default_entity_id: 'binary_sensor.a', state_topic: undefined },
      'state_topic is missing',
    ],
    [{ platform: 'event', default_entity_id: 'event.a' }, 'event_types is missing'],
    [{ platform: 'event', default_entity_id: 'event.a', event_types: [] }, 'event_types are empty'],
    [
      {
        platform: 'button',
        default_entity_id: 'button.a',
        value_template: undefined,
        state_topic: undefined,
      },
      'command_topic is missing',
    ],
    [
      {
        platform: 'button',
        default_entity_id: 'button.a',
        command_topic: 'a/+',
        value_template: undefined,
        state_topic: undefined,
      },
      'the topic a/+: it has a wildcard',
    ],
  ])('with %j is refused', (keys, problem) => {
    expect(sensorWith(keys)).toEqual([`one: ${problem}`]);
  });
});

describe('the documents that the bridge makes', () => {
  const problemsOf = async (story: Story) =>
    [...(await documentsOf(story))].flatMap(([id, document]) =>
      documentProblems(NAMES.document(id), document),
    );

  /** A house of these names, as users, shares and of the NAS itself. */
  function house(names: readonly string[], dialect: 'documented' | 'dsm', name: string): Story {
    const story = new Story({ name }).poll({
      dialect,
      clients: names.map((user) => client({ user })),
      tasks: names.map((one) => task({ user: one, shareName: one })),
    });
    for (const user of names) story.profiles({ [user]: profile({ user }) });
    return story;
  }

  it.each(['documented', 'dsm'] as const)(
    'have nothing wrong, whoever uses the NAS (%s)',
    async (dialect) => {
      const story = house(HOSTILE_NAMES, dialect, 'NAS');
      expect((await documentsOf(story)).size).toBeGreaterThan(HOSTILE_NAMES.length * 2 - 4);
      expect(await problemsOf(story)).toEqual([]);
    },
  );

  it('have nothing wrong, whatever the names', async () => {
    const names = fc.array(anyName, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.constantFrom('documented' as const, 'dsm' as const),
        anyName,
        async (users, dialect, name) => {
          expect(await problemsOf(house(users, dialect, name === '' ? 'x' : name))).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('have ids that nobody else has, whatever the names', async () => {
    const names = fc.uniqueArray(anyName, { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(names, async (users) => {
        const documents = [...(await documentsOf(house(users, 'documented', 'NAS'))).values()];
        const components = documents.flatMap((document) => Object.values(document.components));
        for (const key of ['unique_id', 'default_entity_id'] as const) {
          const ids = components.map((component) => component[key]);
          expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('have names as people wrote them, but for control characters', async () => {
    const documents = await documentsOf(house(['{{ 7 * 7 }}', 'a\u0000b'], 'documented', 'Büro #1'));
    const names = [...documents.values()].map(({ device }) => device.name);
    expect(names).toContain('Büro #1 {{ 7 * 7 }}');
    expect(names).toContain('Büro #1 a b');
  });
});
