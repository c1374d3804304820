import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceName } from '../../../src/generate/services/names.ts';
import { singleChecks } from '../../../src/nagios/checks/all.ts';
import { Director } from './director.ts';
import { Validation } from './validation.ts';

const SHIPPED = resolve(import.meta.dirname, '../../../plugins/icinga2');
const read = (name: string) => readFileSync(resolve(SHIPPED, name), 'utf8');
/** Debian 12 has Director 1.10, which knows no UUIDs in baskets. */
const BASKET = read('director/basket-before-1.11.json');
const known = JSON.parse(BASKET) as Record<
  string,
  Record<string, { fields?: unknown[]; arguments?: unknown }>
>;
const services = singleChecks().map(serviceName).sort();

const validation = new Validation();
let director: Director;
beforeAll(async () => {
  director = await Director.start();
});
afterAll(async () => {
  await director.stop();
  validation.remove();
});

const count = (table: string) => Number(director.query(`SELECT COUNT(*) FROM director.${table}`));
const linksOf = (type: string) =>
  Object.values(known[type] ?? {}).reduce((sum, { fields = [] }) => sum + fields.length, 0);

const HOST = {
  object_type: 'object',
  address: '192.0.2.10',
  imports: ['a-host-of-ours', 'synology-drive-nas'],
  vars: {
    synology_drive_username: 'monitor',
    synology_drive_password_file: '/etc/nas.secret',
    synology_drive_fingerprint: ['AB:CD'],
  },
};

describe('icingacli director basket restore', () => {
  it('restores all that is in the basket, and nothing twice when asked again', () => {
    for (const time of ['first', 'second']) {
      expect(director.run(['basket', 'restore'], BASKET), time).toContain('have been restored');
      expect(count('director_datafield')).toBe(Object.keys(known.Datafield ?? {}).length);
      expect(count('icinga_command_field')).toBe(linksOf('ExternalCommand'));
      expect(count('icinga_host_field')).toBe(linksOf('HostTemplate'));
      expect(count('icinga_dependency')).toBe(1);
    }
  });

  it('leaves Director with commands whose arguments it shows as they are', () => {
    const exported = JSON.parse(director.run(['command', 'show', 'synology_drive_quota', '--json'])) as {
      arguments: Record<string, unknown>;
    };
    expect(exported.arguments).toEqual(known.ExternalCommand?.synology_drive_quota?.arguments);
  });

  it('gives a host with an account all services, or the one for all, in a configuration that Icinga takes with commands.conf', () => {
    const zone = (is_global: boolean) => JSON.stringify({ object_type: 'external_object', is_global });
    director.run(['zone', 'create', 'director-global', '--json', zone(true)]);
    director.run(['zone', 'create', 'master', '--json', zone(false)]);
    // Director's form offers a check command in templates alone; ours have none.
    const template = { object_type: 'template', check_command: 'synology_drive_health' };
    director.run(['host', 'create', 'a-host-of-ours', '--json', JSON.stringify(template)]);
    const whole = { ...HOST, imports: ['a-host-of-ours', 'synology-drive-nas-all-in-one'] };
    director.run(['host', 'create', 'nas.example.com', '--json', JSON.stringify(HOST)]);
    director.run(['host', 'create', 'other-nas.example.com', '--json', JSON.stringify(whole)]);
    const override = 'template Service "host var overrides (Director)" {\n}\n';
    const judged = validation.judge({
      'commands.conf': read('commands.conf'),
      'director.conf': `const DirectorOverrideTemplate = "host var overrides (Director)"\n${override}${director.render()}`,
    });
    expect(judged).toMatchObject({ valid: true, complaints: [] });
    expect(judged.objects('Service')).toEqual([
      ...services.map((name) => `nas.example.com!${name}`),
      'other-nas.example.com!synology-drive',
    ]);
    expect(judged.objects('Dependency').length).toBe(services.length - 1);
  });
});
