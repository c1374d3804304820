import type { Check } from '../../nagios/check.ts';
import { commandName, displayName, serviceName } from '../services/names.ts';
import { indented, quoted } from './dsl.ts';
import { ALL_IN_ONE, SKIP, USERNAME } from './names.ts';
import { templateName } from './template.ts';

/** A check as its option and as its service is called: `last_sync`, `last-sync`. */
const spellingsOf = ({ id }: Check): string[] => [...new Set([id, id.replaceAll('_', '-')])];

/** Whether a host does without the service of a single check. */
const leavesOut = (check: Check): string =>
  [`host.vars.${ALL_IN_ONE}`, ...spellingsOf(check).map((id) => `${quoted(id)} in host.vars.${SKIP}`)].join(
    ' || ',
  );

/** Hosts that have the service of a single check. */
export const assignSingle = (check: Check): string =>
  `assign where host.vars.${USERNAME}\nignore where ${leavesOut(check)}`;

export interface HealthDependency {
  readonly name: string;
  /** Lines of a comment. */
  readonly about: string;
  /** Which services depend, and which of them is health itself. */
  readonly concerned: string;
  readonly itself: string;
}

/** While health of a host is not well, those services of it are checked, but tell nobody. */
export const dependencyText = (
  health: Check,
  { name, about, concerned, itself }: HealthDependency,
): string => `
${about.replaceAll(/^/gm, '// ')}
apply Dependency ${quoted(name)} to Service {
  parent_service_name = ${quoted(serviceName(health))}
  states = [ OK, Warning ]
  ignore_soft_states = false

  assign where ${concerned} && get_service(host, ${quoted(serviceName(health))})
  ignore where ${itself}
}
`;

/** One service on each host that `condition` names. */
export const applyText = (check: Check, condition: string): string => `
// ${check.about}.
apply Service ${quoted(serviceName(check))} {
  import ${quoted(templateName(check))}

  display_name = ${quoted(displayName(check))}
  check_command = ${quoted(commandName(check))}

${indented(condition)}
}
`;
