import type { Check } from '../../nagios/check.ts';
import { duration, indented, quoted } from './dsl.ts';
import { ALL_IN_ONE, commandName, displayName, SKIP, serviceName, USERNAME } from './names.ts';
import { type Schedule, scheduleOf } from './schedule.ts';

const templateText = ({ template, advice, interval, retry, attempts }: Schedule) => `
// ${advice}
template Service ${quoted(template)} {
  check_interval = ${duration(interval)}
  retry_interval = ${duration(retry)}
  max_check_attempts = ${attempts}
}
`;

/** The templates that services of these checks import. */
export const templatesText = (checks: readonly Check[]): string =>
  [...new Set(checks.map(scheduleOf))].map(templateText).join('');

/** Whether a host does without the service of a single check. */
export const leavesOut = (check: Check): string =>
  `host.vars.${ALL_IN_ONE} || ${quoted(check.id)} in host.vars.${SKIP}`;

/** Hosts that have the service of a single check. */
export const assignSingle = (check: Check): string =>
  `assign where host.vars.${USERNAME}\nignore where ${leavesOut(check)}`;

/** One service on each host that `condition` names. */
export const applyText = (check: Check, condition: string): string => `
// ${check.about}.
apply Service ${quoted(serviceName(check))} {
  import ${quoted(scheduleOf(check).template)}

  display_name = ${quoted(displayName(check))}
  check_command = ${quoted(commandName(check))}

${indented(condition)}
}
`;
