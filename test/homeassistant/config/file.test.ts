import { describe, expect, it } from 'vitest';
import { problems, SMALLEST, textWith } from '../../support/bridge-config.ts';

describe('a key that nobody knows', () => {
  it.each([
    [
      'nas:\n  - id: a\n    host: h\n    username: u\n    intervall: 5m',
      '5:5: nas[0].intervall: unknown key; did you mean interval?',
    ],
    [
      'nas:\n  - id: a\n    hots: h\n    host: h\n    username: u',
      '3:5: nas[0].hots: unknown key; did you mean host?',
    ],
    [
      `${SMALLEST}\nmqtt:\n  pasword_file: x`,
      '3:3: mqtt.pasword_file: unknown key; did you mean password_file?',
    ],
    [`${SMALLEST}\nloglevel: x`, '2:1: loglevel: unknown key; did you mean log_level?'],
    [`${SMALLEST}\nloglevel:`, '2:1: loglevel: unknown key; did you mean log_level?'],
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

/** Each line has the one before it ten times: nobody has the memory for what that makes. */
const BOMB = ['a', 'b', 'c', 'd', 'e']
  .map(
    (name, index, names) =>
      `${name}: &${name} [${Array(10).fill(index === 0 ? 'x' : `*${names[index - 1]}`)}]`,
  )
  .join('\n');

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
    [`${SMALLEST}\nmqtt: *broker`, '2:7: *broker: no anchor &broker stands before it'],
    [`${SMALLEST}\nmqtt: &broker\n  url: *broker`, '3:8: *broker: too many aliases, or one within itself'],
    [BOMB, '2:8: *a: too many aliases, or one within itself'],
  ])('like %j is refused with its place', (text, words) => {
    expect(problems(text)[0]).toBe(`bridge.yaml:${words}`);
  });

  it('is refused with everything that is wrong at once', () => {
    const text =
      'log_level: loud\nmqtt: {port: 1}\nnas:\n  - id: Office\n    host: 7\n  - {host: h, username: u}\n';
    expect(problems(text)).toEqual([
      'bridge.yaml:2:8: mqtt.port: unknown key; known are url, username, password_file, ca_file, cert_file, key_file, fingerprint, client_id, protocol, keepalive, base_topic, discovery, discovery_prefix, birth_topic',
      'bridge.yaml:4:5: nas[0].id: expected a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`, not "Office"',
      'bridge.yaml:5:5: nas[0].host: expected a host name or address, without http:// and without a port, not 7: put it in quotes',
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
    ['http://broker/mqtt?token=geheim'],
    ["'mqtt://bridge:ge\"heim@broker'"],
    ['"mqtt://bridge:geheim\\nheim@broker"'],
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
