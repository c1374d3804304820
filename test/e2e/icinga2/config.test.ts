import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { argumentsOf } from '../../../src/generate/icinga2/argument.ts';
import { commandName, serviceName } from '../../../src/generate/services/names.ts';
import { everyCheck, singleChecks } from '../../../src/nagios/checks/all.ts';
import { Validation } from './validation.ts';

const SHIPPED = resolve(import.meta.dirname, '../../../plugins/icinga2');
const checks = everyCheck();
const shipped = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(SHIPPED, name), 'utf8')]));

/** The sample configuration that Icinga's own package brings, on which notifications.conf builds. */
const DEBIAN = '/etc/icinga2/conf.d';
const samples = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`debian-${name}`, readFileSync(join(DEBIAN, name), 'utf8')]));

const validation = new Validation();
afterAll(() => validation.remove());

const FINE = { valid: true, complaints: [] };
const services = singleChecks().map(serviceName).sort();

const host = (name: string, ...vars: readonly string[]) => `object Host "${name}" {
  check_command = "hostalive"
  address = "192.0.2.10"
  vars.synology_drive_username = "monitor"
${vars.map((line) => `  vars.${line}`).join('\n')}
}
`;

describe('icinga2 daemon -C', () => {
  it('takes commands, services and the example host without a word, which has all services', () => {
    const judged = validation.judge(shipped('commands.conf', 'services.conf', 'hosts.conf'));
    expect(judged).toMatchObject(FINE);
    expect(judged.objects('Service')).toEqual(services.map((name) => `nas.example.com!${name}`));
    expect(judged.objects('Dependency')).toEqual(
      services
        .filter((name) => name !== 'synology-drive-health')
        .map((name) => `nas.example.com!${name}!synology-drive-health`),
    );
    expect(judged.objects('CheckCommand')).toEqual(expect.arrayContaining(checks.map(commandName)));
  });

  it('takes them with users, passive services, notifications and sample configuration', () => {
    const judged = validation.judge({
      ...samples('commands.conf', 'templates.conf', 'timeperiods.conf', 'users.conf'),
      ...shipped('commands.conf', 'services.conf', 'users.conf', 'all_in_one.conf', 'passive.conf'),
      ...shipped('notifications.conf'),
      'hosts.conf': [
        host('few', 'synology_drive_skip = [ "health", "clients", "last-sync" ]'),
        host(
          'users',
          'synology_drive_users["john.doe"] = {}',
          'synology_drive_users["backup"] = { synology_drive_quota_warning = 80 }',
        ),
        host('whole', 'synology_drive_all_in_one = true'),
        host('passive', 'synology_drive_passive = [ "health", "last-sync" ]').replace(/^.*username.*\n/m, ''),
      ].join(''),
    });
    expect(judged).toMatchObject(FINE);
    const names = judged.objects('Service');
    const of = (name: string) =>
      names.flatMap((one) => (one.startsWith(`${name}!`) ? [one.slice(name.length + 1)] : []));
    expect(of('few')).toEqual(services.filter((name) => !/health|clients|last-sync/.test(name)));
    expect(of('users').filter((name) => !services.includes(name))).toEqual([
      'synology-drive-last-sync-backup',
      'synology-drive-last-sync-john.doe',
      'synology-drive-quota-backup',
      'synology-drive-quota-john.doe',
    ]);
    expect(of('whole')).toEqual(['synology-drive']);
    expect(of('passive')).toEqual(['synology-drive-health', 'synology-drive-last-sync']);
    const dependencies = judged.objects('Dependency');
    expect(dependencies.filter((name) => /^(?:few|whole)!/.test(name))).toEqual([]);
    expect(dependencies.filter((name) => name.startsWith('passive!'))).toEqual([
      'passive!synology-drive-last-sync!synology-drive-health-passive',
    ]);
    const hosts = ['few', 'users', 'whole', 'passive'];
    expect(judged.objects('Notification').length).toBe(hosts.length + hosts.flatMap(of).length);
  });

  it('takes the zones of master and satellite, on either', () => {
    for (const [node, zone] of [
      ['master.example.com', 'master'],
      ['satellite.example.com', 'satellite'],
    ] as const) {
      const constants = { NodeName: node, ZoneName: zone };
      const judged = validation.judge(shipped('zones.conf', 'commands.conf'), constants);
      expect(judged).toMatchObject(FINE);
      expect(judged.objects('Zone')).toEqual(['director-global', 'global-templates', 'master', 'satellite']);
    }
  });

  it('finds the executables where SynologyDrivePluginDir says, wherever it is defined', () => {
    const judged = validation.judge({
      ...shipped('commands.conf'),
      'constants-afterwards.conf': 'const SynologyDrivePluginDir = "/opt/synology-drive"\n',
    });
    expect(judged.details('CheckCommand')).toContain('[ "/opt/synology-drive/check_synology_drive_quota" ]');
    const without = validation.judge(shipped('commands.conf'));
    expect(without.details('CheckCommand')).toContain(
      '[ "/usr/lib/nagios/plugins/check_synology_drive_quota" ]',
    );
  });

  it.each(checks)('knows all arguments of $id, with their descriptions', (check) => {
    const [, details = ''] = validation
      .judge(shipped('commands.conf'))
      .details('CheckCommand')
      .split(`Object '${commandName(check)}' of type`);
    for (const { key, description } of argumentsOf(check)) {
      expect(details).toContain(`* ${key}`);
      expect(details).toContain(`* description = "${description}"`);
    }
  });

  it('would say what is wrong, so that silence means something', () => {
    const wrong = validation.judge({
      ...shipped('commands.conf', 'services.conf'),
      'hosts.conf': host('nas').replace('check_command', 'chek_command'),
    });
    expect(wrong.valid).toBe(false);
    expect(wrong.complaints.join('\n')).toContain('chek_command');
  });

  it('is given every file that is shipped', () => {
    const files = readdirSync(SHIPPED).filter((name) => name.endsWith('.conf'));
    const source = readFileSync(import.meta.filename, 'utf8');
    expect(files.filter((name) => !source.includes(`'${name}'`))).toEqual([]);
    expect(existsSync(DEBIAN)).toBe(true);
  });
});
