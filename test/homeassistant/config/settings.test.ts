import { chmodSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../homeassistant/config/read.ts';
import { type Settings, settingsOf } from '../../../homeassistant/config/settings.ts';
import { selfSigned, type TlsMaterial } from '../../../src/simulator/certificate.ts';
import { type Folder, makeFolder } from '../../support/executable.ts';

let folder: Folder;
let tls: TlsMaterial;

beforeAll(async () => {
  folder = makeFolder();
  tls = await selfSigned();
  mkdirSync(join(folder.path, 'secrets'), { mode: 0o700 });
  folder.file('secrets/office', 'hunter2\r\nsecond line\n');
  folder.file('secrets/mqtt', 'broker-secret');
  folder.file('secrets/device', 'token\n');
  folder.file('secrets/empty', '\n');
  folder.file('cert.pem', tls.certificate, 0o644);
  folder.file('key.pem', tls.key);
});

afterAll(() => folder.remove());

type Env = Readonly<Record<string, string>>;

function load(text: string, env: Env = {}): Settings {
  const file = join(folder.path, 'bridge.yaml');
  return settingsOf(file, readConfig(file, text, env));
}

/** What is wrong with the files, without the folder, which is another each time. */
function problems(text: string, env: Env = {}): readonly string[] {
  try {
    load(text, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems.map((line) => line.replaceAll(`${folder.path}/`, ''));
  }
  return [];
}

const nas = (keys: string) => `nas: [{id: office, host: nas, username: monitor, ${keys}}]`;
const GIVEN = { SYNOLOGY_DRIVE_NAS_OFFICE_PASSWORD: 'from the environment' };

describe('the files that a configuration names', () => {
  it('are looked for beside it, whatever folder the bridge is started in', () => {
    const {
      nas: list,
      mqtt,
      stateDir,
    } = load(
      `${nas('password_file: secrets/office, device_id_file: secrets/device, ca_file: cert.pem')}
mqtt: {url: "mqtts://b", username: bridge, password_file: secrets/mqtt, ca_file: cert.pem, cert_file: cert.pem, key_file: key.pem}
state_dir: state`,
    );
    expect(stateDir).toBe(join(folder.path, 'state'));
    expect(list[0]?.access()).toEqual({
      endpoint: {
        host: 'nas',
        port: 5001,
        tls: { ca: tls.certificate, fingerprints: [], name: undefined, verify: true },
      },
      account: { name: 'monitor', password: 'hunter2', deviceToken: 'token' },
      sessionDir: join(folder.path, 'state'),
      keepSession: true,
      longLived: true,
    });
    expect(mqtt.access()).toEqual({
      password: 'broker-secret',
      ca: tls.certificate,
      cert: tls.certificate,
      key: tls.key,
    });
  });

  it('are looked for beside a file that was named relative to the folder at hand', () => {
    const file = relative(process.cwd(), join(folder.path, 'bridge.yaml'));
    const { nas: list } = settingsOf(file, readConfig(file, nas('password_file: secrets/office'), {}));
    expect(list[0]?.access().account.password).toBe('hunter2');
  });

  it.each([
    [
      nas('password_file: nowhere'),
      '1:7: nas[0]: cannot read the password file nowhere: there is no such file',
    ],
    [nas('password_file: secrets'), '1:7: nas[0]: cannot read the password file secrets: it is a folder'],
    [
      nas('password_file: secrets/empty'),
      '1:7: nas[0]: the first line of the password file secrets/empty is empty',
    ],
    [
      nas('x: 1').replace('x: 1', 'password_file: secrets/office, device_id_file: gone'),
      '1:7: nas[0]: cannot read the device token file gone: there is no such file',
    ],
    [
      nas('password_file: secrets/office, ca_file: gone'),
      '1:7: nas[0]: cannot read the CA file gone: there is no such file',
    ],
    [
      nas('password_file: secrets/office, ca_file: key.pem'),
      '1:7: nas[0]: the CA file key.pem holds no certificate. It takes PEM or DER',
    ],
    [
      nas('name: x'),
      '1:7: nas[0]: no password. Give password_file, or SYNOLOGY_DRIVE_NAS_OFFICE_PASSWORD in the environment',
    ],
    [
      `mqtt: {username: bridge, password_file: gone}\n${nas('password_file: secrets/office')}`,
      '1:1: mqtt: cannot read the password file gone: there is no such file',
    ],
    [
      `mqtt: {url: "mqtts://b", cert_file: cert.pem, key_file: secrets/mqtt}\n${nas('password_file: secrets/office')}`,
      '1:1: mqtt: secrets/mqtt holds no private key. It takes PEM, without a passphrase',
    ],
  ])('are missed with the place of their section (%#)', (text, words) => {
    expect(problems(text)).toEqual([`bridge.yaml:${words}`]);
  });

  it('are all looked at before anything is said', () => {
    expect(
      problems(`mqtt: {username: bridge, password_file: gone}\n${nas('password_file: gone')}`),
    ).toHaveLength(2);
  });

  it('may not be open to everybody where a secret is in them', () => {
    folder.file('open', 'x');
    chmodSync(join(folder.path, 'open'), 0o644);
    const texts = [
      nas('password_file: open'),
      `mqtt: {username: bridge, password_file: open}\n${nas('password_file: secrets/office')}`,
    ];
    const said = texts.flatMap((text) => problems(text));
    const OPEN =
      'the password file open is open to every user of this machine. chmod 640 it, and give it to the group of the user ';
    expect(said.map((line) => line.slice(0, line.indexOf(OPEN)))).toEqual([
      'bridge.yaml:1:7: nas[0]: ',
      'bridge.yaml:1:1: mqtt: ',
    ]);
    // Whoever runs the bridge may have no Nagios.
    expect(said.join()).not.toMatch(/nagios|checks/);
  });

  it('may be open where none is: a CA is for everybody', () => {
    expect(problems(nas('password_file: secrets/office, ca_file: cert.pem'))).toEqual([]);
  });
});

describe('a password', () => {
  it('in a file goes before the environment, as for the checks', () => {
    const { nas: list, mqtt } = load(
      `mqtt: {username: bridge, password_file: secrets/mqtt}\n${nas('password_file: secrets/office')}`,
      { ...GIVEN, SYNOLOGY_DRIVE_MQTT_PASSWORD: 'also' },
    );
    expect([list[0]?.access().account.password, mqtt.access().password]).toEqual([
      'hunter2',
      'broker-secret',
    ]);
  });

  it('comes from the environment where no file is named', () => {
    const { nas: list, mqtt } = load(`mqtt: {username: bridge}\n${nas('name: x')}`, {
      ...GIVEN,
      SYNOLOGY_DRIVE_MQTT_PASSWORD: 'also',
    });
    expect([list[0]?.access().account.password, mqtt.access().password]).toEqual([
      'from the environment',
      'also',
    ]);
  });

  it.each([
    ['mqtt: {password_file: secrets/mqtt}', {}],
    ['mqtt: {}', { SYNOLOGY_DRIVE_MQTT_PASSWORD: 'x' }],
  ])('for the broker needs a user name beside it (%s, %j)', (mqtt, env) => {
    expect(problems(`${mqtt}\n${nas('password_file: secrets/office')}`, env)).toEqual([
      'bridge.yaml:1:1: mqtt: a password without a user name. Give username as well, or leave the password out',
    ]);
  });

  it('is read anew each time: one that was put right counts at once', () => {
    folder.file('changing', 'old');
    const { nas: list } = load(nas('password_file: changing'));
    folder.file('changing', 'new');
    expect(list[0]?.access().account.password).toBe('new');
  });

  it('stands nowhere in the settings themselves', () => {
    expect(JSON.stringify(load(nas('password_file: secrets/office'), GIVEN))).not.toMatch(
      /hunter2|environment/,
    );
  });
});

describe('the way to a NAS', () => {
  it.each([
    ['name: x', { host: 'nas', port: 5001 }, { fingerprints: [], verify: true }],
    ['verify: false', { host: 'nas', port: 5001 }, { verify: false }],
    ['tls_name: n.example.com, port: 443', { host: 'nas', port: 443 }, { name: 'n.example.com' }],
    [`fingerprint: ${'ab'.repeat(32)}`, { host: 'nas', port: 5001 }, { fingerprints: ['ab'.repeat(32)] }],
    ['plain_http: true', { host: 'nas', port: 5000 }, undefined],
    ['plain_http: true, port: 80', { host: 'nas', port: 80 }, undefined],
  ])('with %s', (keys, place, policy) => {
    const endpoint = load(nas(keys), GIVEN).nas[0]?.access().endpoint;
    expect(endpoint).toMatchObject(place);
    if (policy === undefined) expect(endpoint?.tls).toBeUndefined();
    else expect(endpoint?.tls).toMatchObject(policy);
  });

  it('has a name, which is the id where none is given', () => {
    const text = 'nas: [{id: a, host: h, username: u}, {id: b, name: "B", host: h, username: u}]';
    const env = { SYNOLOGY_DRIVE_NAS_A_PASSWORD: 'x', SYNOLOGY_DRIVE_NAS_B_PASSWORD: 'x' };
    expect(load(text, env).nas.map(({ name }) => name)).toEqual(['a', 'B']);
  });
});
