import { readFileSync } from 'node:fs';
import { expandExtraOpts } from './extra-opts.ts';

export interface ExtraOpts {
  readonly argv: readonly string[];
  /** `password` of a section: it never becomes an argument. */
  readonly password: string | undefined;
}

const PASSWORD = '--password=';

/** The command line with the options of ini files before its own. Throws UsageError. */
export function readExtraOpts(
  argv: readonly string[],
  section: string,
  env: Readonly<Record<string, string | undefined>>,
): ExtraOpts {
  const expanded = expandExtraOpts(argv, {
    section,
    env,
    readFile: (path) => readFileSync(path, 'utf8'),
    readStdin: () => readFileSync(0, 'utf8'),
  });
  const fromFiles = expanded.argv.slice(0, expanded.fromFiles);
  const isPassword = (word: string) => word === '--password' || word.startsWith(PASSWORD);
  const password = fromFiles.findLast((word) => word.startsWith(PASSWORD))?.slice(PASSWORD.length);
  const others = fromFiles.filter((word) => !isPassword(word));
  return { argv: [...others, ...expanded.argv.slice(expanded.fromFiles)], password };
}
