import { type Check, executableOf } from '../../nagios/check.ts';

/** What all names of this project begin with in a monitoring system. */
export const PREFIX = 'synology_drive';

/** `synology_drive_quota` */
export const commandName = (check: Check): string => executableOf(check).replace(/^check_/, '');

/** `synology-drive-quota` */
export const serviceName = (check: Check): string => commandName(check).replaceAll('_', '-');

/** `Synology Drive quota` */
export const displayName = (check: Check): string =>
  commandName(check).replace(PREFIX, 'Synology Drive').replaceAll('_', ' ');
