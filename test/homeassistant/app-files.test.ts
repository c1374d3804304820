import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../homeassistant/config/read.ts';

type Options = Readonly<Record<string, unknown>>;

interface Service {
  readonly host: string;
  readonly port: number;
  readonly ssl?: boolean;
  readonly username?: string;
  readonly password?: string;
}

interface BridgeFiles {
  readonly config: string;
  readonly secrets: ReadonlyMap<string, string>;
  readonly copies: ReadonlyMap<string, string>;
}

const LIBRARY = 'homeassistant/app/rootfs/usr/local/lib/synology-drive-app';
const { bridgeFiles, needsService } = (await import(pathToFileURL(`${LIBRARY}/bridge-files.mjs`).href)) as {
  bridgeFiles: (options: Options, service: Service | undefined, stateDir: string) => BridgeFiles;
  needsService: (options: Options) => boolean;
};

const NAS = { id: 'office', host: '192.0.2.10', username: 'monitor', password: 'pass: "word" # \u00e4' };
const OFFERED = {
  host: 'core-mosquitto',
  port: 1883,
  ssl: false,
  username: 'addons',
  password: 'from the Supervisor',
};

/** The files, with bridge.yaml as the bridge itself reads it. */
function made(options: Options, service?: Service) {
  const files = bridgeFiles(options, service, '/data/state');
  return { ...files, config: readConfig('bridge.yaml', files.config, {}).config };
}

describe('the files that the app makes of its options', () => {
  it('are enough for the bridge with one NAS and the broker of the Supervisor', () => {
    const { config, secrets, copies } = made({ mqtt: {}, nas: [NAS], log_level: 'debug' }, OFFERED);
    expect(config).toMatchObject({
      mqtt: {
        url: 'mqtt://core-mosquitto:1883',
        username: 'addons',
        password_file: 'secrets/mqtt.password',
      },
      nas: [
        { id: 'office', host: '192.0.2.10', username: 'monitor', password_file: 'secrets/nas-0.password' },
      ],
      state_dir: '/data/state',
      log_level: 'debug',
    });
    expect([...secrets]).toEqual([
      ['secrets/mqtt.password', 'from the Supervisor'],
      ['secrets/nas-0.password', NAS.password],
    ]);
    expect([...copies]).toEqual([]);
  });

  it('never have a password in bridge.yaml', () => {
    const mqtt = { url: 'mqtt://192.0.2.5', username: 'u', password: 'first secret' };
    const nas = { ...NAS, password: 'second secret', device_id: 'third secret' };
    const { config, secrets } = bridgeFiles({ mqtt, nas: [nas] }, undefined, '/data/state');
    expect(config).not.toContain('secret"');
    expect([...secrets.values()]).toEqual(['first secret', 'second secret', 'third secret']);
  });

  it('keep the secrets of two NASes apart, whatever their ids', () => {
    const nas = [NAS, { ...NAS, id: 'attic', password: 'b', device_id: 'token' }];
    const { config, secrets } = made({ nas }, OFFERED);
    expect(config.nas.map(({ password_file, device_id_file }) => [password_file, device_id_file])).toEqual([
      ['secrets/nas-0.password', undefined],
      ['secrets/nas-1.password', 'secrets/nas-1.device_id'],
    ]);
    expect(secrets.get('secrets/nas-1.device_id')).toBe('token');
    const outside = bridgeFiles({ nas: [{ ...NAS, id: '../../etc/x' }] }, OFFERED, '/data/state');
    expect([...outside.secrets.keys()]).toEqual(['secrets/mqtt.password', 'secrets/nas-0.password']);
  });

  it('have copies of certificates where the bridge can read them', () => {
    const mqtt = {
      url: 'mqtts://192.0.2.5',
      ca_file: 'broker.pem',
      cert_file: '/ssl/c.pem',
      key_file: '/ssl/k.pem',
    };
    const { config, copies } = made({ mqtt, nas: [{ ...NAS, ca_file: 'nas.pem' }] });
    expect([...copies]).toEqual([
      ['secrets/mqtt.ca_file', 'broker.pem'],
      ['secrets/mqtt.cert_file', '/ssl/c.pem'],
      ['secrets/mqtt.key_file', '/ssl/k.pem'],
      ['secrets/nas-0.ca_file', 'nas.pem'],
    ]);
    expect(config.mqtt.key_file).toBe('secrets/mqtt.key_file');
    expect(config.nas[0]?.ca_file).toBe('secrets/nas-0.ca_file');
  });

  it('leave out what the form leaves empty', () => {
    const empty = { name: '', port: null, include_users: [], fingerprint: [''], min_versions: [], mac: '' };
    const { config } = made(
      { mqtt: { url: '', client_id: '', fingerprint: [] }, nas: [{ ...NAS, ...empty }] },
      OFFERED,
    );
    const { name, port, include_users, min_versions } = config.nas[0] ?? {};
    expect({ name, port, include_users, min_versions }).toEqual({ include_users: [], min_versions: {} });
    expect(config.log_level).toBe('info');
  });

  it('hand every other option on as it is', () => {
    const nas = {
      ...NAS,
      fingerprint: ['a'.repeat(64)],
      quota_warning: 80.5,
      verify: false,
      user_devices: 0,
      include_users: ['/^a/', 'ben'],
      min_versions: ['desktop=3.5.0', ' mobile = 3.4 '],
      interval: '10m',
    };
    const { config } = made({ mqtt: { discovery: false, protocol: '3.1.1' }, nas: [nas] }, OFFERED);
    expect(config.mqtt).toMatchObject({ discovery: false, protocol: '3.1.1' });
    expect(config.nas[0]).toMatchObject({
      fingerprint: ['a'.repeat(64)],
      quota_warning: 80.5,
      verify: false,
      user_devices: 0,
      include_users: [{ text: '/^a/' }, { text: 'ben' }],
      min_versions: { desktop: '3.5.0', mobile: '3.4' },
      interval: 600,
    });
  });
});

describe('the broker', () => {
  it.each<[string, Options, boolean]>([
    ['no section', {}, true],
    ['an empty section', { mqtt: {} }, true],
    ['an empty url', { mqtt: { url: '' } }, true],
    ['a url', { mqtt: { url: 'mqtt://192.0.2.5' } }, false],
  ])('is asked for with %s: %j', (_, options, asked) => {
    expect(needsService(options)).toBe(asked);
  });

  it.each<[string, Service, string]>([
    ['plain', { host: 'core-mosquitto', port: 1883 }, 'mqtt://core-mosquitto:1883'],
    ['encrypted', { host: 'broker', port: 8883, ssl: true }, 'mqtts://broker:8883'],
    ['an address of IPv6', { host: 'fd00::1', port: 1883 }, 'mqtt://[fd00::1]:1883'],
  ])('of the Supervisor is found: %s', (_, service, url) => {
    const { config } = made({ nas: [NAS] }, service);
    const { username, password_file } = config.mqtt;
    expect({ url: config.mqtt.url, username, password_file }).toEqual({ url });
  });

  it('of the Supervisor may be used with an account of its own', () => {
    const { config, secrets } = made({ mqtt: { username: 'me', password: 'mine' }, nas: [NAS] }, OFFERED);
    expect(config.mqtt).toMatchObject({ url: 'mqtt://core-mosquitto:1883', username: 'me' });
    expect(secrets.get('secrets/mqtt.password')).toBe('mine');
  });
});

describe('options that cannot be used', () => {
  it.each<[string, Options, string]>([
    ['no NAS', { nas: [] }, 'nas: there is no NAS yet'],
    [
      'a version without a type',
      { nas: [NAS, { ...NAS, min_versions: ['3.5.0'] }] },
      'nas[1].min_versions: write',
    ],
  ])('are refused with the option: %s', (_, options, words) => {
    expect(() => bridgeFiles(options, OFFERED, '/data/state')).toThrow(words);
  });
});
