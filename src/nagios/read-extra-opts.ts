import { readBounded } from '../dsm/read-bounded.ts';
import { refuseOpenFile } from '../dsm/secrets.ts';
import { expandExtraOpts } from './extra-opts.ts';
import { UsageError } from './option.ts';

export interface ExtraOpts {
  readonly argv: readonly string[];
  /** `password` of a section: it never becomes an argument. */
  readonly password: string | undefined;
}

const PASSWORD = '--password=';

const MiB = 1024 * 1024;

/** All of a file: half of one could be without what it says last. */
function readWhole(path: string): string {
  const bytes = readBounded(path, MiB + 1);
  if (bytes.length > MiB) throw new Error('it is larger than 1 MiB');
  return bytes.toString('utf8');
}

/** All of standard input. Throws UsageError when nobody closes it. */
async function readStdin(patience: number): Promise<string> {
  const late = setTimeout(
    () => process.stdin.destroy(new UsageError('--extra-opts=@-: nobody closes standard input')),
    patience,
  );
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    clearTimeout(late);
  }
}

/**
 * The command line with the options of ini files before its own; standard input may take `patience` milliseconds to end.
 * Throws UsageError.
 */
export async function readExtraOpts(
  argv: readonly string[],
  section: string,
  env: Readonly<Record<string, string | undefined>>,
  patience: number,
): Promise<ExtraOpts> {
  const stdin = argv.some((word) => word.endsWith('@-')) ? await readStdin(patience) : '';
  const expanded = expandExtraOpts(argv, {
    section,
    env,
    readFile: readWhole,
    refuseOpenFile: (path) => refuseOpenFile(path, 'file with a password'),
    readStdin: () => stdin,
  });
  const fromFiles = expanded.argv.slice(0, expanded.fromFiles);
  const isPassword = (word: string) => word === '--password' || word.startsWith(PASSWORD);
  const password = fromFiles.findLast((word) => word.startsWith(PASSWORD))?.slice(PASSWORD.length);
  const others = fromFiles.filter((word) => !isPassword(word));
  return { argv: [...others, ...expanded.argv.slice(expanded.fromFiles)], password };
}
