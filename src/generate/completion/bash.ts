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

const verbsFollowOptions = (all: readonly Program[]) =>
  all
    .filter(({ verbsAfterOptions }) => verbsAfterOptions)
    .map(({ name }) => `${name}:-*`)
    .join(' | ');

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

# Sets words to what was typed up to the cursor. bash has cut it at = and : as well, where no blank is.
_synology_drive_words() {
  local part
  words=()
  for part in "\${COMP_WORDS[@]:0:COMP_CWORD + 1}"; do
    if [[ $part == [=:]* || (\${words[*]} == *[=:] && $part == [!-]*) ]]; then
      words[\${#words[@]} - 1]+=$part
    else
      words+=("$part")
    fi
  done
}

# Whether a verb may follow the name of a program and these words: with some, options and their values may come before.
_synology_drive_takes_verb() {
  local name=$1
  while shift; [ $# -gt 0 ]; do
    case $name:$1 in
      ${verbsFollowOptions(all)}) [ -z "$(_synology_drive_value "$name" "$1")" ] || shift ;;
      *) return 1 ;;
    esac
  done
}

_synology_drive() {
  local name=\${1##*/} cur=$2 words word option value offers
  COMPREPLY=()
  _synology_drive_words
  if [ "$name" = ${MULTIPLE} ]; then
    if [ \${#words[@]} -le 2 ]; then
      COMPREPLY=($(compgen -W '${all.map(({ name }) => name).join(' ')}' -- "$cur"))
      return
    fi
    words=("\${words[@]:1}")
    name=\${words[0]}
  fi
  word=\${words[\${#words[@]} - 1]}
  option=\${words[\${#words[@]} - 2]}
  [[ $word == --*=* ]] && option=\${word%%=*}
  # Within such a value bash would complete its last part only.
  [[ \${word#"$option="} == *[=:]* ]] && return
  [ "$cur" = = ] && cur=
  value=$(_synology_drive_value "$name" "$option")
  case $value in
    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    directory) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    host) COMPREPLY=($(compgen -A hostname -- "$cur")) ;;
    words*) COMPREPLY=($(compgen -W "\${value#words }" -- "$cur")) ;;
    anything) ;;
    *)
      offers=$(_synology_drive_options "$name")
      _synology_drive_takes_verb "$name" "\${words[@]:1:\${#words[@]} - 2}" && offers="$offers $(_synology_drive_verbs "$name")"
      COMPREPLY=($(compgen -W "$offers" -- "$word"))
      ;;
  esac
}

complete -F _synology_drive ${[...all.map(({ name }) => name), MULTIPLE].join(' ')}
`;

/** Completion of every executable for bash. */
export const bashCompletion = (checks: readonly Check[]): readonly GeneratedFile[] => [
  { path: BASH_FILE, text: script(programs(checks)) },
];
