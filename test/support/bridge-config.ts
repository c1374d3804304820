import { expect } from 'vitest';
import { jsonSchema } from '../../homeassistant/config/json-schema.ts';
import { ConfigError, readConfig } from '../../homeassistant/config/read.ts';
import type { Config } from '../../homeassistant/config/schema.ts';

export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

export const schema = () => jsonSchema() as SchemaNode;

/** Every key that may stand in bridge.yaml: `mqtt.url`, `nas.host`, `log_level`. */
export function configKeys(): string[] {
  const { properties = {} } = schema();
  return Object.entries(properties).flatMap(([section, node]) => {
    const inner = node.properties ?? node.items?.properties;
    return inner ? Object.keys(inner).map((key) => `${section}.${key}`) : [section];
  });
}

export const SMALLEST = 'nas: [{id: office, host: nas, username: monitor}]';

export const read = (text: string): Config => readConfig('bridge.yaml', text, {}).config;

/** What is said of a text that cannot be used, line by line. */
export function problems(text: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
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

/** A configuration with one key, which stands in the sixth line; `alone`: without what it needs beside it. */
export function textWith(key: string, given: string, alone = false): string {
  const [section = '', name] = key.split('.');
  if (section === 'nas') {
    const lines = [
      'nas:',
      '  -',
      ...OFFICE.map((line) => (line.startsWith(`${name}:`) ? '#' : `    ${line}`)),
    ];
    return [...lines, `    ${name}: ${given}`, ''].join('\n');
  }
  const nas = ['nas:', '  - {id: office, host: nas, username: monitor}'];
  const beside = alone ? [] : (BESIDE[key] ?? '').split(', ').map((line) => `    ${line}`);
  if (section === 'mqtt')
    return [...nas, '#', '#', 'mqtt:', `    ${name}: ${given}`, ...beside, ''].join('\n');
  return [...nas, '#', '#', '#', `${section}: ${given}`, ''].join('\n');
}
