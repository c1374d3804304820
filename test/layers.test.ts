import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** What each room may import, itself apart. Entry files, the demo and the build stand above all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/dsm': [],
  'src/config': ['src/dsm'],
  'src/drive': ['src/config', 'src/dsm'],
  'src/probes': ['src/drive', 'src/config', 'src/dsm'],
  'src/nagios': ['src/probes', 'src/drive', 'src/config', 'src/dsm', 'src'],
  'src/simulator': ['src'],
  'src/demo': ['src/simulator', 'src/nagios', 'src'],
  'src/doctor': ['src/nagios', 'src/drive', 'src/config', 'src/dsm', 'src'],
  'src/native': ['plugins', 'homeassistant', 'src/doctor', 'src/simulator', 'src'],
  'src/generate': [
    'homeassistant',
    'src/nagios',
    'src/doctor',
    'src/simulator',
    'src/probes',
    'src/drive',
    'src/config',
    'src/dsm',
    'src',
  ],
  src: [],
  plugins: ['src/nagios'],
  homeassistant: ['src/probes', 'src/drive', 'src/config', 'src/dsm', 'src'],
};

/** Packages that only one room may know; all others are for tests and tools alone. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  undici: /^src\/dsm\/undici(-client\.d)?\.ts$/,
  yargs: /^(src\/nagios\/help|src\/simulator\/main|homeassistant\/main)\.ts$/,
  mqtt: /^homeassistant\/broker\.ts$/,
  pino: /^homeassistant\/log\.ts$/,
  'pino-pretty': /^homeassistant\/log\.ts$/,
  zod: /^homeassistant\/config\//,
  aedes: /^src\/demo\//,
  '@peculiar/x509': /^src\/simulator\//,
  '@grafana/grafana-foundation-sdk': /^src\/generate\/grafana\/model\.ts$/,
  'reflect-metadata': /^src\/simulator\//,
  '@noble/hashes': /^src\/dsm\/hash\.ts$/,
  yaml: /^src\/simulator\/|^homeassistant\//,
};

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

/** Rooms that have moved in so far. */
const ROOMS = ['src', 'plugins', 'homeassistant'].filter((folder) => existsSync(join(ROOT, folder)));
const FILES = ROOMS.flatMap(sources);

/** Every module a file really names: static, dynamic and type imports, and re-exports. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, target]) => target ?? '');
}

const localImports = (file: string) =>
  importsOf(file)
    .filter((target) => target.startsWith('.'))
    .map((target) => relative(ROOT, resolve(ROOT, dirname(file), target)));

const roomOf = (file: string) =>
  file.startsWith('src/') ? file.split('/').slice(0, -1).slice(0, 2).join('/') : (file.split('/')[0] ?? '');

/** The first cycle found from a file, as the files it leads through. */
function findCycle(file: string, path: readonly string[], done: Set<string>): readonly string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (done.has(file)) return undefined;
  const cycle = localImports(file).reduce<readonly string[] | undefined>(
    (found, next) => found ?? findCycle(next, [...path, file], done),
    undefined,
  );
  done.add(file);
  return cycle;
}

describe('the house', () => {
  it('has files to look at, and imports among them', () => {
    expect(FILES.length).toBeGreaterThan(40);
    expect(FILES.flatMap(localImports).length).toBeGreaterThan(100);
  });

  it.each(FILES)('%s imports only from rooms below its own', (file) => {
    const room = roomOf(file);
    const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
    expect(MAY_IMPORT).toHaveProperty([room]);
    expect(localImports(file).filter((target) => !allowed.includes(roomOf(target)))).toEqual([]);
  });

  it.each(FILES)('%s knows no package that belongs to another room', (file) => {
    const packages = importsOf(file)
      .filter((target) => !target.startsWith('.') && !target.startsWith('node:'))
      .map((target) =>
        target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect(packages.filter((name) => !PACKAGES[name]?.test(file))).toEqual([]);
  });

  it('has no import cycle', () => {
    const done = new Set<string>();
    expect(FILES.map((file) => findCycle(file, [], done)).find(Boolean)).toBeUndefined();
  });

  it.each(FILES)('%s has at most 200 lines', (file) => {
    expect(readFileSync(join(ROOT, file), 'utf8').split('\n').length).toBeLessThanOrEqual(201);
  });
});
