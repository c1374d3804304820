import { type Check, executableOf } from '../../nagios/check.ts';
import { extraOpts, PLUGINS, PREFIX, SECTION } from './agent.ts';
import { ACCOUNT } from './host.ts';
import { AGENT, AGENT_COMMANDS, AGENT_PORT, AGENT_SECTION, AGENT_USER, hostMacro } from './names.ts';
import type { Directive } from './object.ts';
import { timeoutFor, variantText } from './variant.ts';

const BY_NRPE = `Synology Drive: NASes that another machine asks, by NRPE, for the monitoring server.

That machine has the checks, nrpe_synology_drive.conf and monitoring-plugins.ini. This server needs check_nrpe,
templates.cfg and commands.cfg beside this file.

A second NAS that the same machine asks has commands of its own there, and here a host that says in
${AGENT_COMMANDS} what their names begin with. Without it both would show the first.`;

const BY_SSH = `Synology Drive: NASes that another machine asks, by SSH, for the monitoring server.

That machine has the checks and monitoring-plugins.ini, and an account with a shell that lets the user in whom Nagios
runs as, by a key, and may read that file. This server needs check_by_ssh, that machine's host key in known_hosts,
templates.cfg and commands.cfg beside this file.

A second NAS that the same machine asks has a section of its own in that file, and here a host that names it in
${AGENT_SECTION}. Without it both would show the first.`;

const ALL_IN_ONE = `Synology Drive: NASes with one service each, which judges everything.

For sites with so many NASes that a service for each check is too much. It needs templates.cfg and commands.cfg beside
this file.`;

const WHERE = `-H '${hostMacro(AGENT)}' -p '${hostMacro(AGENT_PORT)}'`;

const agent = (port: number): Directive[] => [
  [AGENT, '', 'the machine that runs the checks'],
  [AGENT_PORT, String(port)],
];

const given: readonly Directive[] = [[AGENT, 'agent.example.com']];

export const byNrpeText = (checks: readonly Check[]): string =>
  variantText(
    {
      suffix: 'by-nrpe',
      title: 'by NRPE',
      about: BY_NRPE,
      command: {
        line: [
          `$USER1$/check_nrpe ${WHERE} -u -t ${timeoutFor(checks)} -c '${hostMacro(AGENT_COMMANDS)}_$ARG1$'`,
        ],
        argument: ({ id }) => id,
      },
      variables: [...agent(5666), [AGENT_COMMANDS, PREFIX, 'its commands for this NAS begin so']],
      given,
    },
    checks,
  );

export const bySshText = (checks: readonly Check[]): string =>
  variantText(
    {
      suffix: 'by-ssh',
      title: 'by SSH',
      about: BY_SSH,
      command: {
        line: [
          `$USER1$/check_by_ssh ${WHERE} -l '${hostMacro(AGENT_USER)}' -o BatchMode=yes -t ${timeoutFor(checks)}`,
          `-C '${PLUGINS}/$ARG1$ ${extraOpts(hostMacro(AGENT_SECTION))}'`,
        ],
        argument: executableOf,
      },
      variables: [
        ...agent(22),
        [AGENT_USER, 'nagios', 'who runs them there: needs a shell, which Debian gives this one not'],
        [AGENT_SECTION, SECTION, 'of its monitoring-plugins.ini, for this NAS'],
      ],
      given,
    },
    checks,
  );

export const allInOneText = (check: Check): string =>
  variantText(
    { suffix: 'all-in-one', title: 'one service each', about: ALL_IN_ONE, variables: [], given: ACCOUNT },
    [check],
  );
