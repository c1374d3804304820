import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { code, table, words } from '../../src/generate/readme/markdown.ts';
import { measures, ownOptions, sharedOptions } from '../../src/generate/readme/option-tables.ts';
import { fillRegions } from '../../src/generate/readme/readme.ts';
import { optionsOf } from '../../src/nagios/check.ts';
import { singleChecks } from '../../src/nagios/checks/all.ts';
import { commonOptions } from '../../src/nagios/common-options.ts';

const README = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');

/** Options that a text names, as `--name`, or by a letter alone. */
const namedIn = (text: string) => [...text.matchAll(/(?<=`)--?([a-z][\w-]*)/g)].map(([, name = '']) => name);

describe('a region of the README', () => {
  const text =
    'before\n<!-- generated: one -->\nold\n<!-- end -->\nbetween\n<!-- generated: two -->\n<!-- end -->\nafter\n';
  const filling = new Map([
    ['one', 'first'],
    ['two', 'second $& $1'],
  ]);
  const filled =
    'before\n<!-- generated: one -->\n\nfirst\n\n<!-- end -->\nbetween\n<!-- generated: two -->\n\nsecond $& $1\n\n<!-- end -->\nafter\n';

  it('is filled, and all else left as it is', () => expect(fillRegions(text, filling)).toBe(filled));
  it('is filled alike a second time', () => expect(fillRegions(filled, filling)).toBe(filled));
  it('that nothing is written into is a mistake', () => {
    expect(() => fillRegions(text, new Map([['one', 'first']]))).toThrow(
      'a region "two" that nothing is written into',
    );
  });
  it('that is missing is a mistake', () => {
    expect(() => fillRegions('nothing\n', filling)).toThrow('needs a region <!-- generated: one -->');
  });
});

describe('the tables of the README', () => {
  it.each(singleChecks().map((check) => [check.id, check] as const))(
    'name every option of %s that is its own, and of its metrics',
    (_, check) => {
      const common = new Set(commonOptions(0).map(({ name }) => name));
      const own = optionsOf(check).filter(({ name }) => !common.has(name));
      const named = new Set(namedIn(`${measures(check)}\n${ownOptions(check)}`));
      // The main metric has two names for each threshold: the short one is told.
      const expected = own.filter(({ name, letter }) =>
        letter === undefined && !/^(?:warning|critical)-/.test(name) ? true : letter !== undefined,
      );
      expect(
        expected.filter(({ name, letter }) => !named.has(letter ?? name)).map(({ name }) => name),
      ).toEqual([]);
      const judged = check.metrics
        .filter(({ name }) => name !== check.main)
        .map(({ name }) => name.replaceAll('_', '-'));
      expect(
        judged.filter((name) => !named.has(`warning-${name}`) || !named.has(`critical-${name}`)),
      ).toEqual([]);
    },
  );

  it('name every option that all checks have', () => {
    const named = new Set(namedIn(sharedOptions(singleChecks())));
    expect(commonOptions(0).filter(({ name }) => !named.has(name))).toEqual([]);
  });

  it('have as many cells in every line as in their head', () => {
    const tables = README.split(/\n\n/).filter((part) => part.startsWith('| '));
    expect(tables.length).toBeGreaterThan(15);
    const cells = (line: string) => line.split(/(?<!\\)\|/).length;
    for (const lines of tables.map((part) => part.trimEnd().split('\n')))
      expect(new Set(lines.map(cells)).size, lines[0]).toBe(1);
  });
});

describe('Markdown', () => {
  it.each([
    ['see --include-user and -v', 'see `--include-user` and `-v`'],
    ['else SYNOLOGY_DRIVE_NAS_<ID>_PASSWORD', 'else `SYNOLOGY_DRIVE_NAS_<ID>_PASSWORD`'],
    ['with key_file, a-z and two-factor', 'with `key_file`, a-z and two-factor'],
    ['* for a|b, <c> and _', '\\* for a\\|b, \\<c> and \\_'],
    ['$XDG_STATE_HOME', '`$XDG_STATE_HOME`'],
  ])('of %j is %j', (text, expected) => expect(words(text)).toBe(expected));

  it('keeps bars in code from ending a cell', () => expect(code('a|b')).toBe('`a\\|b`'));

  it('has columns below each other', () => {
    expect(table(['a', 'long title', ''], [['value', 'b', 'words']])).toBe(
      '| a     | long title | |\n| ----- | ---------- | --- |\n| value | b          | words |',
    );
  });
});
