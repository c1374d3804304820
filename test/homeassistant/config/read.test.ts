import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ConfigError, readConfig } from '../../../homeassistant/config/read.ts';
import type { Config } from '../../../homeassistant/config/schema.ts';
import { configKeys } from '../../support/bridge-config.ts';
import { DEFAULTS, MATCHERS, VALID, WRONG } from './cases.ts';

const SMALLEST = 'nas: [{id: office, host: nas, username: monitor}]';

const read = (text: string): Config => readConfig('bridge.yaml', text, {}).config;

/** What is said of a text that cannot be used, line by line. */
function problems(text: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    readConfig('bridge.yaml', text, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
  return [];
}

/** What else a key of TLS needs, so that it is the only one that is wrong. */
const BESIDE: Readonly<Record<string, string>> = {
  'mqtt.ca_file': 'url: mqtts://broker',
  'mqtt.fingerprint': 'url: mqtts://broker',
  'mqtt.cert_file': 'url: mqtts://broker, key_file: key.pem',
  'mqtt.key_file': 'url: mqtts://broker, cert_file: cert.pem',
};

const OFFICE: readonly string[] = ['id: office', 'host: nas', 'username: monitor'];

/** A configuration with one key, which stands in the sixth line. */
function textWith(key: string, given: string): string {
  const [section = '', name] = key.split('.');
  if (section === 'nas') {
    const lines = ['nas:', '  -', ...OFFICE.map((line) => (line.startsWith(`${name}:`) ? '#' : `    ${line}`))];
    return [...lines, `    ${name}: ${given}`, ''].join('\n');
  }
  const nas = ['nas:', '  - {id: office, host: nas, username: monitor}'];
  const beside = (BESIDE[key] ?? '').split(', ').map((line) => `    ${line}`);
  if (section === 'mqtt')
    return [...nas, '#', '#', 'mqtt:', `    ${name}: ${given}`, ...beside, ''].join('\n');
  return [...nas, '#', '#', '#', `${section}: ${given}`, ''].join('\n');
}

const placeOf = (key: string) => `bridge.yaml:6:${key.includes('.') ? 5 : 1}`;
const nameOf = (key: string) => key.replace(/^nas\./, 'nas[0].');

function valueAt(config: Config, key: string): unknown {
  const [section = '', name = ''] = key.split('.');
  if (section === 'mqtt') return config.mqtt[name as keyof Config['mqtt']];
  if (section === 'nas') return config.nas[0]?.[name as keyof Config['nas'][number]];
  return config[section as keyof Config];
}

describe('the smallest bridge.yaml', () => {
  it('gets the documented defaults', () => {
    expect(read(SMALLEST)).toEqual(DEFAULTS);
  });

  it('may be JSON', () => {
    expect(read(JSON.stringify(parse(SMALLEST)))).toEqual(DEFAULTS);
  });

  it('may have a byte order mark and Windows line ends', () => {
    expect(read(`\ufeff${SMALLEST}\r\nlog_level: info\r\n`)).toEqual(DEFAULTS);
  });
});

describe('a key', () => {
  it.each(VALID)('$key may be $given', ({ key, given, read: expected }) => {
    expect(valueAt(read(textWith(key, given)), key)).toEqual(expected);
  });

  it.each(WRONG.map((row) => [row[0], row[1].slice(0, 40), row] as const))('%s may not be %s', (key, _, row) => {
    expect(problems(textWith(key, row[1]))).toEqual([`${placeOf(key)}: ${nameOf(key)}: ${row[2]}`]);
  });

  it.each(configKeys())('%s is in the tables here, with right and with wrong values', (key) => {
    expect([...VALID.map((one) => one.key), ...MATCHERS]).toContain(key);
    expect(WRONG.map(([wrong]) => wrong)).toContain(key);
  });

  it.each(configKeys().filter((key) => !['nas.id', 'nas.host', 'nas.username'].includes(key)))(
    '%s without a value counts as left out',
    (key) => {
      expect(read(textWith(key, ''))).toEqual(DEFAULTS);
    },
  );

  it.each([
    ['nas.id', 'a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`'],
    ['nas.host', 'a host name or address'],
    ['nas.username', 'a name'],
  ])('%s without a value is missed', (key, expected) => {
    expect(problems(textWith(key, ''))).toEqual([
      `bridge.yaml:6:5: ${nameOf(key)}: missing: expected ${expected}`,
    ]);
  });
});

describe('lists of names', () => {
  const nas = read(
    'nas: [{id: a, host: h, username: u, include_users: [Anna, "/^dev-/"], exclude_users: [dev-ops],' +
      ' include_shares: [Team], exclude_shares: ["/^tmp/"], allow_networks: [192.168.0.0/16, "2001:db8::/32"]}]',
  ).nas[0];
  const matched = (matchers: Config['nas'][number]['include_users'] = [], candidates: readonly string[]) =>
    candidates.filter((name) => matchers.some((matcher) => matcher.matches(name)));

  it('take users in any case, shares only as they are written, and patterns', () => {
    expect(matched(nas?.include_users, ['ANNA', 'anna2', 'DEV-one', 'my-dev-two'])).toEqual(['ANNA', 'DEV-one']);
    expect(matched(nas?.exclude_users, ['Dev-Ops'])).toEqual(['Dev-Ops']);
    expect(matched(nas?.include_shares, ['Team', 'team'])).toEqual(['Team']);
    expect(matched(nas?.exclude_shares, ['tmp1', 'TMP1'])).toEqual(['tmp1']);
    expect(nas?.allow_networks).toHaveLength(2);
  });

  it.each([
    ['include_users', '["/(/"]', 'expected an exact name or a /regex/: Invalid regular expression: /(/iu: Unterminated group, not "/(/"'],
    ['exclude_users', '["/open"]', 'expected an exact name or a /regex/: /open is no regular expression: write /pattern/, or /pattern/i to ignore case, not "/open"'],
    ['include_shares', '[7]', 'expected an exact name or a /regex/, not 7'],
    ['exclude_shares', '[" "]', 'expected an exact name or a /regex/: the name is empty: write a name or a /regex/, not " "'],
  ])('%s: %s is refused with the place of the entry', (key, given, words) => {
    expect(problems(textWith(`nas.${key}`, given))).toEqual([
      `bridge.yaml:6:${key.length + 8}: nas[0].${key}[0]: ${words}`,
    ]);
  });

  it.each([
    ['allow_networks', '[nowhere]', '[0]: expected a network such as 192.168.0.0/16: nowhere is no network: expected an address and a length, as in 192.168.0.0/16, not "nowhere"'],
    ['allow_networks', '[1.2.3.0/33]', '[0]: expected a network such as 192.168.0.0/16: the length of 1.2.3.0/33 is no number from 0 to 32, not "1.2.3.0/33"'],
    ['min_versions', '{desktop: 3.5}', '.desktop: expected a version in quotes, such as "3.5.0", not 3.5'],
    ['min_versions', '{desktop: new}', '.desktop: expected a version in quotes, such as "3.5.0", not "new"'],
    ['fingerprint', '[abc]', '[0]: expected a SHA-256 fingerprint, 64 hexadecimal digits, in quotes, not "abc"'],
  ])('%s: %s is refused with the place of the entry', (key, given, words) => {
    const [problem, ...more] = problems(textWith(`nas.${key}`, given));
    expect([problem?.replace(/^bridge\.yaml:6:\d+: /, ''), more]).toEqual([`nas[0].${key}${words}`, []]);
  });
});

describe('a key that nobody knows', () => {
  it.each([
    ['nas:\n  - id: a\n    host: h\n    username: u\n    intervall: 5m', '5:5: nas[0].intervall: unknown key; did you mean interval?'],
    ['nas:\n  - id: a\n    hots: h\n    host: h\n    username: u', '3:5: nas[0].hots: unknown key; did you mean host?'],
    [`${SMALLEST}\nmqtt:\n  pasword_file: x`, '3:3: mqtt.pasword_file: unknown key; did you mean password_file?'],
    [`${SMALLEST}\nloglevel: x`, '2:1: loglevel: unknown key; did you mean log_level?'],
    [`${SMALLEST}\nzigbee: x`, '2:1: zigbee: unknown key; known are mqtt, nas, state_dir, log_level'],
    [`${SMALLEST}\n"__proto__": x`, '2:1: __proto__: unknown key; known are mqtt, nas, state_dir, log_level'],
  ])('is named with its place, and with the key that was probably meant (%#)', (text, words) => {
    expect(problems(text)).toEqual([`bridge.yaml:${words}`]);
  });

  const PASSWORD =
    'a password does not belong into this file, which people show each other: write it into a file of its own ' +
    '(chmod 600) and name that by password_file, or give it by the environment';
  it.each([
    ['nas:\n  - id: a\n    host: h\n    username: u\n    password: hunter2', '5:5: nas[0].password'],
    [`${SMALLEST}\nmqtt:\n  password: hunter2`, '3:3: mqtt.password'],
  ])('but is a password is refused with the reason, and not shown (%#)', (text, place) => {
    expect(problems(text)).toEqual([`bridge.yaml:${place}: ${PASSWORD}`]);
  });
});

describe('a whole file', () => {
  it.each([
    ['', '1:1: expected keys with values, not null'],
    ['# nothing\n', '1:1: expected keys with values, not null'],
    ['[]', '1:1: expected keys with values, not a list'],
    ['hello', '1:1: expected keys with values, not "hello"'],
    ['log_level: info', '1:1: nas: missing: expected a list of NASes'],
    ['log_level: info\nnas:', '2:1: nas: missing: expected a list of NASes'],
    ['log_level: info\nnas: []', '2:1: nas: expected a list of at least one NAS, not a list'],
    ['nas: office', '1:1: nas: expected a list of NASes, not "office"'],
    ['nas: {id: office}', '1:1: nas: expected a list of NASes, not keys with values'],
    ['nas: [office]', '1:7: nas[0]: expected keys with values, not "office"'],
    [`${SMALLEST}\nmqtt: broker`, '2:1: mqtt: expected keys with values, not "broker"'],
    [`${SMALLEST}\nmqtt: []`, '2:1: mqtt: expected keys with values, not a list'],
    ['nas: [\n  {id: a', '2:9: Flow map in block collection must be sufficiently indented and end with a }'],
    ['nas: []\nnas: []', '2:1: Map keys must be unique'],
  ])('like %j is refused with its place', (text, words) => {
    expect(problems(text)[0]).toBe(`bridge.yaml:${words}`);
  });

  it('is refused with everything that is wrong at once', () => {
    const text = 'log_level: loud\nmqtt: {port: 1}\nnas:\n  - id: Office\n    host: 7\n  - {host: h, username: u}\n';
    expect(problems(text)).toEqual([
      'bridge.yaml:2:8: mqtt.port: unknown key; known are url, username, password_file, ca_file, cert_file, key_file, fingerprint, client_id, protocol, keepalive, base_topic, discovery, discovery_prefix, birth_topic',
      'bridge.yaml:4:5: nas[0].id: expected a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`, not "Office"',
      'bridge.yaml:5:5: nas[0].host: expected a host name or address, not 7',
      'bridge.yaml:4:5: nas[0].username: missing: expected a name',
      'bridge.yaml:6:5: nas[1].id: missing: expected a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`',
      'bridge.yaml:1:1: log_level: expected fatal, error, warn, info, debug or trace, not "loud"',
    ]);
  });

  it.each([
    ['mqtt://bridge:geheim@broker'],
    ['mqtt://bridge:ge/heim@broker'],
    ['mqtt://bridge:ge@heim@broker'],
    ['mqtt:bridge:geheim@broker'],
    ['bridge:geheim@broker'],
  ])('is refused without a word of the password in %s', (url) => {
    const [problem] = problems(textWith('mqtt.url', url));
    expect(problem).toContain('mqtt.url: expected mqtt://HOST:PORT');
    expect(problem).not.toMatch(/heim/);
  });
});

describe('keys that do not go together', () => {
  const mqtt = (keys: string) => `${SMALLEST}\nmqtt: {${keys}}`;
  const nas = (keys: string) => `nas: [{id: a, host: h, username: u, ${keys}}]`;
  const NO_TLS = 'has no meaning without TLS: the url is neither mqtts:// nor wss://';
  const SHA = 'ab'.repeat(32);

  it.each([
    [mqtt('ca_file: x'), `2:8: mqtt.ca_file: ${NO_TLS}`],
    [mqtt('url: ws://b, ca_file: x'), `2:21: mqtt.ca_file: ${NO_TLS}`],
    [mqtt(`fingerprint: ${SHA}`), `2:8: mqtt.fingerprint: ${NO_TLS}`],
    [mqtt('cert_file: x, key_file: y'), `2:8: mqtt.cert_file: ${NO_TLS}`],
    [mqtt('url: mqtts://b, cert_file: x'), '2:24: mqtt.cert_file: needs key_file beside it'],
    [mqtt('url: mqtts://b, key_file: x'), '2:24: mqtt.key_file: needs cert_file beside it'],
    [
      nas('plain_http: true, ca_file: x'),
      '1:55: nas[0].ca_file: has no meaning with plain_http: leave one of them out',
    ],
    [
      nas('plain_http: true, verify: false'),
      '1:55: nas[0].verify: has no meaning with plain_http: leave one of them out',
    ],
    [
      nas(`plain_http: true, fingerprint: ${SHA}`),
      '1:55: nas[0].fingerprint: has no meaning with plain_http: leave one of them out',
    ],
    [
      nas('plain_http: true, tls_name: x'),
      '1:55: nas[0].tls_name: has no meaning with plain_http: leave one of them out',
    ],
    [
      'nas:\n- {id: a, host: h, username: u}\n- {id: b, host: h, username: u}\n- {id: a, host: i, username: u}',
      '4:4: nas[2].id: a is the id of another NAS, too',
    ],
  ])('are refused where the second stands (%#)', (text, words) => {
    expect(problems(text)).toEqual([`bridge.yaml:${words}`]);
  });

  it.each([
    mqtt(`url: wss://b, ca_file: x, cert_file: y, key_file: z, fingerprint: ${SHA}`),
    nas(`ca_file: x, tls_name: y, verify: false, fingerprint: ${SHA}`),
    nas('plain_http: true, verify: true'),
  ])('are taken where they do (%#)', (text) => {
    expect(problems(text)).toEqual([]);
  });
});
