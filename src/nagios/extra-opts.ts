import { sayUnreadable } from '../dsm/errors.ts';
import { IniSyntaxError, parseIni } from './ini.ts';
import { UsageError } from './option.ts';

/** Options that could not be read from a file; the message says where. */
export class ExtraOptsError extends UsageError {
  constructor(message: string) {
    super(message);
    this.name = 'ExtraOptsError';
  }
}

/** What the expansion needs of the process. */
export interface ExtraOptsContext {
  /** The section when none is named: the executable's name. */
  readonly section: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws what node:fs throws. */
  readonly readFile: (path: string) => string;
  /** Throws where a file that holds a password is open to everybody. */
  readonly refuseOpenFile: (path: string) => void;
  readonly readStdin: () => string;
}

/** Where the Monitoring Plugins look for options, unless `MP_CONFIG_FILE` names a file. */
export const SEARCH_PATH = [
  '/etc/monitoring-plugins/monitoring-plugins.ini',
  '/usr/local/etc/monitoring-plugins/monitoring-plugins.ini',
  '/etc/monitoring-plugins.ini',
  '/etc/nagios/plugins.ini',
] as const;

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** A file with options, and its name for messages. */
interface Source {
  readonly name: string;
  readonly text: string;
}

/** `user = monitor` is `--user=monitor`, `u = monitor` is `-u monitor`, and what has no value is a flag. */
function toWords([key, value]: readonly [key: string, value: string]): string[] {
  const isLetter = [...key].length === 1;
  if (value === '') return [isLetter ? `-${key}` : `--${key}`];
  return isLetter ? [`-${key}`, value] : [`--${key}=${value}`];
}

function sectionsOf({ name, text }: Source) {
  try {
    return parseIni(text);
  } catch (error) {
    if (error instanceof IniSyntaxError) throw new ExtraOptsError(`--extra-opts: ${name}, ${error.message}`);
    throw error;
  }
}

function read(name: string, readText: () => string): Source {
  try {
    return { name, text: readText() };
  } catch (error) {
    throw new ExtraOptsError(`--extra-opts: cannot read ${name}: ${sayUnreadable(error)}`);
  }
}

/** The first file of the search path that is there. One that is there and cannot be read is an error. */
function find({ env, readFile }: ExtraOptsContext): string {
  const isThere = (path: string) => {
    try {
      readFile(path);
    } catch (error) {
      return codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR';
    }
    return true;
  };
  const found = env.MP_CONFIG_FILE || SEARCH_PATH.find(isThere);
  if (found) return found;
  throw new ExtraOptsError(
    `--extra-opts: none of ${SEARCH_PATH.join(', ')} exists; name a file: --extra-opts=SECTION@FILE`,
  );
}

/** Reads files, each once: standard input has no second time. */
function reader(context: ExtraOptsContext): (file?: string) => Source {
  const sources = new Map<string, Source>();
  return (file = find(context)) => {
    const known = sources.get(file);
    if (known) return known;
    const source =
      file === '-' ? read('standard input', context.readStdin) : read(file, () => context.readFile(file));
    sources.set(file, source);
    return source;
  };
}

/** The words that `section@file`, `section`, `@file` or nothing at all stands for. */
function expand(
  locator: string,
  { section: defaultSection, refuseOpenFile }: ExtraOptsContext,
  open: (file?: string) => Source,
): readonly string[] {
  const [, typed = '', file] = /^([^@]*)(?:@(.*))?$/s.exec(locator) ?? [];
  if (file === '') throw new ExtraOptsError(`--extra-opts=${locator}: there is no file after the @`);
  const section = typed.trim() || defaultSection;
  const source = open(file);
  const entries = sectionsOf(source).get(section);
  const where = `section [${section}]`;
  if (!entries) throw new ExtraOptsError(`--extra-opts: there is no ${where} in ${source.name}`);
  if (entries.some(([key]) => key === 'extra-opts'))
    throw new ExtraOptsError(
      `--extra-opts: ${where} of ${source.name} asks for another: name both in the call`,
    );
  // Options alone may be read by everybody, and mostly are.
  if (file !== '-' && entries.some(([key]) => key === 'password')) refuseOpenFile(source.name);
  return entries.flatMap(toWords);
}

const OPTION = '--extra-opts';

/** Icinga passes an empty string for a macro that is not set: nothing is asked for then. */
const given = (value: string) => (value.trim() === '' ? [] : [value]);

/** Takes every `--extra-opts` out of a command line; a following word is its value unless it is an option itself. */
function takeLocators(argv: readonly string[]): { locators: string[]; own: string[] } {
  const locators: string[] = [];
  const own: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    const next = argv[index + 1];
    if (word.startsWith(`${OPTION}=`)) locators.push(...given(word.slice(OPTION.length + 1)));
    else if (word !== OPTION) own.push(word);
    else if (next === undefined || next.startsWith('-')) locators.push('');
    else locators.push(...given(argv[++index] ?? ''));
  }
  return { locators, own };
}

export interface ExpandedOpts {
  /** Options of files, then what was typed, which so wins: of options given twice the last counts. */
  readonly argv: readonly string[];
  /** How many words at its beginning are from files. */
  readonly fromFiles: number;
}

/** Replaces each `--extra-opts[=[section][@file]]` by the options of that section. Throws ExtraOptsError. */
export function expandExtraOpts(argv: readonly string[], context: ExtraOptsContext): ExpandedOpts {
  const { locators, own } = takeLocators(argv);
  const open = reader(context);
  const fromFiles = locators.flatMap((locator) => expand(locator, context, open));
  return { argv: [...fromFiles, ...own], fromFiles: fromFiles.length };
}
