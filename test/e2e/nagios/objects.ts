import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the project ships. */
export const SHIPPED = resolve(import.meta.dirname, '../../../plugins/nagios');

export const shipped = (name: string): string => readFileSync(join(SHIPPED, name), 'utf8');

/** Every object file. */
export const objectFiles = (): string[] => readdirSync(SHIPPED).filter((name) => name.endsWith('.cfg'));

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** All that the shipped files may find there already. */
export const SURROUNDINGS = `
define timeperiod {
    timeperiod_name  24x7
    alias            always
${DAYS.map((day) => `    ${day} 00:00-24:00`).join('\n')}
}
define command {
    command_name  tell-nobody
    command_line  /bin/true
}
define contact {
    contact_name                   nagiosadmin
    host_notification_period       24x7
    service_notification_period    24x7
    host_notification_options      d,u,r
    service_notification_options   w,u,c,r
    host_notification_commands     tell-nobody
    service_notification_commands  tell-nobody
}
define contactgroup {
    contactgroup_name  admins
    alias              administrators
    members            nagiosadmin
}
`;

export type Changes = Readonly<Record<string, string | number>>;

/** The services of a host group without one of them on a host, as the header of services.cfg says it. */
export function takenOut(text: string, service: string, host: string): string {
  const group = new RegExp(`(    use  +${service}\n    hostgroup_name .*\n)`);
  if (!group.test(text)) throw new Error(`${service} does not stand there`);
  return text.replace(group, `$1    host_name       !${host}\n`);
}

/** A file as an administrator edits it: a directive's value, also of one that is closed or not there yet. */
export function edited(text: string, changes: Changes): string {
  return Object.entries(changes).reduce((before, [name, value]) => {
    const line = new RegExp(`^    #?${name}(?: .*)?$`, 'm');
    const fresh = `    ${name}  ${value}`;
    return line.test(before)
      ? before.replace(line, () => fresh)
      : before.replace(/^\}/m, () => `${fresh}\n}`);
  }, text);
}
