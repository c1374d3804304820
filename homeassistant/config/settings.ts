import { dirname, resolve } from 'node:path';
import { defaultPort, type NasConfig } from '../../src/config/nas.ts';
import { ConfigurationError } from '../../src/dsm/errors.ts';
import { readCertificates, readPrivateKey, readSecret } from '../../src/dsm/secrets.ts';
import type { TlsPolicy } from '../../src/dsm/transport.ts';
import { troubleOf, wordsOf } from '../state/trouble.ts';
import type { KeyPath } from './problem.ts';
import { keyText } from './problem.ts';
import { ConfigError, type ReadConfig } from './read.ts';
import type { Config, MqttConfig, NasSection } from './schema.ts';

/** One NAS, and how to make ready to ask it. */
export interface NasSettings extends NasSection {
  readonly name: string;
  /** Reads its files anew: a password that was put right counts without a restart. Throws ConfigurationError. */
  readonly access: () => NasConfig;
}

/** What a connection to the broker needs of files and environment. */
export interface BrokerAccess {
  readonly password?: string | undefined;
  /** PEM texts. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface MqttSettings extends MqttConfig {
  /** Reads its files anew. Throws ConfigurationError. */
  readonly access: () => BrokerAccess;
}

export interface Settings {
  /** Where it was read from, for messages. */
  readonly file: string;
  readonly mqtt: MqttSettings;
  readonly nas: readonly NasSettings[];
  readonly stateDir: string | undefined;
  readonly logLevel: Config['log_level'];
}

type Files = (name: string | undefined) => string | undefined;

const secret = (file: string | undefined, what: string) =>
  file === undefined ? undefined : readSecret(file, what);

function tlsPolicy(nas: NasSection, at: Files): TlsPolicy | undefined {
  if (nas.plain_http) return undefined;
  const caFile = at(nas.ca_file);
  return {
    ca: caFile === undefined ? undefined : readCertificates(caFile),
    fingerprints: nas.fingerprint,
    name: nas.tls_name,
    verify: nas.verify,
  };
}

function nasAccess(nas: NasSection, given: string | undefined, at: Files, stateDir?: string): NasConfig {
  const password = secret(at(nas.password_file), 'password file') ?? given;
  if (password === undefined)
    throw new ConfigurationError(
      'no password',
      `Give password_file, or SYNOLOGY_DRIVE_NAS_${nas.id.toUpperCase()}_PASSWORD in the environment`,
    );
  const deviceToken = secret(at(nas.device_id_file), 'device token file');
  return {
    endpoint: {
      host: nas.host,
      port: nas.port ?? defaultPort(nas.plain_http),
      tls: tlsPolicy(nas, at),
    },
    account: { name: nas.username, password, deviceToken },
    sessionDir: stateDir,
    keepSession: true,
    longLived: true,
  };
}

/** MQTT 3.1.1 has no password without a user name, and the MQTT library sends none: it only closes the connection. */
function refuseNameless({ username, password_file }: MqttConfig, given: string | undefined): void {
  if (username !== undefined || (password_file === undefined && given === undefined)) return;
  throw new ConfigurationError(
    'a password without a user name',
    'Give username as well, or leave the password out',
  );
}

function brokerAccess(mqtt: MqttConfig, given: string | undefined, at: Files): BrokerAccess {
  refuseNameless(mqtt, given);
  const pem = (name: string | undefined) => {
    const file = at(name);
    return file === undefined ? undefined : readCertificates(file);
  };
  const keyFile = at(mqtt.key_file);
  return {
    password: secret(at(mqtt.password_file), 'password file') ?? given,
    ca: pem(mqtt.ca_file),
    cert: pem(mqtt.cert_file),
    key: keyFile === undefined ? undefined : readPrivateKey(keyFile),
  };
}

/** What goes wrong when its files are read now, as words with the place of the section. */
function trouble(access: () => unknown, path: KeyPath, locate: (path: KeyPath) => string): string[] {
  try {
    access();
    return [];
  } catch (error) {
    return [`${locate(path)}: ${keyText(path)}: ${wordsOf(troubleOf(error))}`];
  }
}

/** Relative names in the file are relative to it. Throws a ConfigError for files that cannot be used. */
export function settingsOf(file: string, { config, passwords, locate }: ReadConfig): Settings {
  const folder = dirname(resolve(file));
  const at: Files = (name) => (name === undefined ? undefined : resolve(folder, name));
  const stateDir = at(config.state_dir);
  const settings: Settings = {
    file,
    logLevel: config.log_level,
    stateDir,
    mqtt: { ...config.mqtt, access: () => brokerAccess(config.mqtt, passwords.get('mqtt'), at) },
    nas: config.nas.map((nas, index) => ({
      ...nas,
      name: nas.name ?? nas.id,
      access: () => nasAccess(nas, passwords.get(`nas.${index}`), at, stateDir),
    })),
  };
  const problems = [
    ...trouble(settings.mqtt.access, ['mqtt'], locate),
    ...settings.nas.flatMap(({ access }, index) => trouble(access, ['nas', index], locate)),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return settings;
}
