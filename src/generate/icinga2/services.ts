import type { Check } from '../../nagios/check.ts';
import { duration, header, indented, quoted } from './dsl.ts';
import { commandName, ONE_SERVICE, SKIP, serviceName, USERS, variableOf } from './names.ts';
import { FIRST, isHealth, OFTEN, type Schedule, SELDOM, scheduleOf } from './schedule.ts';

const ABOUT = `Services for Synology Drive: taken as it is, or as an example.

A host with vars.synology_drive_username gets them all; hosts.conf shows one. Its custom variables are the
options of the checks: see commands.conf. Two more choose services:

  vars.${SKIP} = [ "last_sync" ]    leaves these out
  vars.${USERS}["john.doe"] = {}    gives this user a service of its own; within the braces,
                                                variables of its own: { synology_drive_quota_warning = 80 }`;

const ABOUT_ONE = `
  vars.${ONE_SERVICE} = true        makes it one service, which judges everything in one run`;

const templateText = ({ name, advice, checkInterval, retryInterval, attempts }: Schedule) => `
${advice.replaceAll(/^/gm, '// ')}
template Service ${quoted(name)} {
  check_interval = ${duration(checkInterval)}
  retry_interval = ${duration(retryInterval)}
  max_check_attempts = ${attempts}
}
`;

const isOne = (check: Check) => serviceName(check) === 'synology-drive';
const title = (check: Check) =>
  isOne(check) ? 'Synology Drive' : `Synology Drive ${check.id.replaceAll('_', ' ')}`;

/** Whether a single check is left out on a host. */
const isLeftOut = (check: Check) => `host.vars.${ONE_SERVICE} || ${quoted(check.id)} in host.vars.${SKIP}`;

function serviceText(check: Check): string {
  const condition = isOne(check)
    ? [`assign where host.vars.${variableOf(check, 'username')} && host.vars.${ONE_SERVICE}`]
    : [`assign where host.vars.${variableOf(check, 'username')}`, `ignore where ${isLeftOut(check)}`];
  return `
// ${check.about}.
apply Service ${quoted(serviceName(check))} {
  import ${quoted(scheduleOf(check).name)}

  display_name = ${quoted(title(check))}
  check_command = ${quoted(commandName(check))}

${indented(condition.join('\n'))}
}
`;
}

/** Of a user who has a service, the thresholds may differ. */
function userServiceText(check: Check): string {
  const needed = Object.keys(check.defaults).length > 0 ? '' : thresholdGiven(check);
  return `
apply Service ${quoted(`${serviceName(check)}-`)} for (user => config in host.vars.${USERS}) {
  import ${quoted(scheduleOf(check).name)}

  display_name = ${quoted(`${title(check)} of `)} + user
  check_command = ${quoted(commandName(check))}

  vars.${variableOf(check, 'include-user')} = [ user ]
  vars += config

  assign where host.vars.${variableOf(check, 'username')}${needed}
}
`;
}

/** A check without thresholds that hold by themselves has nothing to say of a user before one is given. */
const thresholdGiven = (check: Check) =>
  ` && (${['warning', 'critical'].map((option) => `config.${variableOf(check, option)}`).join(' || ')})`;

/** Those that ask for each user, and so can be asked for one alone. */
const isPerUser = (check: Check) =>
  !isOne(check) && check.options.some(({ name }) => name === 'perfdata-per-user');

function dependencyText(health: Check): string {
  return `
// One cause, one alarm: while health says that the NAS cannot be asked, the others do not notify.
apply Dependency ${quoted(serviceName(health))} to Service {
  parent_service_name = ${quoted(serviceName(health))}
  states = [ OK, Warning ]
  ignore_soft_states = false

  assign where host.vars.${variableOf(health, 'username')} && match("synology_drive_*", service.check_command)
  ignore where service.check_command == ${quoted(commandName(health))}
  ignore where ${isLeftOut(health)}
}
`;
}

/** The rules that give a host its services. */
export function servicesText(checks: readonly Check[]): string {
  const about = checks.some(isOne) ? `${ABOUT}${ABOUT_ONE}` : ABOUT;
  return [
    header(about),
    ...[FIRST, OFTEN, SELDOM].map(templateText),
    ...checks.map(serviceText),
    ...checks.filter(isPerUser).map(userServiceText),
    ...checks.filter(isHealth).map(dependencyText),
  ].join('');
}
