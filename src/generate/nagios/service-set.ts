import type { Check } from '../../nagios/check.ts';
import { displayName, serviceName } from '../services/names.ts';
import { isHealth } from '../services/role.ts';
import { comment, type Directive, define, joined } from './object.ts';

/** A host group, and the services that it gives to each of its hosts. */
export interface ServiceSet {
  readonly hostGroup: string;
  readonly alias: string;
  readonly checks: readonly Check[];
  /** `check_command` of a service where it is another than its template's. */
  readonly command?: (check: Check) => string;
}

const service = ({ hostGroup, command }: ServiceSet, check: Check): string =>
  define('service', [
    ['use', serviceName(check)],
    ['hostgroup_name', hostGroup],
    ...(command === undefined ? [] : [['check_command', command(check)] satisfies Directive]),
  ]);

const DEPENDENCY = `One cause, one alarm: while health of a NAS is CRITICAL, UNKNOWN or not yet known, its other services are checked, and
show what is, but nobody is told. What is still wrong afterwards is told then. That holds for a CRITICAL of health by
--critical-certificate-days or --critical, too: a bound of those that is to leave the others alone is a --warning.`;

function dependency({ hostGroup, checks }: ServiceSet): string[] {
  const [health] = checks.filter(isHealth);
  const others = checks.filter((check) => !isHealth(check)).map(displayName);
  if (!health || others.length === 0) return [];
  return [
    comment(DEPENDENCY),
    define('servicedependency', [
      ['hostgroup_name', hostGroup],
      ['service_description', displayName(health)],
      ['dependent_service_description', others.join(',\n')],
      ['notification_failure_criteria', 'c,u,p'],
    ]),
  ];
}

export const serviceSetText = (set: ServiceSet): string =>
  joined(
    define('hostgroup', [
      ['hostgroup_name', set.hostGroup],
      ['alias', set.alias],
    ]),
    ...set.checks.map((check) => service(set, check)),
    ...dependency(set),
  );
