import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../homeassistant/config/read.ts';
import { configKeys, problems, SMALLEST } from '../../support/bridge-config.ts';

type Env = Readonly<Record<string, string>>;

const read = (text: string, env: Env) => readConfig('bridge.yaml', text, env);

const SHA = 'ab'.repeat(32);
const TWO = 'nas: [{id: a, host: h, username: u}, {id: a_b, host: h, username: u}]';

describe('an environment variable', () => {
  it.each([
    ['SYNOLOGY_DRIVE_MQTT_URL', 'mqtts://broker', { url: 'mqtts://broker' }],
    ['SYNOLOGY_DRIVE_MQTT_USERNAME', 'bridge', { username: 'bridge' }],
    ['SYNOLOGY_DRIVE_MQTT_BASE_TOPIC', 'drive', { base_topic: 'drive' }],
    ['SYNOLOGY_DRIVE_MQTT_DISCOVERY', 'false', { discovery: false }],
    ['SYNOLOGY_DRIVE_MQTT_PROTOCOL', '3.1.1', { protocol: '3.1.1' }],
    ['SYNOLOGY_DRIVE_MQTT_KEEPALIVE', '1m', { keepalive: 60 }],
  ])('%s=%s is a key of mqtt', (variable, value, expected) => {
    expect(read(SMALLEST, { [variable]: value }).config.mqtt).toMatchObject(expected);
  });

  it.each([
    ['SYNOLOGY_DRIVE_NAS_OFFICE_HOST', '192.0.2.7', { host: '192.0.2.7' }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_PORT', '5443', { port: 5443 }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_PLAIN_HTTP', 'true', { plain_http: true }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_USERNAME', 'someone', { username: 'someone' }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_CONCURRENCY', '2', { concurrency: 2 }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_INTERVAL', '90s', { interval: 90 }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_OFFLINE_AFTER', '5', { offline_after: 5 }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_USER_DEVICES', '0', { user_devices: 0 }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_QUOTA_WARNING', '80', { quota_warning: 80 }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_USERNAME', 'true', { username: 'true' }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_FINGERPRINT', SHA, { fingerprint: [SHA] }],
    ['SYNOLOGY_DRIVE_NAS_OFFICE_FINGERPRINT', `[${SHA}, ${SHA}]`, { fingerprint: [SHA, SHA] }],
    [
      'SYNOLOGY_DRIVE_NAS_OFFICE_MIN_VERSIONS',
      '{desktop: "3.5.0", mobile: "2.10"}',
      { min_versions: { desktop: '3.5.0', mobile: '2.10' } },
    ],
  ])('%s=%s is a key of the NAS with that id', (variable, value, expected) => {
    expect(read(SMALLEST, { [variable]: value }).config.nas[0]).toMatchObject(expected);
  });

  it.each([
    ['john', ['john']],
    ['true', ['true']],
    ['[john, "Anna B."]', ['john', 'Anna B.']],
    ['/^(john|anna)$/', ['john', 'anna']],
  ])('with %s is a list of names', (value, names) => {
    const env = {
      SYNOLOGY_DRIVE_NAS_OFFICE_INCLUDE_USERS: value,
      SYNOLOGY_DRIVE_NAS_OFFICE_EXCLUDE_SHARES: value,
    };
    const [nas] = read(SMALLEST, env).config.nas;
    const found = (name: string) =>
      [nas?.include_users, nas?.exclude_shares].every((list) => list?.some(({ matches }) => matches(name)));
    expect(names.map(found)).toEqual(names.map(() => true));
    expect(found('someone else')).toBe(false);
  });

  it('may be a list of networks', () => {
    const count = (value: string) =>
      read(SMALLEST, { SYNOLOGY_DRIVE_NAS_OFFICE_ALLOW_NETWORKS: value }).config.nas[0]?.allow_networks
        .length;
    expect([count('192.168.0.0/16'), count('[192.168.0.0/16, "fd00::/8"]')]).toEqual([1, 2]);
  });

  it('goes before what the file says', () => {
    const text = `${SMALLEST}\nmqtt: {url: "mqtt://file"}`;
    const env = { SYNOLOGY_DRIVE_MQTT_URL: 'mqtt://env', SYNOLOGY_DRIVE_NAS_OFFICE_HOST: 'env' };
    const { mqtt, nas } = read(text, env).config;
    expect([mqtt.url, nas[0]?.host]).toEqual(['mqtt://env', 'env']);
  });

  it('makes up for a key that the file leaves out', () => {
    const env = { SYNOLOGY_DRIVE_NAS_OFFICE_HOST: 'h', SYNOLOGY_DRIVE_NAS_OFFICE_USERNAME: 'u' };
    expect(read('nas: [{id: office}]', env).config.nas[0]).toMatchObject({ host: 'h', username: 'u' });
  });

  it('of no value counts as left out, as in a compose file', () => {
    const env = {
      SYNOLOGY_DRIVE_MQTT_URL: '',
      SYNOLOGY_DRIVE_NAS_HOME_HOST: '',
      SYNOLOGY_DRIVE_MQTT_PASSWORD: '',
    };
    const { config, passwords } = read(SMALLEST, env);
    expect([config.mqtt.url, passwords.size]).toEqual(['mqtt://127.0.0.1:1883', 0]);
  });

  it('with a password is kept beside the keys, by its section', () => {
    const env = {
      SYNOLOGY_DRIVE_MQTT_PASSWORD: 'one',
      SYNOLOGY_DRIVE_NAS_A_PASSWORD: 'two',
      SYNOLOGY_DRIVE_NAS_A_B_PASSWORD: 'true',
    };
    const { config, passwords } = read(TWO, env);
    expect(Object.fromEntries(passwords)).toEqual({ mqtt: 'one', 'nas.0': 'two', 'nas.1': 'true' });
    expect(JSON.stringify(config)).not.toContain('password');
  });

  it('means the longest id that fits', () => {
    const env = { SYNOLOGY_DRIVE_NAS_A_B_HOST: 'second', SYNOLOGY_DRIVE_NAS_A_HOST: 'first' };
    expect(read(TWO, env).config.nas.map(({ host }) => host)).toEqual(['first', 'second']);
  });

  it('of other programs is none of ours', () => {
    const env = {
      SYNOLOGY_PASSWORD: 'x',
      SYNOLOGY_DRIVE_OTHER: 'x',
      MQTT_URL: 'x',
      synology_drive_mqtt_url: 'x',
    };
    expect(problems(SMALLEST, env)).toEqual([]);
  });

  it.each([
    [{ SYNOLOGY_DRIVE_MQTT_PASWORD: 'x' }, 'SYNOLOGY_DRIVE_MQTT_PASWORD is no key; did you mean PASSWORD?'],
    [{ SYNOLOGY_DRIVE_MQTT_ZIGBEE2X: 'x' }, 'SYNOLOGY_DRIVE_MQTT_ZIGBEE2X is no key'],
    [{ SYNOLOGY_DRIVE_NAS_OFFICE_HOTS: 'x' }, 'SYNOLOGY_DRIVE_NAS_OFFICE_HOTS is no key; did you mean HOST?'],
    [{ SYNOLOGY_DRIVE_NAS_OFFICE_: 'x' }, 'SYNOLOGY_DRIVE_NAS_OFFICE_ is no key; did you mean ID?'],
    [
      { SYNOLOGY_DRIVE_NAS_OFICE_HOST: 'x' },
      'SYNOLOGY_DRIVE_NAS_OFICE_HOST names no NAS of this file (ids: OFFICE)',
    ],
    [
      { SYNOLOGY_DRIVE_NAS_PASSWORD: 'x' },
      'SYNOLOGY_DRIVE_NAS_PASSWORD names no NAS of this file (ids: OFFICE)',
    ],
    [
      { SYNOLOGY_DRIVE_MQTT_URL: 'broker' },
      'SYNOLOGY_DRIVE_MQTT_URL: mqtt.url: expected mqtt://HOST:PORT (or mqtts, ws, wss), without user and password in it, not "broker"',
    ],
    [
      { SYNOLOGY_DRIVE_NAS_OFFICE_INCLUDE_USERS: '[7]' },
      'SYNOLOGY_DRIVE_NAS_OFFICE_INCLUDE_USERS: nas[0].include_users[0]: expected an exact name or a /regex/, not 7: put it in quotes',
    ],
    [
      { SYNOLOGY_DRIVE_NAS_OFFICE_MIN_VERSIONS: 'desktop=3' },
      'SYNOLOGY_DRIVE_NAS_OFFICE_MIN_VERSIONS: nas[0].min_versions: expected types of clients with their oldest versions, not "desktop=3"',
    ],
    [
      { SYNOLOGY_DRIVE_NAS_OFFICE_PORT: 'x' },
      'SYNOLOGY_DRIVE_NAS_OFFICE_PORT: nas[0].port: expected a whole number from 1 to 65535, not "x"',
    ],
    [
      { SYNOLOGY_DRIVE_NAS_OFFICE_ID: 'Office' },
      'SYNOLOGY_DRIVE_NAS_OFFICE_ID: nas[0].id: expected a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`, not "Office"',
    ],
  ])('%j is refused by its own name', (env, words) => {
    expect(problems(SMALLEST, env as Env)).toEqual([words]);
  });

  it('is refused beside what is wrong in the file, with its place', () => {
    const env = { SYNOLOGY_DRIVE_MQTT_HOST: 'x' };
    expect(problems('nas: [{id: office, host: nas}]', env)).toEqual([
      'SYNOLOGY_DRIVE_MQTT_HOST is no key',
      'bridge.yaml:1:7: nas[0].username: missing: expected a name',
    ]);
  });

  it('does not turn a file that is no configuration into one', () => {
    expect(problems('[]', { SYNOLOGY_DRIVE_MQTT_PASSWORD: 'x' })).toEqual([
      'bridge.yaml:1:1: expected keys with values, not a list',
    ]);
  });

  it.each(configKeys().filter((key) => key.startsWith('mqtt.')))('is there for %s', (key) => {
    const variable = `SYNOLOGY_DRIVE_MQTT_${key.slice(5).toUpperCase()}`;
    for (const problem of problems(SMALLEST, { [variable]: '\0' }))
      expect(problem).not.toContain('is no key');
  });
});
