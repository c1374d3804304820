import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/nagios/arguments.ts';
import { type Check, executableOf, optionsOf } from '../../src/nagios/check.ts';
import type { OptionSpec } from '../../src/nagios/option.ts';
import type { NagiosObject } from './nagios-objects.ts';
import { CHECKS, checks, commandName, named, objects, textOf } from './nagios-written.ts';

const commandOf = (check: Check) => named('command', 'command_name', commandName(check))[0];
const commandLine = (check: Check) => commandOf(check)?.entries.get('command_line') ?? '';
const template = named('host', 'name', 'synology-drive-nas')[0] as NagiosObject;

const OPTIONS = checks.flatMap((check) =>
  optionsOf(check).map((option) => [executableOf(check), option.name, check, option] as const),
);

/** The words of a command line as a shell would hand them to the plugin, with the macros of a host that is so. */
function words(line: string, macros: Readonly<Record<string, string>>): string[] {
  const filled = line.replaceAll(/\$(\w+)\$/g, (_, macro: string) => macros[macro] ?? '');
  const [, ...rest] = [...filled.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
  return rest;
}

const typed = ({ name, kind }: OptionSpec) =>
  kind === 'count' || kind === 'flag' ? `--${name}` : `--${name} 5`;
const isGiven = (check: Check, option: OptionSpec, macros: Readonly<Record<string, string>>) =>
  parseArguments(words(commandLine(check), macros), optionsOf(check)).has(option.name);

describe('the commands', () => {
  it.each(CHECKS)('give %s nothing where nothing is said', (_, check) => {
    const args = parseArguments(words(commandLine(check), {}), optionsOf(check));
    expect(optionsOf(check).filter(({ name }) => args.has(name))).toEqual([]);
  });

  it.each(OPTIONS)(
    "give %s --%s by a service's argument and by the host's options of the check",
    (_, __, check, option) => {
      // Options of ini files are taken before anything else is read.
      if (option.name === 'extra-opts') return expect(commandLine(check)).toContain('$ARG1$');
      const variable = `_HOST${commandName(check).toUpperCase()}_OPTIONS`;
      expect(isGiven(check, option, { ARG1: typed(option) })).toBe(true);
      expect(isGiven(check, option, { [variable]: typed(option) })).toBe(true);
      expect(isGiven(check, option, { ARG2: typed(option) })).toBe(false);
    },
  );

  it.each(CHECKS)(
    'take the connection of %s from a variable of the host for each option that has a value',
    (_, check) => {
      const common = optionsOf(check).filter(
        ({ group, kind }) => /^(Connection|Run):$/.test(group) && /value|list/.test(kind),
      );
      expect(common.length).toBeGreaterThan(12);
      for (const option of common) {
        const name = `SYNOLOGY_DRIVE_${option.name.replaceAll('-', '_').toUpperCase()}`;
        expect(words(commandLine(check), { [`_HOST${name}`]: 'a b' })).toContain(`--${option.name}=a b`);
        expect(template.entries.has(`_${name}`)).toBe(true);
      }
    },
  );

  it.each(CHECKS)("let the host's own name for the NAS of %s win over its address", (_, check) => {
    const macros = { HOSTADDRESS: '192.0.2.1', _HOSTSYNOLOGY_DRIVE_HOSTNAME: 'nas.example.com' };
    const args = (given: Readonly<Record<string, string>>) =>
      parseArguments(words(commandLine(check), given), optionsOf(check));
    expect(args(macros).text('hostname')).toBe('nas.example.com');
    expect(args({ HOSTADDRESS: '192.0.2.1' }).text('hostname')).toBe('192.0.2.1');
  });

  it('take only variables that the template of the host defines: Nagios would pass the name of another', () => {
    const used = objects.flatMap(({ entries }) =>
      [...(entries.get('command_line') ?? '').matchAll(/\$_HOST(\w+)\$/g)].map(([, name]) => `_${name}`),
    );
    const defined = objects
      .filter(({ entries }) => entries.get('register') === '0')
      .flatMap(({ entries }) => [...entries.keys()]);
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((name) => !defined.includes(name))).toEqual([]);
  });

  it.each(OPTIONS)('say of %s what --%s means', (_, name, ___, option) => {
    const text = textOf('commands.cfg') + textOf('templates.cfg');
    expect(text).toContain(option.help);
    expect(
      text.includes(`--${name}`) ||
        template.entries.has(`_SYNOLOGY_DRIVE_${name.replaceAll('-', '_').toUpperCase()}`),
    ).toBe(true);
  });
});
