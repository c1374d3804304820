import { type Check, executableOf } from '../../nagios/check.ts';
import { commonOptions } from '../../nagios/common-options.ts';

/** What a host says once for all of its checks is named after none of them. */
const PREFIX = 'synology_drive';

const COMMON: ReadonlySet<string> = new Set(commonOptions(0).map(({ name }) => name));

/** `synology_drive_quota` */
export const commandName = (check: Check): string => executableOf(check).replace(/^check_/, '');

/** `synology-drive-quota` */
export const serviceName = (check: Check): string => commandName(check).replaceAll('_', '-');

/** The custom variable of an option: `synology_drive_port` of a common one, `synology_drive_quota_warning` of the check's own. */
export const variableOf = (check: Check, option: string): string =>
  `${COMMON.has(option) ? PREFIX : commandName(check)}_${option.replaceAll('-', '_')}`;

/** Custom variables that are no option's. */
export const PASSWORD = `${PREFIX}_password`;
export const USERS = `${PREFIX}_users`;
export const ONE_SERVICE = `${PREFIX}_one_service`;
export const SKIP = `${PREFIX}_skip`;
export const PASSIVE = `${PREFIX}_passive`;
