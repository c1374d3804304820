import { describe, expect, it } from 'vitest';
import { argumentsOf } from '../../src/generate/icinga2/argument.ts';
import { commandsText, TIMEOUT } from '../../src/generate/icinga2/commands.ts';
import { icinga2Files } from '../../src/generate/icinga2/files.ts';
import { variableOf } from '../../src/generate/icinga2/names.ts';
import { templateName } from '../../src/generate/icinga2/template.ts';
import { commandName, serviceName } from '../../src/generate/services/names.ts';
import { isAll } from '../../src/generate/services/role.ts';
import { scheduleOf } from '../../src/generate/services/schedule.ts';
import { optionsOf } from '../../src/nagios/check.ts';
import { everyCheck, singleChecks } from '../../src/nagios/checks/all.ts';
import { argumentsIn, macrosIn, objectsOf } from '../support/icinga2-text.ts';

const checks = everyCheck();
const single = singleChecks();
const written = objectsOf(commandsText(checks));
const bodyOf = (name: string) => written.find((object) => object.name === name)?.body ?? '';
const argumentsWritten = (name: string) => argumentsIn(bodyOf(name));
const files = new Map(icinga2Files(checks).map(({ path, text }) => [path.split('/').at(-1) ?? '', text]));

describe('commands.conf', () => {
  it('has a CheckCommand for each check, under the names that people rely on, and the template that all import', () => {
    expect(written.map(({ word, name }) => `${word} ${name}`)).toEqual([
      'template synology-drive',
      'object synology_drive_health',
      'object synology_drive_connections',
      'object synology_drive_clients',
      'object synology_drive_sync',
      'object synology_drive_quota',
      'object synology_drive_last_sync',
      'object synology_drive',
    ]);
    for (const { word, body } of written)
      if (word === 'object') expect(body).toMatch(/^ {2}import "synology-drive"$/m);
  });

  it.each(checks)('passes every option of $id exactly once, but those that only people type', (check) => {
    const options = optionsOf(check).map(({ name }) => `--${name}`);
    const passed = argumentsWritten(commandName(check)).map(({ key }) => key);
    expect(passed).toEqual([...new Set(passed)]);
    expect(options.filter((option) => !passed.includes(option))).toEqual([
      '--extra-opts',
      '--version',
      '--help',
    ]);
    expect(passed.filter((key) => !options.includes(key))).toEqual([]);
  });

  it.each(checks)(
    'describes every argument of $id, and takes each from one variable of its kind',
    (check) => {
      const kinds = new Map(optionsOf(check).map(({ name, kind }) => [`--${name}`, kind]));
      for (const { key, attributes } of argumentsWritten(commandName(check))) {
        const { description, ...others } = attributes;
        const macro = `"$${variableOf(check, key.slice(2))}$"`;
        const expected = {
          value: { value: macro },
          list: { value: macro, repeat_key: 'true' },
          flag: { set_if: macro },
          count: {
            set_if: macro,
            skip_key: 'true',
            value: `{{ range(number(macro(${macro}))).map(time => "-v") }}`,
          },
        }[kinds.get(key) ?? 'value'];
        expect(others).toEqual(expected);
        expect(description).toMatch(/^".{5,}"$/);
      }
    },
  );

  it('says in a description what an option means, in which unit, what holds without it, and an example', () => {
    const [warning] = argumentsWritten('synology_drive_quota');
    expect(warning?.attributes.description).toBe(
      '"WARNING unless within RANGE: of the quota used (percent); default: 90; e.g. 80"',
    );
  });

  it('passes no secret as an argument, but the password in the environment', () => {
    const macros = written
      .flatMap(({ name }) => argumentsWritten(name))
      .flatMap(({ attributes }) => macrosIn(`${attributes.value} ${attributes.set_if}`));
    expect(macros.length).toBeGreaterThan(100);
    expect(macros.filter((name) => /password|secret|token/.test(name) && !name.endsWith('_file'))).toEqual(
      [],
    );
    expect(commandsText(checks).match(/^.*\$synology_drive_password\$.*$/gm)).toEqual([
      '  env.SYNOLOGY_PASSWORD = "$synology_drive_password$"',
    ]);
  });

  it('lets every check end by itself before Icinga kills it', () => {
    for (const { timeout } of checks) expect(timeout).toBeLessThan(TIMEOUT / 2);
    expect(bodyOf('synology-drive')).toContain(`timeout = ${TIMEOUT / 60}m`);
  });

  it('has only objects of several lines, which is all that Icinga reads', () => {
    for (const [, text] of files) expect(text).not.toMatch(/^(object|template|apply) .*\}$/m);
  });
});

describe('a custom variable', () => {
  it.each([
    ['quota', 'port', 'synology_drive_port'],
    ['health', 'plain-http', 'synology_drive_plain_http'],
    ['sync', 'hostname', 'synology_drive_hostname'],
    ['clients', 'password-file', 'synology_drive_password_file'],
    ['last_sync', 'timeout', 'synology_drive_timeout'],
    ['quota', 'warning', 'synology_drive_quota_warning'],
    ['clients', 'allow-network', 'synology_drive_clients_allow_network'],
    ['last_sync', 'include-user', 'synology_drive_last_sync_include_user'],
    ['all', 'port', 'synology_drive_port'],
    ['all', 'last-sync-include-user', 'synology_drive_last_sync_include_user'],
    ['all', 'quota-warning', 'synology_drive_quota_warning'],
    ['all', 'skip', 'synology_drive_skip'],
  ])('of %s --%s is %s', (id, option, variable) => {
    const check = checks.find((one) => one.id === id);
    const argument = check && argumentsOf(check).find((one) => one.option.name === option);
    expect(argument?.variable).toBe(variable);
  });

  it('stands for options of one kind and form, whichever checks it serves', () => {
    const forms = new Map<string, Set<string>>();
    for (const { variable, option } of checks.flatMap(argumentsOf))
      forms.set(variable, (forms.get(variable) ?? new Set()).add(`${option.kind} ${option.metavar ?? ''}`));
    expect([...forms].filter(([, all]) => all.size > 1)).toEqual([]);
  });

  it('of a check serves the check of everything as well, so that a host needs no other for that', () => {
    const all = new Set(
      checks
        .filter(isAll)
        .flatMap(argumentsOf)
        .map(({ variable }) => variable),
    );
    expect(single.flatMap(argumentsOf).filter(({ variable }) => !all.has(variable))).toEqual([]);
  });

  it('that is no option stands for none', () => {
    const options = new Set(single.flatMap(argumentsOf).map(({ variable }) => variable));
    const named = [...files.values()].flatMap((text) => [
      ...text.matchAll(/\b(?:host\.)?vars\.(synology_drive_\w+)/g),
    ]);
    const others = new Set(named.map(([, name = '']) => name).filter((name) => !options.has(name)));
    expect([...others].sort()).toEqual([
      'synology_drive_all_in_one',
      'synology_drive_passive',
      'synology_drive_password',
      'synology_drive_skip',
      'synology_drive_users',
    ]);
  });
});

describe('services.conf', () => {
  const services = objectsOf(files.get('services.conf') ?? '');

  it('applies a service for each check, by a template that it has', () => {
    const templates = services.filter(({ word }) => word === 'template').map(({ name }) => name);
    for (const check of single) {
      const body = services.find(({ type, name }) => type === 'Service' && name === serviceName(check))?.body;
      expect(body).toContain(`check_command = "${commandName(check)}"`);
      expect(templates).toContain(templateName(check));
      expect(body).toContain(`import "${templateName(check)}"`);
    }
  });

  it('lets health be certain of its trouble before any other is', () => {
    const certain = ({ retry, attempts }: ReturnType<typeof scheduleOf>) => retry * (attempts - 1);
    const [health, ...others] = single.map(scheduleOf);
    for (const other of others)
      expect(certain(other)).toBeGreaterThan(
        (health?.interval ?? Number.NaN) + (health ? certain(health) : 0),
      );
  });
});
