import type { Check } from '../../nagios/check.ts';
import { commandName, displayName, serviceName } from '../services/names.ts';
import { type Schedule, scheduleOf } from '../services/schedule.ts';
import {
  COMMON_OPTIONS,
  connectionOptions,
  HOST_GROUP,
  HOST_TEMPLATE,
  optionsVariable,
  variableOf,
} from './names.ts';
import { comment, type Directive, define, header, joined } from './object.ts';
import { meaning } from './option-table.ts';

const ABOUT = `Synology Drive: what hosts and services have in common.

Times are in minutes, as long as interval_length is 60. Everybody in the contact group admins is told, at any time, and
again once a day while it lasts.`;

const NAS = `A NAS. Its host group gives it its services.

What an option takes several of (repeatable) is one here; more of them stand in ${COMMON_OPTIONS}. The
service_check_timeout of nagios.cfg must be more than --timeout, and is 60 seconds by default.

Nothing here asks whether the host is up: health does. With a command of yours that asks (check-host-alive), Nagios
also keeps quiet about the services of a host that is down.`;

const SERVICE_TEMPLATE = 'synology-drive-service';

/** Whom to tell, and when. */
const ALARMS: readonly Directive[] = [
  ['check_period', '24x7'],
  ['notification_period', '24x7'],
  ['notification_interval', '1440'],
  ['contact_groups', 'admins'],
];

/** Every variable is there, be it empty: of one that is not Nagios would pass the name. */
const connectionVariables = (): Directive[] => [
  ...connectionOptions().map((option): Directive => [variableOf(option.name), '', meaning(option)]),
  [COMMON_OPTIONS, '', 'whatever else all checks are given, such as --plain-http'],
];

const checkVariables = (checks: readonly Check[]): Directive[] =>
  checks.map((check): Directive => [optionsVariable(check), '', `what ${commandName(check)} is given`]);

const hostText = (checks: readonly Check[]): string =>
  joined(
    comment(NAS),
    define(
      'host',
      [
        ['name', HOST_TEMPLATE],
        ['register', '0'],
        ['hostgroups', HOST_GROUP],
        ['max_check_attempts', '3'],
        ...ALARMS,
      ],
      connectionVariables(),
      checkVariables(checks),
    ),
  );

const times = ({ interval, retry, attempts }: Schedule): Directive[] => [
  ['check_interval', String(interval)],
  ['retry_interval', String(retry)],
  ['max_check_attempts', String(attempts)],
];

const serviceText = (check: Check): string =>
  joined(
    comment(`${check.about}.`),
    define('service', [
      ['name', serviceName(check)],
      ['use', SERVICE_TEMPLATE],
      ['register', '0'],
      ['service_description', displayName(check)],
      ['check_command', commandName(check)],
      ...times(scheduleOf(check)),
    ]),
  );

/** A template for hosts, and one for the service of each check. */
export const templatesText = (checks: readonly Check[]): string =>
  joined(
    header(ABOUT),
    hostText(checks),
    define('service', [['name', SERVICE_TEMPLATE], ['register', '0'], ...ALARMS]),
    ...checks.map(serviceText),
  );
