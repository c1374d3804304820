import { type Check, type CheckExample, executableOf, optionsOf } from '../../nagios/check.ts';
import { SECTION } from './agent.ts';
import { connectionOptions } from './names.ts';
import { exampleHeader, joined } from './object.ts';
import { meaning } from './option-table.ts';

const ABOUT = `Synology Drive: options of the checks, as sections of an ini file (--extra-opts=${SECTION}).

Copied, or added, to /etc/monitoring-plugins/monitoring-plugins.ini. A key is the name of an option without its dashes;
a flag has no value. With a password in it the file is root:nagios, mode 640.`;

/** What a first NAS needs; the rest is there to be opened. */
const GIVEN: Readonly<Record<string, string>> = {
  hostname: 'nas.example.com',
  username: 'monitor',
  'password-file': '/etc/nas.secret',
};

/** Where others have their files. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'device-id-file': '/etc/nas.device',
  'session-dir': '/var/lib/nagios/synology-drive',
};

const PASSWORD = '# the password itself, instead of a file that it stands in\n#password =\n';

function connectionText(): string[] {
  return connectionOptions()
    .filter(({ name }) => name !== 'extra-opts')
    .map((option) => {
      const { name, example = '' } = option;
      const given = GIVEN[name];
      const entry = given === undefined ? `#${name} = ${EXAMPLES[name] ?? example}` : `${name} = ${given}`;
      return `# ${meaning(option)}\n${entry}\n`;
    });
}

/** `-w 80 -c 90` as entries that are closed. */
function entriesOf(check: Check, { args }: CheckExample): string[] {
  const longName = (typed: string) => optionsOf(check).find(({ letter }) => letter === typed)?.name ?? typed;
  const words = [...args.matchAll(/(?:^|\s)--?([\w-]+)\s+(\S+)/g)];
  return words.map(([, typed = '', value = '']) => `#${longName(typed)} = ${value}`);
}

function section(check: Check): string {
  const shown = check.examples
    .filter(({ args }) => args !== '')
    .map((example) => [`# ${example.says}`, ...entriesOf(check, example)].join('\n'));
  return `# ${check.about}.\n[${executableOf(check)}]\n${shown.join('\n')}\n`;
}

/** What is common to all checks of a NAS, then what each is given. */
export const iniText = (checks: readonly Check[]): string =>
  joined(exampleHeader(ABOUT), joined(`[${SECTION}]`, ...connectionText()), PASSWORD, ...checks.map(section));
