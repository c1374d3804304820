/** One key with what may stand there. */
export interface Valid {
  readonly key: string;
  /** YAML. */
  readonly given: string;
  readonly read: unknown;
}

const SHA = 'ab'.repeat(32);
const COLONS = 'AB:'.repeat(32).slice(0, -1);

/** Of `mqtt`, a NAS or the root; what is read where nothing is given is in DEFAULTS. */
export const VALID: readonly Valid[] = [
  { key: 'mqtt.url', given: 'mqtts://[::1]:8883', read: 'mqtts://[::1]:8883' },
  { key: 'mqtt.url', given: 'ws://broker.example.com/mqtt?x=1', read: 'ws://broker.example.com/mqtt?x=1' },
  { key: 'mqtt.url', given: 'wss://broker.example.com', read: 'wss://broker.example.com' },
  { key: 'mqtt.username', given: 'bridge', read: 'bridge' },
  { key: 'mqtt.password_file', given: 'secrets/mqtt', read: 'secrets/mqtt' },
  { key: 'mqtt.ca_file', given: 'ca.pem', read: 'ca.pem' },
  { key: 'mqtt.cert_file', given: 'cert.pem', read: 'cert.pem' },
  { key: 'mqtt.key_file', given: 'key.pem', read: 'key.pem' },
  { key: 'mqtt.fingerprint', given: `"${COLONS}"`, read: [SHA] },
  { key: 'mqtt.client_id', given: 'drive-1', read: 'drive-1' },
  { key: 'mqtt.protocol', given: '"3.1.1"', read: '3.1.1' },
  { key: 'mqtt.keepalive', given: '1m', read: 60 },
  { key: 'mqtt.base_topic', given: 'home/drive 2', read: 'home/drive 2' },
  { key: 'mqtt.discovery', given: 'false', read: false },
  { key: 'mqtt.discovery_prefix', given: 'ha/discovery', read: 'ha/discovery' },
  { key: 'mqtt.birth_topic', given: 'ha/status', read: 'ha/status' },
  { key: 'nas.id', given: 'hq_2', read: 'hq_2' },
  { key: 'nas.name', given: '"Büro: NAS"', read: 'Büro: NAS' },
  { key: 'nas.host', given: '"2001:db8::1"', read: '2001:db8::1' },
  { key: 'nas.host', given: '"[2001:db8::1]"', read: '2001:db8::1' },
  { key: 'nas.host', given: '" büro-nas.local "', read: 'büro-nas.local' },
  { key: 'nas.port', given: '65535', read: 65_535 },
  { key: 'nas.plain_http', given: 'true', read: true },
  { key: 'nas.ca_file', given: 'nas.pem', read: 'nas.pem' },
  { key: 'nas.fingerprint', given: `["${SHA}", "${COLONS}"]`, read: [SHA, SHA] },
  { key: 'nas.tls_name', given: 'nas.example.com', read: 'nas.example.com' },
  { key: 'nas.verify', given: 'false', read: false },
  { key: 'nas.username', given: 'someone', read: 'someone' },
  { key: 'nas.password_file', given: 'secrets/office', read: 'secrets/office' },
  { key: 'nas.device_id_file', given: 'secrets/device', read: 'secrets/device' },
  { key: 'nas.api', given: 'dsm', read: 'dsm' },
  { key: 'nas.volume', given: '/volume1', read: '/volume1' },
  { key: 'nas.timeout', given: '1s', read: 1 },
  { key: 'nas.interval', given: '1', read: 1 },
  { key: 'nas.interval', given: '1d', read: 86_400 },
  { key: 'nas.profile_interval', given: '1h30m', read: 5400 },
  { key: 'nas.concurrency', given: '64', read: 64 },
  { key: 'nas.offline_after', given: '1', read: 1 },
  { key: 'nas.forget_after', given: '2w', read: 1_209_600 },
  { key: 'nas.user_devices', given: '0', read: 0 },
  { key: 'nas.publish_clients', given: 'true', read: true },
  { key: 'nas.quota_warning', given: '92.5', read: 92.5 },
  { key: 'nas.stalled_after', given: '"90"', read: 90 },
  { key: 'nas.device_stale_after', given: '3d', read: 259_200 },
  { key: 'nas.min_versions', given: '{desktop: "3.5.0"}', read: { desktop: '3.5.0' } },
  { key: 'nas.mac', given: '00-11-32-AA-BB-CC', read: '00:11:32:aa:bb:cc' },
  { key: 'nas.mac', given: '"001132aabbcc"', read: '00:11:32:aa:bb:cc' },
  { key: 'state_dir', given: '/var/lib/bridge', read: '/var/lib/bridge' },
  { key: 'log_level', given: 'trace', read: 'trace' },
];

/** What only their behaviour shows to be right: see read.test.ts. */
export const MATCHERS = [
  'nas.include_users',
  'nas.exclude_users',
  'nas.include_shares',
  'nas.exclude_shares',
  'nas.allow_networks',
];

export const DEFAULTS = {
  mqtt: {
    url: 'mqtt://127.0.0.1:1883',
    fingerprint: [],
    protocol: '5',
    keepalive: 30,
    base_topic: 'synology_drive',
    discovery: true,
    discovery_prefix: 'homeassistant',
    birth_topic: 'homeassistant/status',
  },
  nas: [
    {
      id: 'office',
      host: 'nas',
      username: 'monitor',
      plain_http: false,
      fingerprint: [],
      verify: true,
      api: 'auto',
      timeout: 30,
      interval: 300,
      profile_interval: 1800,
      concurrency: 4,
      offline_after: 3,
      forget_after: 2_592_000,
      include_users: [],
      exclude_users: [],
      include_shares: [],
      exclude_shares: [],
      user_devices: 200,
      publish_clients: false,
      quota_warning: 90,
      stalled_after: 1800,
      device_stale_after: 604_800,
      allow_networks: [],
      min_versions: {},
    },
  ],
  log_level: 'info',
};

/** One wrong value with what is said behind the place and the key. */
export type Wrong = readonly [key: string, given: string, words: string];

const text = (key: string, expected: string): Wrong[] => [
  [key, '""', `expected ${expected}, not ""`],
  [key, '7', `expected ${expected}, not 7: put it in quotes`],
  [key, '[a]', `expected ${expected}, not a list`],
  [key, '{a: 1}', `expected ${expected}, not keys with values`],
];

const flag = (key: string): Wrong[] => [
  [key, 'yes', 'expected true or false, not "yes"'],
  [key, '1', 'expected true or false, not 1'],
  [key, '"true"', 'expected true or false, not "true"'],
];

const whole = (key: string, least: number, most: number): Wrong[] =>
  [String(least - 1), String(most + 1), '1.5', '"4"', 'four', '.inf', '.nan'].map((given) => [
    key,
    given,
    `expected a whole number from ${least} to ${most}, not ${
      { '"4"': '"4"', four: '"four"', '.inf': 'null', '.nan': 'null' }[given] ?? given
    }`,
  ]);

const duration = (key: string, range: string, tooLong: string): Wrong[] =>
  [tooLong, '0', '999ms', '-5m', 'soon', 'true', '[5m]'].map((given) => {
    const shown = { '0': '0', true: 'true', '[5m]': 'a list' }[given] ?? `"${given}"`;
    return [key, given, `expected a duration such as 30s, 5m or 7d, ${range}, not ${shown}`];
  });

const topic = (key: string): Wrong[] =>
  ['a/+', 'a#', '"$SYS/x"', 'a//b', '/a', 'a/', '"a\\nb"', '"a\\0b"', '""', '3', `${'x'.repeat(201)}`].map(
    (given) => {
      const value = given.startsWith('x')
        ? `"${'x'.repeat(56)}…`
        : given.startsWith('"')
          ? given
          : `"${given}"`;
      const shown = { '3': '3: put it in quotes', '"a\\0b"': '"a\\u0000b"' }[given] ?? value;
      return [key, given, `expected an MQTT topic without + # $ and empty levels, not ${shown}`];
    },
  );

const FINGERPRINT = 'expected a SHA-256 fingerprint, 64 hexadecimal digits, in quotes';
const fingerprint = (key: string): Wrong[] => [
  [key, 'abc', `${FINGERPRINT}, not "abc"`],
  [key, `"${'zz'.repeat(32)}"`, `${FINGERPRINT}, not "${'zz'.repeat(32).slice(0, 56)}…`],
  [key, '7', `${FINGERPRINT}, not 7`],
];

const HOST = 'a host name or address, without http:// and without a port';
const URL = 'expected mqtt://HOST:PORT (or mqtts, ws, wss), without user and password in it';
const names = (key: string): Wrong[] => [
  [key, 'anna', 'expected a list of names or /patterns/, not "anna"'],
  [key, '{anna: true}', 'expected a list of names or /patterns/, not keys with values'],
];

export const WRONG: readonly Wrong[] = [
  ['mqtt.url', 'http://broker:1883', `${URL}, not "http://broker:1883"`],
  ['mqtt.url', 'broker:1883', `${URL}, not "broker:1883"`],
  ['mqtt.url', 'mqtt://', `${URL}, not "mqtt://"`],
  ['mqtt.url', 'mqtt://bridge:geheim@broker', `${URL}, not "…@broker"`],
  ['mqtt.url', '""', `${URL}, not ""`],
  ...text('mqtt.username', 'a name'),
  ...text('mqtt.password_file', 'the name of a file'),
  ...text('mqtt.ca_file', 'the name of a file'),
  ...text('mqtt.cert_file', 'the name of a file'),
  ...text('mqtt.key_file', 'the name of a file'),
  ...fingerprint('mqtt.fingerprint'),
  ...text('mqtt.client_id', 'a text'),
  ['mqtt.protocol', '5', 'expected "5" or "3.1.1", in quotes, not 5'],
  ['mqtt.protocol', '"4"', 'expected "5" or "3.1.1", in quotes, not "4"'],
  ...duration('mqtt.keepalive', 'from 1 s to 1 h', '61m'),
  ...topic('mqtt.base_topic'),
  ...flag('mqtt.discovery'),
  ...topic('mqtt.discovery_prefix'),
  ...topic('mqtt.birth_topic'),
  ...['_office', 'bridge', 'Office', 'a-b', 'a.b', 'x'.repeat(65), '""', '7'].map((given): Wrong => {
    const long = given.length > 60 ? `"${'x'.repeat(56)}…` : `"${given}"`;
    const shown = { '""': '""', '7': '7: put it in quotes' }[given] ?? long;
    const expected = 'a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`';
    return ['nas.id', given, `expected ${expected}, not ${shown}`];
  }),
  ...text('nas.name', 'a name'),
  ...text('nas.host', HOST),
  ...['http://nas', 'http://127.0.0.1:15000/', '127.0.0.1:15000', '"nas 1"', '"  "', 'nas:5001', '1.2.3'].map(
    (given): Wrong => ['nas.host', given, `expected ${HOST}, not "${given.replaceAll('"', '')}"`],
  ),
  ...whole('nas.port', 1, 65_535),
  ...flag('nas.plain_http'),
  ...text('nas.ca_file', 'the name of a file'),
  ...fingerprint('nas.fingerprint'),
  ...text('nas.tls_name', 'a host name'),
  ...flag('nas.verify'),
  ...text('nas.username', 'a name'),
  ...text('nas.password_file', 'the name of a file'),
  ...text('nas.device_id_file', 'the name of a file'),
  ['nas.api', 'DSM', 'expected auto, documented, dsm, not "DSM"'],
  ...text('nas.volume', 'a volume such as /volume1'),
  ...duration('nas.timeout', 'from 1 s to 1 h', '2h'),
  ...duration('nas.interval', 'from 1 s to 1 d', '25h'),
  ...duration('nas.profile_interval', 'from 1 s to 7 d', '8d'),
  ...whole('nas.concurrency', 1, 64),
  ...whole('nas.offline_after', 1, 100),
  ...duration('nas.forget_after', 'from 1 s to 10 years', '3661d'),
  ...names('nas.include_users'),
  ...names('nas.exclude_users'),
  ...names('nas.include_shares'),
  ...names('nas.exclude_shares'),
  ...whole('nas.user_devices', 0, 100_000),
  ...flag('nas.publish_clients'),
  ['nas.quota_warning', '-1', 'expected a percentage, not -1'],
  ['nas.quota_warning', '1001', 'expected a percentage, not 1001'],
  ['nas.quota_warning', '90%', 'expected a percentage, not "90%"'],
  ...duration('nas.stalled_after', 'from 1 s to 1 year', '367d'),
  ...duration('nas.device_stale_after', 'from 1 s to 10 years', '3661d'),
  ['nas.allow_networks', '192.168.0.0/16', 'expected a list of networks, not "192.168.0.0/16"'],
  ['nas.min_versions', '3.5', 'expected types of clients with their oldest versions, not 3.5'],
  ['nas.min_versions', '[a]', 'expected types of clients with their oldest versions, not a list'],
  ...['00:11:32:aa:bb', '00:11:32:aa:bb:cg', '""'].map((given): Wrong => {
    const shown = given === '""' ? given : `"${given}"`;
    return ['nas.mac', given, `expected a MAC address such as "00:11:32:aa:bb:cc", not ${shown}`];
  }),
  ...text('state_dir', 'a folder'),
  ['log_level', 'loud', 'expected fatal, error, warn, info, debug or trace, not "loud"'],
];
