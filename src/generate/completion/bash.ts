import type { Check } from '../../nagios/check.ts';
import type { OptionSpec } from '../../nagios/option.ts';
import type { GeneratedFile } from '../generated-file.ts';
import type { Program } from '../programs/program.ts';
import { programs } from '../programs/programs.ts';
import { completionOf } from './completion.ts';

export const BASH_FILE = 'plugins/completion/synology-drive.bash';

/** The file that is every executable, called with the name of one. */
const MULTIPLE = 'synology-drive';

const typedForms = ({ name, letter }: OptionSpec) =>
  letter === undefined ? [`--${name}`] : [`--${name}`, `-${letter}`];

const caseOf = (name: string, words: readonly string[]) => `    ${name}) echo '${words.join(' ')}' ;;`;

const verbCases = (all: readonly Program[]) =>
  all
    .filter(({ verbs }) => verbs.length > 0)
    .map(({ name, verbs }) =>
      caseOf(
        name,
        verbs.map(({ word }) => word),
      ),
    );

const optionCases = (all: readonly Program[]) =>
  all.map((program) =>
    caseOf(
      program.name,
      program.options.map(({ name }) => `--${name}`),
    ),
  );

function actionOf(option: OptionSpec): string | undefined {
  const completion = completionOf(option);
  if (completion === undefined || completion.kind === 'optional') return undefined;
  return completion.kind === 'words' ? `words ${completion.words.join(' ')}` : completion.kind;
}

/** What is completed how: `*:--api`, and with a program's name where others mean something else by it. */
function valueCases(all: readonly Program[]): string[] {
  const uses = all.flatMap(({ name, options }) =>
    options.flatMap((option) => {
      const action = actionOf(option);
      return action === undefined ? [] : typedForms(option).map((typed) => ({ name, typed, action }));
    }),
  );
  const meansOneThing = (typed: string) =>
    new Set(uses.filter((use) => use.typed === typed).map(({ action }) => action)).size === 1;
  return [...new Set(uses.map(({ action }) => action))].map((action) => {
    const same = uses.filter((use) => use.action === action);
    const forms = same.map(({ name, typed }) => (meansOneThing(typed) ? `*:${typed}` : `${name}:${typed}`));
    return `    ${[...new Set(forms)].join(' | ')}) echo '${action}' ;;`;
  });
}

const script = (
  all: readonly Program[],
) => `# Completion for bash: source this file, or install it as the completion of each command below.
# Written by \`npm run generate\` from the declarations of the options.

_synology_drive_verbs() {
  case $1 in
${verbCases(all).join('\n')}
  esac
}

_synology_drive_options() {
  case $1 in
${optionCases(all).join('\n')}
  esac
}

# What the value of an option is; nothing where it takes none.
_synology_drive_value() {
  case $1:$2 in
${valueCases(all).join('\n')}
  esac
}

_synology_drive() {
  local name=\${1##*/} cur=$2 option=$3 first=1 value words
  COMPREPLY=()
  if [ "$name" = ${MULTIPLE} ]; then
    name=\${COMP_WORDS[1]}
    first=2
    if [ "$COMP_CWORD" -le 1 ]; then
      COMPREPLY=($(compgen -W '${all.map(({ name }) => name).join(' ')}' -- "$cur"))
      return
    fi
  fi
  # bash cuts --option=value into three words.
  if [ "$cur" = = ]; then
    cur=
  elif [ "$option" = = ]; then
    option=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  value=$(_synology_drive_value "$name" "$option")
  case $value in
    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    directory) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    host) COMPREPLY=($(compgen -A hostname -- "$cur")) ;;
    words*) COMPREPLY=($(compgen -W "\${value#words }" -- "$cur")) ;;
    anything) ;;
    *)
      words=$(_synology_drive_options "$name")
      [ "$COMP_CWORD" = "$first" ] && words="$words $(_synology_drive_verbs "$name")"
      COMPREPLY=($(compgen -W "$words" -- "$cur"))
      ;;
  esac
}

complete -F _synology_drive ${[...all.map(({ name }) => name), MULTIPLE].join(' ')}
`;

/** Completion of every executable for bash. */
export const bashCompletion = (checks: readonly Check[]): readonly GeneratedFile[] => [
  { path: BASH_FILE, text: script(programs(checks)) },
];
