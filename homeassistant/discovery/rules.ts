/*
 * What Home Assistant (2024.11 and later) takes as discovery of a device over MQTT. It says nothing on the wire about what
 * it refuses, so this is looked at before anything is sent. Source: its integration `mqtt` and its sensor device classes.
 */

/** An unknown key in one of these refuses the whole document. */
export const KEYS = {
  root: new Set([
    'device',
    'origin',
    'components',
    'availability',
    'availability_mode',
    'state_topic',
    'qos',
    'encoding',
  ]),
  device: new Set([
    'identifiers',
    'connections',
    'manufacturer',
    'model',
    'model_id',
    'name',
    'hw_version',
    'sw_version',
    'serial_number',
    'suggested_area',
    'configuration_url',
    'via_device',
  ]),
  origin: new Set(['name', 'sw_version', 'support_url']),
} as const;

const COMMON = [
  'platform',
  'unique_id',
  'default_entity_id',
  'name',
  'icon',
  'entity_category',
  'enabled_by_default',
  'availability',
  'availability_mode',
  'json_attributes_topic',
  'json_attributes_template',
  'qos',
];

const STATE = ['state_topic', 'value_template', 'device_class'];

/** By platform: the keys it knows (others are dropped without a word), and those it needs. */
export const PLATFORMS: Readonly<Record<string, { known: ReadonlySet<string>; needed: readonly string[] }>> =
  {
    sensor: {
      known: new Set([
        ...COMMON,
        ...STATE,
        'state_class',
        'unit_of_measurement',
        'suggested_display_precision',
        'options',
      ]),
      needed: ['state_topic'],
    },
    binary_sensor: {
      known: new Set([...COMMON, ...STATE, 'payload_on', 'payload_off']),
      needed: ['state_topic'],
    },
    button: {
      known: new Set([...COMMON, 'command_topic', 'device_class', 'payload_press']),
      needed: ['command_topic'],
    },
    event: { known: new Set([...COMMON, ...STATE, 'event_types']), needed: ['state_topic', 'event_types'] },
  };

/** Units that fit a device class of a sensor; one that does not refuses the entity. */
export const UNITS: Readonly<Record<string, readonly string[]>> = {
  data_size: [
    ...['bit', 'kbit', 'Mbit', 'Gbit', 'B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'],
    ...['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'],
  ],
  duration: ['d', 'h', 'min', 's', 'ms', 'μs'],
};

/** Device classes of a sensor that stand without a unit and without a state class. */
export const BARE_CLASSES: readonly string[] = ['enum', 'timestamp', 'date'];

export const BINARY_CLASSES: readonly string[] = ['connectivity', 'problem', 'running', 'presence', 'update'];

/** The largest document, in bytes. */
export const LARGEST = 128 * 1024;
