import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../homeassistant/config/read.ts';
import { configurationSections } from '../../src/generate/configuration/keys.ts';
import { EXAMPLE } from '../../src/generate/man/configuration-page.ts';
import { editionOf } from '../../src/generate/man/edition.ts';
import { manPages } from '../../src/generate/man/man-pages.ts';
import { commandLines, prose } from '../../src/generate/man/roff.ts';
import { programs } from '../../src/generate/programs/programs.ts';
import { everyCheck } from '../../src/nagios/checks/all.ts';
import { version } from '../../src/version.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = new Map(manPages(everyCheck(), read).map(({ path, text }) => [path, text]));
const pageOf = (name: string, section: number) => pages.get(`plugins/man/${name}.${section}`) ?? '';

/** A page's text without the marks of its type. */
const plain = (text: string) =>
  text
    .replaceAll(/\\f[BIR]/g, '')
    .replaceAll('\\-', '-')
    .replaceAll('\\(ti', '~')
    .replaceAll('\\e', '\\');

/** The lines that introduce an entry of a list, by the section that they stand in. */
function termsOf(page: string, section: string): string[] {
  const [, body = ''] = plain(page).split(new RegExp(`^\\.SH "?${section}"?$`, 'm'));
  return [...(body.split(/^\.SH /m)[0] ?? '').matchAll(/^\.TP\n(.*)$/gm)].map(([, term = '']) => term);
}

const sectionsOf = (page: string) => [...page.matchAll(/^\.SH "?(.*?)"?$/gm)].map(([, title]) => title);

describe('the manual pages', () => {
  it('are one for each executable of the package, and one for bridge.yaml', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
    const expected = [
      ...Object.keys(bin).map((name) => `plugins/man/${name}.1`),
      'plugins/man/bridge.yaml.5',
    ];
    expect([...pages.keys()].sort()).toEqual(expected.sort());
    expect(
      readdirSync(join(ROOT, 'plugins/man'))
        .map((file) => `plugins/man/${file}`)
        .sort(),
    ).toEqual(expected);
  });

  it('are named in package.json, from where npm installs them', () => {
    const { man } = JSON.parse(read('package.json')) as { man: readonly string[] };
    expect([...man].sort()).toEqual([...pages.keys()].sort());
  });

  it.each(programs(everyCheck()).map((program) => [program.name, program] as const))(
    'name every option of %s exactly once, with its letter and its value',
    (name, { options }) => {
      const expected = options.map(({ name: long, letter, metavar = '' }) => {
        const value = metavar.startsWith('[') ? `[=${metavar}]` : metavar && `=${metavar}`;
        return `${letter ? `-${letter}, ` : ''}--${long}${value}`;
      });
      expect(termsOf(pageOf(name, 1), 'OPTIONS').sort()).toEqual(expected.sort());
    },
  );

  it.each(programs(everyCheck()).map((program) => [program.name, program] as const))(
    'say of %s what else there is to know',
    (name, { verbs, chapters, environment, files, exits, examples }) => {
      const page = pageOf(name, 1);
      const words = (list: readonly { readonly word: string }[]) => list.map(({ word }) => word);
      expect(termsOf(page, 'VERBS')).toEqual(words(verbs));
      expect(termsOf(page, 'EXIT STATUS')).toEqual(words(exits));
      expect(termsOf(page, 'ENVIRONMENT')).toEqual(words(environment));
      expect(termsOf(page, 'FILES')).toEqual(words(files));
      expect(termsOf(page, 'PERFORMANCE DATA')).toEqual(chapters.flatMap(({ list }) => words(list)));
      expect(plain(page).split('.EX\n')).toHaveLength(examples.length + 1);
      expect(sectionsOf(page)).toEqual([
        'NAME',
        'SYNOPSIS',
        'DESCRIPTION',
        ...(verbs.length > 0 ? ['VERBS'] : []),
        'OPTIONS',
        ...new Set(chapters.map(({ title }) => title)),
        'EXIT STATUS',
        ...(environment.length > 0 ? ['ENVIRONMENT'] : []),
        ...(files.length > 0 ? ['FILES'] : []),
        'EXAMPLES',
        'SEE ALSO',
      ]);
    },
  );

  it.each(
    configurationSections().flatMap(({ name, keys }) => keys.map((key) => [name, key.name, key] as const)),
  )(
    'name the key %s %s of bridge.yaml once, with its default and its variable',
    (section, name, { type, fallback, variable, isRequired }) => {
      const title = { '': 'At the top', mqtt: 'The section mqtt', nas: 'Each entry of nas' }[section];
      const [, part = ''] = plain(pageOf('bridge.yaml', 5)).split(`.SS ${title}\n`);
      const [own = ''] = part.split(/^\.S[SH] /m);
      const entries = own.split('.TP\n').filter((entry) => entry.startsWith(`${name}: `));
      expect(entries).toHaveLength(1);
      const words = entries[0]?.replaceAll('\n', ' ') ?? '';
      expect(words.startsWith(`${name}: ${type} `)).toBe(true);
      expect(words.includes(' Required.')).toBe(isRequired);
      expect(words.includes(` Default: ${fallback}.`)).toBe(fallback !== undefined);
      expect(words.includes(` Environment: ${variable}.`)).toBe(variable !== undefined);
    },
  );

  it('show a bridge.yaml that the bridge takes', () => {
    const { config } = readConfig('bridge.yaml', EXAMPLE, {});
    expect(config.nas.map(({ id }) => id)).toEqual(['office']);
    expect(plain(pageOf('bridge.yaml', 5))).toContain(EXAMPLE);
  });

  it('carry the version and the day of the newest release', () => {
    expect(editionOf(() => `# Changelog\n\n## ${version} (2031-01-02)\n\n## 0.0.1 (2030-01-01)\n`)).toEqual({
      version,
      date: '2031-01-02',
    });
    expect(() => editionOf(() => `# Changelog\n\n## ${version}\n`)).toThrow(`"## ${version} (YYYY-MM-DD)"`);
  });
});

describe('the text of a manual page', () => {
  it.each([
    ['One. Two, e.g. this: --insecure', ['One.', 'Two, e.g. this: \\-\\-insecure']],
    ['.local and 10 % … ü', ['\\&.local and 10 % \\[u2026] \\[u00FC]']],
    ['a \\ b ~ ^ `', ['a \\e b \\(ti \\(ha \\(ga']],
    ['synology-drive-bridge check-config', ['synology\\-drive\\-bridge check\\-config']],
    ['two-factor log-in of /etc/nas-1', ['two-factor log-in of /etc/nas\\-1']],
  ])('of %j is %j', (text, lines) => expect(prose(text)).toEqual(lines));

  it('is cut into lines that no reader complains of', () => {
    const lines = prose(`${'word '.repeat(60)}end.`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines.join(' ')).toBe(`${'word '.repeat(60)}end.`);
  });

  it('continues a long command where an option begins', () => {
    const long = `check_synology_drive_health -H nas.example.com -u monitor --password-file /etc/nas.secret -w 2 -c 5`;
    expect(commandLines(long).map(plain)).toEqual([
      'check_synology_drive_health -H nas.example.com -u monitor \\',
      '    --password-file /etc/nas.secret -w 2 -c 5',
    ]);
  });
});
