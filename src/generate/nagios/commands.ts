import { type Check, executableOf, optionsOf } from '../../nagios/check.ts';
import { commonOptions } from '../../nagios/common-options.ts';
import { commandName } from '../services/names.ts';
import {
  COMMON_OPTIONS,
  commonFlags,
  connectionOptions,
  hostMacro,
  optionsVariable,
  variableOf,
} from './names.ts';
import { comment, define, header, joined } from './object.ts';
import { optionTable } from './option-table.ts';

const about = (): string => `Synology Drive: a command for each check.

How a NAS is reached is said by its host, in the variables that the template synology-drive-nas lists: ${variableOf('port')}
is --port, and so on. By what a check judges is said by the service, after a \`!\`, or for one host by a variable such as
_SYNOLOGY_DRIVE_QUOTA_OPTIONS:

    check_command  synology_drive_quota!-w 80 -c 90 --exclude-user '/^svc-/'

After the \`!\` a $ is typed as $$, a ! as \\!, and a ; as \\;. From a host's variables Nagios takes the characters
\`~$&|'"<> away (illegal_macro_output_chars): what needs one of them, or a blank in a value, is said by the service.

There is no option for a password: it stands in a file (--password-file), or in a section of an ini file (--extra-opts).

Common to all checks, in ${COMMON_OPTIONS} or after the \`!\`:

${optionTable(commonFlags())}`;

/** The host's address first: of options given twice the last counts. */
const connection = (): string[] => [
  `--hostname='$HOSTADDRESS$'`,
  ...connectionOptions().map(({ name }) => `--${name}='${hostMacro(variableOf(name))}'`),
];

/** As typed, without quotes of ours: any number of options. */
const anyOptions = (check: Check): string =>
  [hostMacro(COMMON_OPTIONS), hostMacro(optionsVariable(check)), '$ARG1$'].join(' ');

const commandLine = (check: Check): string =>
  [`$USER1$/${executableOf(check)}`, ...connection(), anyOptions(check)].join('\n');

function ownOptions(check: Check) {
  const common = new Set(commonOptions(check.timeout).map(({ name }) => name));
  return optionsOf(check).filter(({ name }) => !common.has(name));
}

const commandText = (check: Check): string =>
  joined(
    `${comment(`${check.about}.\n\n${optionTable(ownOptions(check))}`)}`,
    define('command', [
      ['command_name', commandName(check)],
      ['command_line', commandLine(check)],
    ]),
  );

/** A command for each check, with all that it can be told. */
export const commandsText = (checks: readonly Check[]): string =>
  joined(header(about()), ...checks.map(commandText));
