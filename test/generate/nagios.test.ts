import { describe, expect, it } from 'vitest';
import { nagiosFiles } from '../../src/generate/nagios/files.ts';
import { parseArguments } from '../../src/nagios/arguments.ts';
import { type Check, executableOf, optionsOf } from '../../src/nagios/check.ts';
import { singleChecks } from '../../src/nagios/checks/all.ts';
import { parseIni } from '../../src/nagios/ini.ts';
import type { OptionSpec } from '../../src/nagios/option.ts';
import { readExtraOpts } from '../../src/nagios/read-extra-opts.ts';
import { makeFolder } from '../support/executable.ts';
import { type NagiosObject, readObjects } from './nagios-objects.ts';

const checks = singleChecks();
/** Those that judge one subject: one service each. */
const single = checks.filter(({ id }) => id !== 'all');
const files = nagiosFiles(checks);
const textOf = (name: string) => files.find(({ path }) => path === `plugins/nagios/${name}`)?.text ?? '';
const OBJECT_FILES = files.filter(({ path }) => path.endsWith('.cfg'));
const objects = OBJECT_FILES.flatMap(({ text }) => readObjects(text));
const named = (type: string, key: string, name: string) =>
  objects.filter((object) => object.type === type && object.entries.get(key) === name);

const commandName = (check: Check) => executableOf(check).replace('check_', '');
const commandOf = (check: Check) => named('command', 'command_name', commandName(check))[0];
const commandLine = (check: Check) => commandOf(check)?.entries.get('command_line') ?? '';
const template = named('host', 'name', 'synology-drive-nas')[0] as NagiosObject;

const CHECKS = checks.map((check) => [executableOf(check), check] as const);
const OPTIONS = checks.flatMap((check) =>
  optionsOf(check).map((option) => [executableOf(check), option.name, check, option] as const),
);

/** The words of a command line as a shell would hand them to the plugin, with the macros of a host that is so. */
function words(line: string, macros: Readonly<Record<string, string>>): string[] {
  const filled = line.replaceAll(/\$(\w+)\$/g, (_, macro: string) => macros[macro] ?? '');
  const [, ...rest] = [...filled.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
  return rest;
}

const VALUES: Readonly<Record<string, string>> = { count: '-v', flag: '' };
const typed = ({ name, kind }: OptionSpec) =>
  kind === 'count' || kind === 'flag' ? `--${name}${VALUES[name] ?? ''}` : `--${name} 5`;
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

describe('the objects', () => {
  it.each(OBJECT_FILES.map(({ path, text }) => [path, text] as const))(
    'of %s are nothing but comments and definitions',
    (_, text) => {
      expect(readObjects(text).length).toBeGreaterThan(0);
      expect(text).toMatch(/^# .*\n(#.*\n)*# Written by `npm run generate`/);
      expect(text).not.toMatch(/[ \t]$|\t|\n\n\n|\n\n$/m);
    },
  );

  it('have no name twice', () => {
    const names = objects.flatMap(({ type, entries }) =>
      ['name', 'command_name', 'hostgroup_name']
        .filter((key) => type !== 'service' || key === 'name')
        .flatMap((key) =>
          entries.has(key) && type !== 'servicedependency' ? [`${type} ${entries.get(key)}`] : [],
        ),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(['services.cfg', 'by_nrpe.cfg', 'by_ssh.cfg'])(
    'of %s are a service for each check, dependent on health',
    (name) => {
      const own = readObjects(textOf(name));
      const services = own.filter(({ type }) => type === 'service').map(({ entries }) => entries.get('use'));
      expect(services).toEqual(single.map((check) => commandName(check).replaceAll('_', '-')));
      const description = (template: string | undefined) =>
        named('service', 'name', template ?? '')[0]?.entries.get('service_description');
      const [dependency] = own.filter(({ type }) => type === 'servicedependency');
      expect(dependency?.entries.get('service_description')).toBe('Synology Drive health');
      const dependent = dependency?.entries.get('dependent_service_description')?.split(/, */);
      expect(['Synology Drive health', ...(dependent ?? [])].sort()).toEqual(
        services.map(description).sort(),
      );
    },
  );

  it('let health be certain before anything that depends on it', () => {
    const times = (check: Check) => {
      const entries = named('service', 'name', commandName(check).replaceAll('_', '-'))[0]?.entries;
      const [interval = 0, retry = 0, attempts = 0] = [
        'check_interval',
        'retry_interval',
        'max_check_attempts',
      ].map((key) => Number(entries?.get(key)));
      return { atBest: retry * (attempts - 1), atWorst: interval + retry * (attempts - 1) };
    };
    const [health, ...others] = single;
    for (const other of others) expect(times(other).atBest).toBeGreaterThan(times(health as Check).atWorst);
  });
});

describe('an agent', () => {
  it('has a command of NRPE for each check, and nothing else', () => {
    const lines = textOf('nrpe_synology_drive.conf')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual(
      checks.map(
        (check) =>
          `command[${commandName(check)}]=/usr/lib/nagios/plugins/${executableOf(check)} --extra-opts=synology-drive --extra-opts`,
      ),
    );
  });

  it.each(CHECKS)(
    'gives %s what monitoring-plugins.ini says, shown examples included',
    async (executable, check) => {
      const opened = textOf('monitoring-plugins.ini')
        .replaceAll(/^#(?! )/gm, '')
        .replaceAll('password =', '');
      for (const text of [textOf('monitoring-plugins.ini'), opened]) {
        expect([...parseIni(text).keys()]).toEqual(['synology-drive', ...checks.map(executableOf)]);
      }
      const folder = makeFolder();
      const MP_CONFIG_FILE = folder.file('monitoring-plugins.ini', opened);
      const { argv } = await readExtraOpts(
        ['--extra-opts=synology-drive', '--extra-opts'],
        executable,
        { MP_CONFIG_FILE },
        100,
      ).finally(() => folder.remove());
      const args = parseArguments(argv, optionsOf(check));
      expect(args.text('hostname')).toBe('nas.example.com');
      const shown = check.examples.flatMap((example) =>
        [...example.args.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name),
      );
      expect(shown.filter((name) => !args.has(name))).toEqual([]);
    },
  );
});

describe('no file', () => {
  it('gives a password, or has a check take one', () => {
    for (const { text } of files) {
      expect(text).not.toMatch(/--password\b(?!-file)/);
      expect(text).not.toMatch(/^password = ./m);
    }
  });
});
