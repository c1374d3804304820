import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/nagios/arguments.ts';
import { type Check, executableOf, optionsOf } from '../../src/nagios/check.ts';
import { parseIni } from '../../src/nagios/ini.ts';
import { readExtraOpts } from '../../src/nagios/read-extra-opts.ts';
import { makeFolder } from '../support/executable.ts';
import { readObjects } from './nagios-objects.ts';
import {
  CHECKS,
  checks,
  commandName,
  files,
  named,
  OBJECT_FILES,
  objects,
  single,
  textOf,
} from './nagios-written.ts';

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
