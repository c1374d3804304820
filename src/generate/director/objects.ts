import { type Check, executableOf } from '../../nagios/check.ts';
import { type Argument, argumentsOf } from '../icinga2/argument.ts';
import { TIMEOUT } from '../icinga2/commands.ts';
import { ALL_IN_ONE, isCommon, USERNAME } from '../icinga2/names.ts';
import { commandName, displayName, serviceName } from '../services/names.ts';
import { isAll } from '../services/role.ts';
import { scheduleOf } from '../services/schedule.ts';
import type { Fields } from './fields.ts';

/** What a Director object is in a basket, as its own import reads it. */
export type DirectorObject = Readonly<Record<string, unknown>> & { readonly object_name: string };

/** As the function of commands.conf, which Director shows and does not run. */
const counted = (variable: string, letter = 'v') => ({
  type: 'Function',
  body: `range(number(macro("$${variable}$"))).map(time => "-${letter}")`,
});

function argumentObject({ option, variable, description }: Argument) {
  const value = `$${variable}$`;
  switch (option.kind) {
    case 'flag':
      return { set_if: value, set_if_format: 'string', description };
    case 'list':
      return { value, repeat_key: true, description };
    case 'count':
      return {
        value: counted(variable, option.letter),
        set_if: value,
        set_if_format: 'string',
        skip_key: true,
        description,
      };
    default:
      return { value, description };
  }
}

/** A command that commands.conf defines: Director learns its arguments, and shows its fields on services. */
export const commandObject = (check: Check, fields: Fields): DirectorObject => ({
  object_name: commandName(check),
  object_type: 'external_object',
  command: `PluginDir + /${executableOf(check)}`,
  methods_execute: 'PluginCheck',
  timeout: TIMEOUT,
  arguments: Object.fromEntries(
    argumentsOf(check).map((argument) => [argument.key, argumentObject(argument)]),
  ),
  fields: argumentsOf(check).map(({ variable }) => fields.link(variable)),
});

export const HOST_TEMPLATE = 'synology-drive-nas';

/** Without these no check can log in. Director passes no environment: the password is in a file. */
const REQUIRED = ['username', 'password-file'];

/** What a host with Synology Drive says of itself, which is good for all checks. */
export const hostTemplate = (checks: readonly Check[], fields: Fields): DirectorObject => {
  const common = checks
    .slice(0, 1)
    .flatMap(argumentsOf)
    .filter(({ option }) => isCommon(option.name));
  return {
    object_name: HOST_TEMPLATE,
    object_type: 'template',
    fields: common.map(({ variable, option }) => fields.link(variable, REQUIRED.includes(option.name))),
  };
};

/** A host that has one service for all checks. */
export const allInOneHostTemplate = (): DirectorObject => ({
  object_name: `${HOST_TEMPLATE}-all-in-one`,
  object_type: 'template',
  imports: [HOST_TEMPLATE],
  vars: { [ALL_IN_ONE]: true },
  fields: [],
});

/** The name of a template differs from its service's, by which the service is found. */
const templateName = (check: Check) => displayName(check);

export function serviceTemplate(check: Check): DirectorObject {
  const { interval, retry, attempts } = scheduleOf(check);
  return {
    object_name: templateName(check),
    object_type: 'template',
    display_name: displayName(check),
    check_command: commandName(check),
    check_interval: interval * 60,
    retry_interval: retry * 60,
    max_check_attempts: String(attempts),
    fields: [],
  };
}

const service = (check: Check): DirectorObject => ({
  object_name: serviceName(check),
  object_type: 'object',
  imports: [templateName(check)],
});

/** A filter in Director's own words: whether a custom variable of the host is set. */
const isSet = (variable: string) => `host.vars.${variable}=true`;

/** All single services, for every host with an account. */
export const serviceSet = (checks: readonly Check[]): DirectorObject => ({
  object_name: 'Synology Drive',
  object_type: 'template',
  description: `A service for each check, on every host with ${USERNAME}`,
  assign_filter: `${isSet(USERNAME)}&!${isSet(ALL_IN_ONE)}`,
  services: checks.filter((check) => !isAll(check)).map(service),
});

export const allInOneSet = (check: Check): DirectorObject => ({
  object_name: 'Synology Drive, all in one',
  object_type: 'template',
  description: `One service for all checks, on every host with ${USERNAME} and ${ALL_IN_ONE}`,
  assign_filter: `${isSet(USERNAME)}&${isSet(ALL_IN_ONE)}`,
  services: [service(check)],
});

const text = (value: string) => encodeURIComponent(JSON.stringify(value));

/** One cause, one alarm: see services.conf. */
export const dependency = (health: Check): DirectorObject => ({
  object_name: serviceName(health),
  object_type: 'apply',
  apply_to: 'service',
  parent_service: serviceName(health),
  states: ['OK', 'Warning'],
  ignore_soft_states: false,
  assign_filter: [
    isSet(USERNAME),
    `!${isSet(ALL_IN_ONE)}`,
    `service.check_command=${text('synology_drive_*')}`,
    `service.check_command!=${text(commandName(health))}`,
  ].join('&'),
});
