import type { Check } from '../../nagios/check.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { isAll } from '../services/role.ts';
import { allInOneText } from './all-in-one.ts';
import { commandsText } from './commands.ts';
import { hostsText } from './hosts.ts';
import { notificationsText } from './notifications.ts';
import { passiveText } from './passive.ts';
import { servicesText } from './services.ts';
import { usersText } from './users.ts';
import { zonesText } from './zones.ts';

/** What Icinga 2 loads, and examples to begin with. */
export function icinga2Files(checks: readonly Check[]): GeneratedFile[] {
  const file = (name: string, text: string) => ({ path: `plugins/icinga2/${name}`, text });
  return [
    file('commands.conf', commandsText(checks)),
    file('services.conf', servicesText(checks)),
    file('users.conf', usersText(checks)),
    ...checks.filter(isAll).map((check) => file('all_in_one.conf', allInOneText(check))),
    file('hosts.conf', hostsText(checks)),
    file('passive.conf', passiveText(checks)),
    file('notifications.conf', notificationsText()),
    file('zones.conf', zonesText()),
  ];
}
