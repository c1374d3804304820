/// <reference path="../dsm/bun.d.ts" />
import { writeSync } from 'node:fs';
import { version } from '../version.ts';

/** What was built, as git names it. */
declare const __COMMIT__: string;

/** Every executable by its name; none of them is loaded before it is asked for. */
export type Executables = Readonly<Record<string, () => Promise<unknown>>>;

const NAME = 'synology-drive';

const usage = (
  executables: Executables,
) => `Usage: ${NAME} EXECUTABLE [ARGUMENT…], or a link to this file with the name of one:
${Object.keys(executables)
  .map((name) => `  ${name}\n`)
  .join('')}
  -V, --version   version and commit
  -h, --help      this
`;

/** Says it and ends; 3 is what a monitoring system takes for UNKNOWN. */
function end(text: string, code: 0 | 3): never {
  writeSync(1, text);
  process.exit(code);
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Of a name that nobody gave there is none, whatever every object has. */
const isOneOf = (executables: Executables, name: string) => Object.hasOwn(executables, name);

/** As typed, without anything that a terminal or a monitoring system may obey. */
const shown = (word: string) => word.replaceAll(/[^\p{L}\p{N}._-]+/gu, '?').slice(0, 64);

/** What was wrong: a name that this file was called by counts where nothing else can be meant. */
function complaintOf(called: string, word: string): string {
  if (word !== '' && !word.startsWith('-')) return `no executable ${shown(word)}`;
  return [NAME, ''].includes(called) ? 'which executable?' : `no executable ${shown(called)}`;
}

/** Takes the executable's name off the arguments, where it stands among them. */
function nameFromArguments(executables: Executables, called: string): string {
  const [, , word = '', ...rest] = process.argv;
  if (isOneOf(executables, word)) {
    process.argv = [...process.argv.slice(0, 2), ...rest];
    return word;
  }
  if (['-V', '--version'].includes(word)) end(`${NAME} ${version} (commit ${__COMMIT__})\n`, 0);
  if (['-h', '--help'].includes(word)) end(usage(executables), 0);
  return end(`${NAME}: ${complaintOf(called, word)}\n${usage(executables)}`, 3);
}

/** Becomes the executable whose name this file was called by, or whose name is the first argument. */
export function choose(executables: Executables): void {
  const called = baseName(process.argv0);
  const chosen = isOneOf(executables, called) ? called : nameFromArguments(executables, called);
  // What runs on and on is to be compiled soon, as is usual; a check is over before (see the build).
  if (!chosen.startsWith('check_')) Bun.unsafe.setJITPolicy(1);
  void executables[chosen]?.();
}
