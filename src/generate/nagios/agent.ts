import { type Check, executableOf } from '../../nagios/check.ts';
import { commandName } from '../services/names.ts';
import { comment, header, joined } from './object.ts';

/** Where Debian has the plugins. */
export const PLUGINS = '/usr/lib/nagios/plugins';

/** The section of monitoring-plugins.ini with what is common to all checks of a NAS. */
export const SECTION = 'synology-drive';

/** Takes that section, and after it the one named after the executable. */
export const EXTRA_OPTS = `--extra-opts=${SECTION} --extra-opts`;

const ABOUT = `Synology Drive: the checks as commands of NRPE, for the machine that runs them. On Debian it is copied to
/etc/nagios/nrpe.d/synology_drive.cfg; nagios-nrpe-server is restarted then.

How the NAS is reached, and by what the checks judge, stands in monitoring-plugins.ini on this machine, so that neither
arguments (dont_blame_nrpe) nor the password cross the network. For another NAS copy the lines, and name another
command and another section.`;

const line = (check: Check): string =>
  `command[${commandName(check)}]=${PLUGINS}/${executableOf(check)} ${EXTRA_OPTS}`;

/** What the NRPE agent includes. */
export const nrpeAgentText = (checks: readonly Check[]): string =>
  joined(header(ABOUT), ...checks.map((check) => `${comment(`${check.about}.`)}\n${line(check)}\n`));
