import type { Check } from '../../nagios/check.ts';
import type { GeneratedFile, ReadFile } from '../generated-file.ts';
import { keyTable } from './key-tables.ts';
import { measures, ownOptions, sharedOptions } from './option-tables.ts';

const FILE = 'README.md';
const END = '<!-- end -->';

/** What stands between `<!-- generated: NAME -->` and `<!-- end -->`, by its name. */
function regions(checks: readonly Check[]): ReadonlyMap<string, string> {
  return new Map([
    ['options', sharedOptions(checks)],
    ...checks.map((check) => [`measures of ${check.id}`, measures(check)] as const),
    ...checks
      .filter(({ options }) => options.length > 0)
      .map((check) => [`options of ${check.id}`, ownOptions(check)] as const),
    ['keys', keyTable('')],
    ['keys of mqtt', keyTable('mqtt')],
    ['keys of nas', keyTable('nas')],
  ]);
}

/** The text with every region as it should be. Throws where the text and the regions do not name the same. */
export function fillRegions(text: string, filling: ReadonlyMap<string, string>): string {
  const missing = new Set(filling.keys());
  const filled = text.replaceAll(
    /(<!-- generated: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin, name, end) => {
      const content = filling.get(name);
      if (content === undefined)
        throw new Error(`${FILE} has a region "${name}" that nothing is written into`);
      missing.delete(name);
      return `${begin}\n${content}\n\n${end}`;
    },
  );
  if (missing.size > 0)
    throw new Error(`${FILE} needs a region <!-- generated: ${[...missing][0]} --> with ${END} below it`);
  return filled;
}

/** The reference tables of the README; all else in it is written by hand. */
export const readmeTables = (checks: readonly Check[], read: ReadFile): readonly GeneratedFile[] => [
  { path: FILE, text: fillRegions(read(FILE), regions(checks)) },
];
