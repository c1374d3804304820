import { type Check, executableOf } from '../../nagios/check.ts';
import { commandName } from '../services/names.ts';
import { AGENT_COMMANDS } from './names.ts';
import { comment, exampleHeader, joined } from './object.ts';

/** Where Debian has the plugins. */
export const PLUGINS = '/usr/lib/nagios/plugins';

/** The section of monitoring-plugins.ini with what is common to all checks of a NAS. */
export const SECTION = 'synology-drive';

/** What the names of the commands begin with. */
export const PREFIX = 'synology_drive';

/** Takes a section, and after it the one named after the executable. */
export const extraOpts = (section: string): string => `--extra-opts=${section} --extra-opts`;

const ABOUT = `Synology Drive: the checks as commands of NRPE, for the machine that runs them. On Debian it is copied to
/etc/nagios/nrpe.d/synology_drive.cfg; nagios-nrpe-server is restarted then.

How the NAS is reached, and by what the checks judge, stands in monitoring-plugins.ini on this machine, so that neither
arguments (dont_blame_nrpe) nor the password cross the network. The monitoring server must be among the allowed_hosts of
/etc/nagios/nrpe.cfg.

For another NAS copy the lines: let the names of the commands begin otherwise, ${PREFIX}_branch_…, and name another
section. On the monitoring server its host says ${AGENT_COMMANDS}  ${PREFIX}_branch.`;

const line = (check: Check): string =>
  `command[${commandName(check)}]=${PLUGINS}/${executableOf(check)} ${extraOpts(SECTION)}`;

/** What the NRPE agent includes. */
export const nrpeAgentText = (checks: readonly Check[]): string =>
  joined(exampleHeader(ABOUT), ...checks.map((check) => `${comment(`${check.about}.`)}\n${line(check)}\n`));
