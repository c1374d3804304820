import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  configKeys,
  problems,
  type SchemaNode,
  SMALLEST,
  schema,
  textWith,
} from '../../support/bridge-config.ts';
import { MATCHERS, VALID, WRONG } from './cases.ts';

/** A whole configuration as a site would write it, every key in it. */
const EXAMPLE = `mqtt:
  url: mqtts://127.0.0.1:8883
  username: bridge
  password_file: secrets/mqtt
  ca_file: ca.pem
  cert_file: cert.pem
  key_file: key.pem
  fingerprint: "${'AB:'.repeat(32).slice(0, -1)}"
  client_id: bridge-1
  protocol: "5"
  keepalive: 30s
  base_topic: synology_drive
  discovery: true
  discovery_prefix: homeassistant
  birth_topic: homeassistant/status
nas:
  - id: office
    name: Office NAS
    host: 192.0.2.10
    port: 5001
    plain_http: false
    ca_file: nas.pem
    fingerprint: ["${'ab'.repeat(32)}"]
    tls_name: nas.example.com
    verify: true
    username: monitor
    password_file: secrets/office
    device_id_file: secrets/device
    api: auto
    volume: /volume1
    timeout: 30s
    interval: 5m
    profile_interval: 30m
    concurrency: 4
    offline_after: 3
    forget_after: 30d
    include_users: [/^a/]
    exclude_users: [backup]
    include_shares: [Team]
    exclude_shares: [/tmp/]
    user_devices: 200
    publish_clients: false
    quota_warning: 90
    stalled_after: 30m
    device_stale_after: 7d
    allow_networks: [192.168.0.0/16]
    min_versions: {desktop: "3.5.0"}
    mac: "00:11:32:aa:bb:cc"
state_dir: /var/lib/synology-drive-bridge
log_level: info
`;

/** The keys that a configuration gives, as `configKeys` has them. */
function keysIn(text: string): string[] {
  const { mqtt, nas, ...root } = parse(text) as Record<string, object> & { nas: object[] };
  return [
    ...Object.keys(mqtt ?? {}).map((key) => `mqtt.${key}`),
    ...Object.keys(nas[0] ?? {}).map((key) => `nas.${key}`),
    ...Object.keys(root),
  ];
}

const checked = z.fromJSONSchema(schema() as Parameters<typeof z.fromJSONSchema>[0]);
const isTaken = (text: string) => checked.safeParse(parse(text)).success;

const nodeOf = (key: string): SchemaNode | undefined => {
  const [section = '', name = ''] = key.split('.');
  const at = schema().properties?.[section];
  return name === '' ? at : (at?.items ?? at)?.properties?.[name];
};

describe('the JSON Schema', () => {
  it('says which draft it is, and that nothing else may stand there', () => {
    const { properties, ...root } = schema() as SchemaNode & { readonly $schema: string };
    expect(root.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(
      [root, properties?.mqtt, properties?.nas?.items].map((node) => node?.additionalProperties),
    ).toEqual([false, false, false]);
    expect([root.required, properties?.nas?.items?.required]).toEqual([['nas'], ['id', 'host', 'username']]);
  });

  it.each(configKeys())('describes %s', (key) => {
    expect(nodeOf(key)?.description).toMatch(/^\S.{7,}$/);
  });

  it.each(configKeys())('names types of %s that there are', (key) => {
    const { type, anyOf, enum: words } = nodeOf(key) as SchemaNode & Readonly<Record<string, unknown>>;
    const known = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
    expect([type ?? []].flat().filter((name) => !known.includes(String(name)))).toEqual([]);
    expect(type ?? anyOf ?? words).toBeDefined();
  });

  it('knows every key of a whole configuration, and no other', () => {
    expect(configKeys().sort()).toEqual(keysIn(EXAMPLE).sort());
    expect(problems(EXAMPLE)).toEqual([]);
  });

  it('takes a whole configuration, and the smallest', () => {
    expect([isTaken(EXAMPLE), isTaken(SMALLEST)]).toEqual([true, true]);
  });

  it.each(VALID)('takes $key: $given', ({ key, given }) => {
    expect(isTaken(textWith(key, given))).toBe(true);
  });

  it.each([...MATCHERS, 'mqtt.fingerprint', 'nas.fingerprint'])('takes a list for %s', (key) => {
    expect(isTaken(textWith(key, '[a]'))).toBe(true);
  });

  it.each([
    ...configKeys().map((key) => [key, ''] as const),
    ...[...MATCHERS, 'mqtt.fingerprint', 'nas.fingerprint'].map((key) => [key, '[~]'] as const),
    ['nas.min_versions', '{desktop: ~}'],
    ['mqtt', ''],
    ['nas.hots', ''],
    ['mqtt.password', ''],
    ['logs', ''],
  ] as const)('says the same as the bridge of %s: %s', (key, given) => {
    const text = key.includes('.') ? textWith(key, given, true) : `${SMALLEST}\n${key}: ${given}`;
    expect(isTaken(text)).toBe(problems(text).length === 0);
  });

  it.each(['nas:', 'nas: []', 'nas: [~]', 'nas: [{id: , host: nas, username: monitor}]'])(
    'refuses %s, as the bridge does',
    (text) => {
      expect([isTaken(text), problems(text).length]).toEqual([false, 1]);
    },
  );

  it.each([
    ...WRONG.filter(([, given]) => /^(?:\d|\[|\{|yes|four|true|office)/.test(given))
      .filter(([key, given]) => !/interval|timeout|_after|keepalive/.test(key) || /[[{]|true/.test(given))
      .filter(
        ([key, given]) => !/quota_warning|topic|prefix|id$|mac$|host$/.test(key) || !/^[0-9a-z]/i.test(given),
      )
      .map(([key, given]) => [key, given] as const),
    ['nas.port', '0'],
    ['nas.port', '65536'],
    ['log_level', 'loud'],
    ['nas.api', 'DSM'],
    ['mqtt.protocol', '5'],
    ['nas.hots', 'x'],
  ] as const)('refuses %s: %s, as the bridge does', (key, given) => {
    expect(isTaken(textWith(key, given))).toBe(false);
  });
});
