import type { Check } from '../../nagios/check.ts';
import { commonOptions } from '../../nagios/common-options.ts';
import type { OptionSpec } from '../../nagios/option.ts';
import { commandName } from '../services/names.ts';

/** `_SYNOLOGY_DRIVE_PORT`, the host's custom variable of an option that is common to all checks. */
export const variableOf = (option: string): string =>
  `_SYNOLOGY_DRIVE_${option.replaceAll('-', '_').toUpperCase()}`;

/** Whatever else is common to all checks of a host, as typed. */
export const COMMON_OPTIONS = variableOf('common-options');

/** The machine that runs the checks for the monitoring server, its port, and who runs them there by SSH. */
export const AGENT = variableOf('agent');
export const AGENT_PORT = variableOf('agent-port');
export const AGENT_USER = variableOf('agent-user');

/** Which NAS that machine is to ask: what its commands of NRPE begin with, or by SSH the section of its ini file. */
export const AGENT_COMMANDS = variableOf('agent-commands');
export const AGENT_SECTION = variableOf('agent-section');

/** `_SYNOLOGY_DRIVE_QUOTA_OPTIONS`, what one check is given on a host, as typed. */
export const optionsVariable = (check: Check): string => `_${commandName(check).toUpperCase()}_OPTIONS`;

/** `$_HOSTSYNOLOGY_DRIVE_PORT$` */
export const hostMacro = (name: string): string => `$_HOST${name.slice(1)}$`;

/** Options that are said once for a host; a flag has no value that could be left empty. */
export const connectionOptions = (): OptionSpec[] =>
  commonOptions(0)
    .filter(({ kind }) => kind === 'value' || kind === 'list')
    .map((option) => (option.name === 'timeout' ? { ...option, fallback: "the check's own" } : option));

export const commonFlags = (): OptionSpec[] =>
  commonOptions(0).filter(({ kind }) => kind === 'flag' || kind === 'count');

/** A NAS that is asked by the monitoring server itself. */
export const HOST_TEMPLATE = 'synology-drive-nas';
export const HOST_GROUP = 'synology-drive';
