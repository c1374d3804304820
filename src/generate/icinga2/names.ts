import type { Check } from '../../nagios/check.ts';
import { commonOptions } from '../../nagios/common-options.ts';
import { commandName, PREFIX } from '../services/names.ts';

/** What a host says once for all of its checks is named after none of them. */
const COMMON: ReadonlySet<string> = new Set(commonOptions(0).map(({ name }) => name));

export const isCommon = (option: string): boolean => COMMON.has(option);

/** The custom variable of an option: `synology_drive_port` of a common one, `synology_drive_quota_warning` of the check's own. */
export const variableOf = (check: Check, option: string): string =>
  `${isCommon(option) ? PREFIX : commandName(check)}_${option.replaceAll('-', '_')}`;

/** What every host with Synology Drive has. */
export const USERNAME = `${PREFIX}_username`;

/** Custom variables that are no option's. */
export const PASSWORD = `${PREFIX}_password`;
export const USERS = `${PREFIX}_users`;
export const ALL_IN_ONE = `${PREFIX}_all_in_one`;
export const SKIP = `${PREFIX}_skip`;
export const PASSIVE = `${PREFIX}_passive`;
