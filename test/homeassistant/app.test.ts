import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../homeassistant/config/json-schema.ts';
import { stagesOf, wordsOf } from '../support/dockerfile.ts';

/*
 * The app's folder as far as it can be judged without a Supervisor, which alone can build its image and show its form:
 * neither is there where these tests run.
 */

const ROOT = resolve(import.meta.dirname, '../..');
const APP = join(ROOT, 'homeassistant/app');
const read = (name: string) => readFileSync(join(APP, name), 'utf8');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** A schema of options: types as words, sections, and lists of one of these. */
type Options = { readonly [key: string]: Option };
type Option = string | readonly [string | Options] | Options;

interface Config extends Readonly<Record<string, unknown>> {
  readonly version: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly schema: Options;
}
const config = parse(read('config.yaml')) as Config;

interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | null)[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Keys that the app has under another name, since people type secrets into it, or that it chooses itself. */
const RENAMED: Readonly<Record<string, string>> = { password_file: 'password', device_id_file: 'device_id' };
const OWN_CHOICE = ['state_dir'];
/** The app's only option that is no key of the bridge. */
const APP_ONLY = ['clean'];

/** What may be empty, too, is as if it might not: the Supervisor's form has no word for it. As a text a duration can be a number. */
function oneType({ type }: SchemaNode): string | undefined {
  const types = [type].flat().filter((one) => one !== 'null');
  return types.includes('string') ? 'string' : types[0];
}

/** What the Supervisor calls a type of the bridge's. */
function typeOf(key: string, node: SchemaNode): string {
  const { anyOf, items, minimum, maximum } = node;
  const type = oneType(node);
  const words = node.enum?.filter((word) => word !== null);
  if (key in RENAMED) return 'password';
  if (key === 'min_versions') return '[str]';
  if (anyOf) return anyOf.some((one) => one.type === 'array') ? '[str]' : 'str';
  if (words) return `list(${words.join('|')})`;
  if (type === 'array') return `[${typeOf('', items ?? {})}]`;
  if (key === 'port') return 'port';
  if (type === 'integer') return `int(${minimum},${maximum})`;
  if (type === 'number') return `float(${minimum},${maximum})`;
  return type === 'boolean' ? 'bool' : 'str';
}

/** The bridge's keys as options, `mqtt.url` and `nas.id` with their types. */
function expectedOptions(node: SchemaNode, path: readonly string[] = []): Record<string, string> {
  const keys = Object.entries(node.properties ?? {}).filter(([key]) => !OWN_CHOICE.includes(key));
  return Object.assign(
    {},
    ...keys.map(([key, value]) => {
      const section = value.properties ? value : value.items?.properties ? value.items : undefined;
      const at = [...path, RENAMED[key] ?? key];
      return section ? expectedOptions(section, at) : { [at.join('.')]: typeOf(key, value) };
    }),
  );
}

/** The options of the app in the same form; a text with a pattern is a text. */
function givenOptions(options: Options, path: readonly string[] = []): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(options).map(([key, value]) => {
      const at = [...path, key];
      const inner = (Array.isArray(value) ? value[0] : value) as string | Options;
      if (typeof inner !== 'string') return givenOptions(inner, at);
      const plain = inner.replace(/\?$/, '').replace(/^match\(.*\)$/, 'str');
      return { [at.join('.')]: Array.isArray(value) ? `[${plain}]` : plain };
    }),
  );
}

describe('the app', () => {
  it('has every key of the bridge as an option, of the same type and bounds', () => {
    const { clean, ...rest } = givenOptions(config.schema);
    expect(APP_ONLY).toEqual(['clean']);
    expect(clean).toBe('bool');
    expect(rest).toEqual(expectedOptions(jsonSchema() as SchemaNode));
  });

  it('wants only what a NAS cannot do without', () => {
    const [nas] = config.schema.nas as unknown as readonly [Options];
    const required = Object.entries(nas).filter(
      ([, type]) => typeof type === 'string' && !type.endsWith('?'),
    );
    expect(required.map(([key]) => key)).toEqual(['id', 'host', 'username', 'password']);
    const optional = Object.values(config.schema.mqtt as Options).flat();
    expect(optional.every((type) => String(type).endsWith('?'))).toBe(true);
  });

  it('writes types as the Supervisor reads them', () => {
    const legal = /^(bool|port|str|password|int\(\d+,\d+\)|float\(\d+,\d+\)|match\(.+\)|list\([^()]+\))\??$/;
    const types = [config.schema, config.schema.mqtt, (config.schema.nas as readonly unknown[])[0]].flatMap(
      (section) => Object.values(section as Options).filter((type) => typeof type === 'string'),
    );
    expect(types.filter((type) => !legal.test(String(type)))).toEqual([]);
  });

  it('begins with options that fit, and without a NAS', () => {
    expect(config.options).toEqual({ mqtt: {}, nas: [], log_level: 'info' });
  });

  it('describes itself to the Supervisor', () => {
    expect(config).toMatchObject({
      name: expect.any(String),
      version: PACKAGE.version,
      slug: expect.stringMatching(/^[-_.A-Za-z0-9]+$/),
      description: expect.any(String),
      url: 'https://github.com/synology-drive-monitoring/synology-drive-monitoring',
      arch: ['aarch64', 'amd64'],
      init: false,
      startup: 'application',
      boot: 'auto',
      services: ['mqtt:want'],
    });
  });

  it.each(['en', 'de'])('explains every option in %s', (language) => {
    type Text = { readonly name: string; readonly description: string; readonly fields?: Texts };
    type Texts = { readonly [key: string]: Text };
    const { configuration } = parse(read(`translations/${language}.yaml`)) as { configuration: Texts };
    const keysOf = (texts: Texts, path: string): string[] =>
      Object.entries(texts).flatMap(([key, { name, description, fields }]) => {
        expect([typeof name, typeof description], `${path}${key}`).toEqual(['string', 'string']);
        return fields ? keysOf(fields, `${path}${key}.`) : [`${path}${key}`];
      });
    expect(keysOf(configuration, '')).toEqual(Object.keys(givenOptions(config.schema)));
  });

  it.each([
    ['icon.png', 128, 128],
    ['logo.png', 250, 100],
  ])('has %s of the size that is shown', (name, width, height) => {
    const bytes = readFileSync(join(APP, name));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
    expect(existsSync(join(APP, name.replace('.png', '.svg')))).toBe(true);
  });

  it('has a changelog whose newest version is its own', () => {
    expect(/^## (.+)$/m.exec(read('CHANGELOG.md'))?.[1]).toBe(PACKAGE.version);
  });

  it('documents where its options differ', () => {
    for (const key of [...Object.keys(RENAMED), ...Object.values(RENAMED), ...OWN_CHOICE, ...APP_ONLY])
      expect(read('DOCS.md')).toContain(`\`${key}\``);
  });
});

describe('the image of the app', () => {
  const [stage, ...more] = stagesOf(read('Dockerfile'));
  if (!stage) throw new Error('the Dockerfile has no stage');

  it('is one of Node.js, with nothing for the Supervisor to choose', () => {
    expect(more).toEqual([]);
    expect(stage.from).toMatch(/^node:\d+-slim$/);
    expect(read('Dockerfile')).not.toContain('BUILD_FROM');
    expect(readdirSync(APP).filter((name) => /^build\./.test(name))).toEqual([]);
  });

  it('installs exactly the version of this package', () => {
    const [install] = wordsOf(stage, 'RUN');
    expect(install).toMatch(/^npm install --global /);
    expect(install).toContain(` synology-drive-monitoring@${PACKAGE.version} `);
  });

  it('runs a script that it holds', () => {
    expect(wordsOf(stage, 'COPY')).toEqual(['rootfs /']);
    expect(JSON.parse(wordsOf(stage, 'CMD')[0] ?? '')).toEqual(['run-bridge']);
    const script = join(APP, 'rootfs/usr/local/bin/run-bridge');
    expect(statSync(script).mode & 0o111).toBe(0o111);
    expect(wordsOf(stage, 'HEALTHCHECK')[0]).toMatch(/ CMD \["run-bridge", "healthcheck"\]$/);
  });
});

describe('the repository of apps', () => {
  it('says what it is', () => {
    expect(parse(readFileSync(join(ROOT, 'repository.yaml'), 'utf8'))).toEqual({
      name: 'Synology Drive monitoring',
      url: 'https://github.com/synology-drive-monitoring/synology-drive-monitoring',
      maintainer: expect.any(String),
    });
  });

  it('holds no other file that the Supervisor would take for an app', () => {
    const rooms = ['src', 'plugins', 'homeassistant', 'test'];
    const below = rooms.flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
    );
    const files = [...readdirSync(ROOT), ...below];
    const apps = files.filter(
      (file) => /(^|\/)config\.(json|ya?ml)$/.test(file) && !file.includes('rootfs/'),
    );
    expect(apps).toEqual(['homeassistant/app/config.yaml']);
  });
});
