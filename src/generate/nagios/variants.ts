import { type Check, executableOf } from '../../nagios/check.ts';
import { commandName } from '../services/names.ts';
import { EXTRA_OPTS, PLUGINS } from './agent.ts';
import { ACCOUNT } from './host.ts';
import { AGENT, AGENT_PORT, AGENT_USER, hostMacro } from './names.ts';
import type { Directive } from './object.ts';
import { timeoutFor, variantText } from './variant.ts';

const BY_NRPE = `Synology Drive: NASes that another machine asks, by NRPE, for the monitoring server.

That machine has the checks, nrpe_synology_drive.conf and monitoring-plugins.ini. This server needs check_nrpe,
templates.cfg and commands.cfg beside this file.`;

const BY_SSH = `Synology Drive: NASes that another machine asks, by SSH, for the monitoring server.

That machine has the checks and monitoring-plugins.ini, and lets the user in that Nagios runs as, by a key. This server
needs check_by_ssh, that machine's host key in known_hosts, templates.cfg and commands.cfg beside this file.`;

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
        line: [`$USER1$/check_nrpe ${WHERE} -u -t ${timeoutFor(checks)} -c '$ARG1$'`],
        argument: commandName,
      },
      variables: agent(5666),
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
          `-C '${PLUGINS}/$ARG1$ ${EXTRA_OPTS}'`,
        ],
        argument: executableOf,
      },
      variables: [...agent(22), [AGENT_USER, 'nagios', 'who runs them there']],
      given,
    },
    checks,
  );

export const allInOneText = (check: Check): string =>
  variantText(
    { suffix: 'all-in-one', title: 'one service each', about: ALL_IN_ONE, variables: [], given: ACCOUNT },
    [check],
  );
