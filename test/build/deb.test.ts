import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Folder, makeFolder } from '../support/executable.ts';

interface Entry {
  readonly path: string;
  readonly from?: string;
}
type Rule = [RegExp, (from: string, name: string) => Entry];

const load = async (file: string) => import(pathToFileURL(`src/build/deb/${file}`).href);
const { debianVersion, buildTime } = (await load('release.mjs')) as {
  debianVersion(version: string): string;
  buildTime(environment: Record<string, string>): number;
};
const { debianChangelog, editionOf } = (await load('changelog.mjs')) as {
  debianChangelog(markdown: string, values: object): string;
  editionOf(markdown: string): object;
};
const { fill, needsOf } = (await load('control.mjs')) as {
  fill(template: string, values: Record<string, unknown>): string;
  needsOf(executable: Buffer): { architecture: string; libraries: string };
};
const { readElf } = (await load('elf.mjs')) as { readElf(file: Buffer): object };
const { entriesOf } = (await load('folders.mjs')) as {
  entriesOf(wanted: { folder: string; rules: Rule[] }): Entry[];
};
const { packagedService } = (await load('service.mjs')) as { packagedService(): string };

describe("the package's version and time", () => {
  it.each([
    ['0.1.0', '0.1.0-1'],
    ['12.3.4', '12.3.4-1'],
    // Debian's `~` comes before everything, as a pre-release does.
    ['1.0.0-rc.1', '1.0.0~rc.1-1'],
  ])('%s is %s', (version, expected) => expect(debianVersion(version)).toBe(expected));

  it('takes the time it is given, else that of the commit', () => {
    expect(buildTime({ SOURCE_DATE_EPOCH: '1700000000' })).toBe(1_700_000_000);
    expect(buildTime({})).toBeGreaterThan(1_700_000_000);
  });
});

it('writes the changelog as Debian has it', () => {
  const markdown = `# Changelog

A promise.

## 0.2.0 (2026-11-25)

- A short one.
- One that is so long that it does not fit into a line of a changelog and has to
  go on in the next.

## 0.1.0-beta

- The first.
`;
  const values = {
    version: '9.9.9-1',
    maintainer: 'We <we@example.com>',
    time: 1_700_000_000,
    debianVersion,
  };
  expect(debianChangelog(markdown, values)).toBe(`synology-drive-monitoring (9.9.9-1) unstable; urgency=medium

  * A short one.
  * One that is so long that it does not fit into a line of a changelog and
    has to go on in the next.

 -- We <we@example.com>  Tue, 14 Nov 2023 22:13:20 +0000

synology-drive-monitoring (0.1.0~beta-1) unstable; urgency=medium

  * The first.

 -- We <we@example.com>  Tue, 14 Nov 2023 22:13:20 +0000
`);
  expect(editionOf(markdown)).toEqual({ version: '0.2.0', date: '2026-11-25' });
  expect(() => debianChangelog('# Changelog\n', values)).toThrow('no section');
});

describe('control', () => {
  it('is filled in, and nothing in it is left empty', () => {
    const version = ['$', '{version}'].join('');
    expect(fill(`Version: ${version}\n`, { version: '1-1' })).toBe('Version: 1-1\n');
    expect(() => fill(version, {})).toThrow('nothing to put in place');
  });

  it('comes from what an executable asks for', () => {
    expect(readElf(readFileSync('/usr/bin/env'))).toEqual({
      architecture: { x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64'],
      needed: expect.arrayContaining(['libc.so.6']),
      glibc: expect.stringMatching(/^2\.\d+$/),
    });
  });

  it('refuses what needs a library that no package is known for, and what is no executable', () => {
    expect(() => needsOf(readFileSync(process.execPath))).toThrow(
      /which Debian package has libstdc\+\+\.so\.6/,
    );
    expect(() => needsOf(readFileSync('package.json'))).toThrow('not a 64-bit');
  });
});

describe('a folder of the project', () => {
  let folder: Folder;
  const rule = (pattern: RegExp, place: string): Rule => [
    pattern,
    (from, name) => ({ path: join(place, name), from }),
  ];
  const write = (name: string) => {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true });
    writeFileSync(join(folder.path, name), '');
  };
  beforeAll(() => {
    folder = makeFolder();
    for (const name of ['commands.conf', 'hosts.conf', 'director/basket.json']) write(name);
  });
  afterAll(() => folder.remove());

  const entries = (...rules: Rule[]) => entriesOf({ folder: folder.path, rules });

  it('is taken whole, each file as the first rule for it says', () => {
    const found = entries(rule(/^commands\.conf$/, 'share'), rule(/./, 'examples'));
    expect(found.map(({ path }) => path).sort()).toEqual([
      'examples/director/basket.json',
      'examples/hosts.conf',
      'share/commands.conf',
    ]);
    expect(found.map(({ from }) => from)).toContain(join(folder.path, 'director/basket.json'));
  });

  it('stops the build when it is not there, when a rule finds nothing, and when no rule is for a file', () => {
    expect(() => entriesOf({ folder: `${folder.path}/none`, rules: [] })).toThrow('cannot be read');
    expect(() => entries(rule(/./, 'examples'), rule(/\.cfg$/, 'share'))).toThrow(/no file like .*cfg/);
    expect(() => entries(rule(/\.conf$/, 'share'))).toThrow(/basket\.json: no rule/);
  });
});

it("has the bridge's unit, of the package's executable, and only with a configuration", () => {
  const unit = packagedService();
  expect(unit).toMatch(/^\[Unit\]\n/);
  expect(unit).not.toContain('/usr/local');
  expect(unit).toContain(
    '\nExecStart=/usr/bin/synology-drive-bridge run --config /etc/synology-drive/bridge.yaml\n',
  );
  expect(unit).toContain('\nConditionPathExists=/etc/synology-drive/bridge.yaml\n');
});

it('ships an example of a configuration that names the same places', () => {
  const yaml = readFileSync('homeassistant/systemd/bridge.yaml', 'utf8');
  expect(yaml).toContain('password_file: secrets/office');
  expect(yaml).toContain('/etc/synology-drive/bridge.yaml');
});
