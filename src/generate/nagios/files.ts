import type { Check } from '../../nagios/check.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { isAll } from '../services/role.ts';
import { nrpeAgentText } from './agent.ts';
import { commandsText } from './commands.ts';
import { hostText } from './host.ts';
import { iniText } from './ini.ts';
import { servicesText } from './services.ts';
import { templatesText } from './templates.ts';
import { allInOneText, byNrpeText, bySshText } from './variants.ts';

/** What Nagios and Naemon load, and what an agent needs: each `*.cfg` is an object file. */
export function nagiosFiles(checks: readonly Check[]): GeneratedFile[] {
  const file = (name: string, text: string) => ({ path: `plugins/nagios/${name}`, text });
  const single = checks.filter((check) => !isAll(check));
  return [
    file('commands.cfg', commandsText(checks)),
    file('templates.cfg', templatesText(checks)),
    file('services.cfg', servicesText(single)),
    file('host.cfg', hostText()),
    file('by_nrpe.cfg', byNrpeText(single)),
    file('by_ssh.cfg', bySshText(single)),
    ...checks.filter(isAll).map((check) => file('all_in_one.cfg', allInOneText(check))),
    file('nrpe_synology_drive.conf', nrpeAgentText(checks)),
    file('monitoring-plugins.ini', iniText(checks)),
  ];
}
