import type { Check } from '../../nagios/check.ts';
import { commandName, serviceName } from '../services/names.ts';
import { isAll, isHealth } from '../services/role.ts';
import { applyText, assignSingle, dependencyText } from './apply.ts';
import { exampleHeader, quoted } from './dsl.ts';
import { SKIP, USERNAME } from './names.ts';
import { templatesText } from './template.ts';

const ABOUT = `Services of every host with vars.${USERNAME}; hosts.conf shows one.

The host's custom variables are the options of the checks: see commands.conf. To leave services out:

  vars.${SKIP} = [ "clients", "last_sync" ]    a list, also where it is one`;

const CAUSE = `One cause, one alarm: while health says that the NAS cannot be asked, the others are checked, but tell nobody.
So they do when health is critical by a bound on the certificate's days or on its response time: one that is to leave
the others alone is a warning.`;

const healthDependency = (health: Check) =>
  dependencyText(health, {
    name: serviceName(health),
    about: CAUSE,
    concerned: `host.vars.${USERNAME} && match("synology_drive_*", service.check_command)`,
    itself: `service.check_command == ${quoted(commandName(health))}`,
  });

/** A service for each check, and what they depend on. */
export function servicesText(checks: readonly Check[]): string {
  const single = checks.filter((check) => !isAll(check));
  return [
    exampleHeader(ABOUT),
    templatesText(single),
    ...single.map((check) => applyText(check, assignSingle(check))),
    ...single.filter(isHealth).map(healthDependency),
  ].join('');
}
