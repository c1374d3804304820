import type { Check } from '../../nagios/check.ts';
import type { OptionSpec } from '../../nagios/option.ts';
import type { GeneratedFile } from '../generated-file.ts';
import type { Meaning, Program } from '../programs/program.ts';
import { programs } from '../programs/programs.ts';
import { type Completion, completionOf } from './completion.ts';

export const ZSH_FILE = 'plugins/completion/_synology-drive';

const MULTIPLE = 'synology-drive';

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Signs that _arguments would take for its own. */
const plain = (text: string) => text.replace(/[\\:[\]]/g, '\\$&');

function actionOf(completion: Completion): string {
  if (completion.kind === 'words') return `(${completion.words.join(' ')})`;
  return { file: '_files', directory: '_files -/', host: '_hosts', anything: ' ', optional: ' ' }[
    completion.kind
  ];
}

/** Where a value may stand: in the same word or the next, behind an equals sign or not. */
function signsAfter(completion: Completion | undefined): readonly [string, string] {
  if (completion === undefined) return ['', ''];
  return completion.kind === 'optional' ? ['-', '=-'] : ['+', '='];
}

/** One option as _arguments takes it; what may be given once excludes its other form. */
function argument(option: OptionSpec): string {
  const { name, letter, kind, help, metavar = '' } = option;
  const completion = completionOf(option);
  const isOptional = completion?.kind === 'optional';
  const value =
    completion === undefined ? '' : `${isOptional ? '::' : ':'}${plain(metavar)}:${actionOf(completion)}`;
  const [afterLetter, afterName] = signsAfter(completion);
  const text = quoted(`[${plain(help)}]${value}`);
  const isRepeatable = kind === 'list' || kind === 'count';
  const long = `--${name}${afterName}`;
  if (letter === undefined) return isRepeatable ? `'*'${long}${text}` : `${long}${text}`;
  const forms = `{-${letter}${afterLetter},${long}}`;
  return isRepeatable ? `'*'${forms}${text}` : `'(-${letter} --${name})'${forms}${text}`;
}

const verbs = (words: readonly Meaning[]): string[] =>
  words.length === 0
    ? []
    : [
        `'1:verb:((${words.map(({ word, says }) => `${word}\\:${JSON.stringify(plain(says).replaceAll("'", ''))}`).join(' ')}))'`,
      ];

const functionOf = ({ name }: Program) => `_${name.replaceAll('-', '_')}`;

const definition = (program: Program) => `${functionOf(program)}() {
  _arguments -s -S \\
    ${[...verbs(program.verbs), ...program.options.map(argument)].join(' \\\n    ')}
}
`;

const script = (all: readonly Program[]) => `#compdef ${[...all.map(({ name }) => name), MULTIPLE].join(' ')}
# Completion for zsh: put this file into a folder of $fpath.
# Written by \`npm run generate\` from the declarations of the options.

${all.map(definition).join('\n')}
_synology_drive_any() {
  local name=$service
  if [[ $name == ${MULTIPLE} ]]; then
    if (( CURRENT == 2 )); then
      compadd -- ${all.map(({ name }) => name).join(' ')}
      return
    fi
    shift words
    (( CURRENT-- ))
    name=$words[1]
  fi
  case $name in
${all.map((program) => `    ${program.name}) ${functionOf(program)} ;;`).join('\n')}
  esac
}

_synology_drive_any "$@"
`;

/** Completion of every executable for zsh. */
export const zshCompletion = (checks: readonly Check[]): readonly GeneratedFile[] => [
  { path: ZSH_FILE, text: script(programs(checks)) },
];
