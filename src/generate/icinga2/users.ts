import type { Check } from '../../nagios/check.ts';
import { commandName, displayName, serviceName } from '../services/names.ts';
import { isAll } from '../services/role.ts';
import { assignSingle } from './apply.ts';
import { exampleHeader, indented, quoted } from './dsl.ts';
import { USERS, variableOf } from './names.ts';
import { templateName } from './template.ts';

const ABOUT = `Services of their own for some users, beside those of services.conf for everybody. On the host:

  vars.${USERS}["john.doe"] = {}
  vars.${USERS}["backup"] = { synology_drive_quota_warning = 80, synology_drive_last_sync_critical = "25h" }

Within the braces stand custom variables for this user alone; all others are the host's.`;

/** Whether it judges each user by itself, and so can judge one alone. */
const isPerUser = (check: Check) =>
  !isAll(check) && check.options.some(({ name }) => name === 'perfdata-per-user');

const applyText = (check: Check) => `
apply Service ${quoted(`${serviceName(check)}-`)} for (user => config in host.vars.${USERS}) {
  import ${quoted(templateName(check))}

  display_name = ${quoted(`${displayName(check)} of `)} + user
  check_command = ${quoted(commandName(check))}

  // In a value, Icinga takes a single dollar sign for the beginning of a macro.
  vars.${variableOf(check, 'include-user')} = [ user.replace("$", "$$") ]
  vars += config

${indented(assignSingle(check))}
}
`;

/** A service for each user that a host names. */
export const usersText = (checks: readonly Check[]): string =>
  [exampleHeader(ABOUT), ...checks.filter(isPerUser).map(applyText)].join('');
