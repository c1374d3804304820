import { type Check, executableOf } from '../../nagios/check.ts';
import type { OptionKind } from '../../nagios/option.ts';
import { commandName } from '../services/names.ts';
import { type Argument, argumentsOf } from './argument.ts';
import { duration, header, indented, quoted } from './dsl.ts';
import { PASSWORD } from './names.ts';

/** Icinga's own limit, for a check that hangs: each ends itself by its time-out, of which the longest is far below. */
export const TIMEOUT = 120;

const ABOUT = `CheckCommands for Synology Drive.

Nothing here is to be edited. Every option of a check is a custom variable of the host or the service:

  synology_drive_OPTION         what is common to all checks, such as synology_drive_username
  synology_drive_CHECK_OPTION   what is the check's own, such as synology_drive_quota_warning

A flag takes true, a list takes an array. A \`$\` in a value, as in "/^svc-.*$$/", is doubled.

The checks are looked for in PluginDir, or in SynologyDrivePluginDir where that constant is defined:

  const SynologyDrivePluginDir = "/opt/synology-drive/plugins"

The password is best given by synology_drive_password_file, a file that only Icinga's user can read, on the
machine that runs the checks. synology_drive_password passes it through the environment (a $ in it is typed $$). It
is no argument, so that it is not to be seen in the list of processes.`;

const FRAME = `
globals.synology_drive_plugin = function(name) {
  if (globals.contains("SynologyDrivePluginDir")) {
    return SynologyDrivePluginDir + "/" + name
  }

  return PluginDir + "/" + name
}

template CheckCommand "synology-drive" {
  import "plugin-check-command"
  import "ipv4-or-ipv6"

  // For a check that hangs. Each ends itself before, by synology_drive_timeout, which must be less.
  timeout = ${duration(TIMEOUT)}

  env.SYNOLOGY_PASSWORD = "$${PASSWORD}$"

  vars.synology_drive_hostname = "$check_address$"
  vars.${PASSWORD} = ""
}
`;

const value = ({ variable }: Argument) => `value = "$${variable}$"`;

/** What a kind of option needs beside its description. */
const LINES: Readonly<Record<OptionKind, (argument: Argument) => readonly string[]>> = {
  value: (argument) => [value(argument)],
  list: (argument) => [value(argument), 'repeat_key = true'],
  flag: ({ variable }) => [`set_if = "$${variable}$"`],
  count: ({ variable, option }) => [
    `set_if = "$${variable}$"`,
    'skip_key = true',
    `value = {{ range(number(macro("$${variable}$"))).map(time => "-${option.letter}") }}`,
  ],
};

const argumentText = (argument: Argument) =>
  [
    `${quoted(argument.key)} = {`,
    ...LINES[argument.option.kind](argument).map((line) => indented(line)),
    indented(`description = ${quoted(argument.description)}`),
    '}',
  ].join('\n');

/** Arguments below the title of their group, as in the check's help. */
function argumentsText(args: readonly Argument[]): string {
  const groups = new Set(args.map(({ option }) => option.group));
  return [...groups]
    .map((group) => {
      const own = args.filter(({ option }) => option.group === group);
      return [`// ${group.replace(/:$/, '')}`, ...own.map(argumentText)].join('\n');
    })
    .join('\n\n');
}

const commandText = (check: Check) => `
// ${check.about}.
object CheckCommand ${quoted(commandName(check))} {
  import "synology-drive"

  command = [ synology_drive_plugin(${quoted(executableOf(check))}) ]

  arguments = {
${indented(argumentsText(argumentsOf(check)), 4)}
  }
}
`;

/** One CheckCommand for each check. */
export const commandsText = (checks: readonly Check[]): string =>
  [header(ABOUT), FRAME, ...checks.map(commandText)].join('');
