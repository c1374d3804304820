import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executableOf } from '../../../src/nagios/check.ts';
import { singleChecks } from '../../../src/nagios/checks/all.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { commandsOf, README } from '../../support/readme.ts';
import { freePort } from '../peers/free-port.ts';
import { Agent, editedIni } from './agent.ts';
import { asNagios } from './nagios.ts';
import { edited, shipped, takenOut } from './objects.ts';
import { Onlooker } from './onlooker.ts';
import { NAS_IN } from './scenarios.ts';
import { settle } from './settle.ts';
import { DEBIAN_PLUGINS, PASSWORD, Site } from './site.ts';
import type { ServiceStatus, State } from './status.ts';

let site: Site;
let nas: Simulator;
let branch: Simulator;
let agent: Agent;
let onlooker: Onlooker;
let iniFile: string;

beforeAll(async () => {
  site = new Site();
  nas = await site.startNas(NAS_IN.OK);
  const ini = editedIni({ hostname: '127.0.0.1', port: nas.port, password: PASSWORD, warning: 3 }, [
    'plain-http',
  ]);
  branch = await site.startNas(NAS_IN.CRITICAL);
  const branchIni = `[branch]\nhostname = 127.0.0.1\nport = ${branch.port}\nusername = monitor\npassword = ${PASSWORD}\nplain-http\n`;
  agent = await Agent.start(site.plugins, `${ini}\n${branchIni}`, FOR_BRANCH);
  site.link('check_nrpe');
  const where = { _SYNOLOGY_DRIVE_AGENT: '127.0.0.1', _SYNOLOGY_DRIVE_AGENT_PORT: agent.port };
  site.nagios.object('by_nrpe.cfg', edited(shipped('by_nrpe.cfg'), where));
  site.nagios.object('branch.cfg', branchHost(agent.port));
  site.link('check_by_ssh');
  const nobody = { _SYNOLOGY_DRIVE_AGENT: '127.0.0.1', _SYNOLOGY_DRIVE_AGENT_PORT: await freePort() };
  site.nagios.object('by_ssh.cfg', edited(shipped('by_ssh.cfg'), nobody));
  // Account, password and port stand in the ini file alone.
  site.nagios.object(
    'by-ini.cfg',
    edited(shipped('host.cfg'), {
      host_name: 'by-ini',
      address: '127.0.0.1',
      _SYNOLOGY_DRIVE_USERNAME: '',
      _SYNOLOGY_DRIVE_PASSWORD_FILE: '',
      _SYNOLOGY_DRIVE_EXTRA_OPTS: 'synology-drive',
    }),
  );
  site.addHost('own', nas);
  site.addHost('all-in-one', nas, {}, 'all_in_one.cfg');
  site.nagios.object('services.cfg', takenOut(shipped('services.cfg'), 'synology-drive-sync', 'own'));
  site.nagios.object('own-service.cfg', OWN_SERVICE);
  onlooker = new Onlooker();
  iniFile = site.nagios.folder.file('monitoring-plugins.ini', ini, 0o640);
  await site.nagios.start({ MP_CONFIG_FILE: iniFile });
});
afterAll(async () => {
  onlooker.close();
  await site.close();
  await agent.close();
});

/** The example of host.cfg, with characters that only a service can say. */
const OWN_SERVICE = `
define service {
    use            synology-drive-sync
    host_name      own
    check_command  synology_drive_sync!--require 'Team Projects' --exclude-user '/^(a|b&c).*$$/' -v
}
`;

/** Commands of the agent for another NAS, as the header of nrpe_synology_drive.conf says they are made. */
const FOR_BRANCH = (commands: string) =>
  commands
    .split('\n')
    .filter((line) => line.startsWith('command['))
    .map((line) =>
      line.replace('[synology_drive', '[synology_drive_branch').replace('=synology-drive ', '=branch '),
    )
    .join('\n');

const branchHost = (port: number) => `
define host {
    use                             synology-drive-nas-by-nrpe
    host_name                       nas-branch
    address                         127.0.0.1
    _SYNOLOGY_DRIVE_AGENT           127.0.0.1
    _SYNOLOGY_DRIVE_AGENT_PORT      ${port}
    _SYNOLOGY_DRIVE_AGENT_COMMANDS  synology_drive_branch
}
`;

const of = (host: string) => site.nagios.services().filter((service) => service.host === host);

const checked = (host: string, state: State) =>
  site.nagios.until(
    `${host} to be ${state}`,
    (service) => service.host !== host || (service.checked && service.state === state),
  );

describe('a NAS that is asked by NRPE', () => {
  it('has all services, which say what the checks say', async () => {
    await checked('nas-by-nrpe', 'OK');
    expect(of('nas-by-nrpe').map(({ service }) => service.replace('Synology Drive ', ''))).toHaveLength(6);
    for (const { output, perfdata } of of('nas-by-nrpe')) {
      expect(output).toMatch(/^DRIVE [A-Z ]+ OK - /);
      expect(perfdata).toMatch(/^\w+=/);
    }
  });

  it('is judged by what the ini file of the agent says', () => {
    const health = of('nas-by-nrpe').find(({ service }) => service === 'Synology Drive health');
    expect(health?.perfdata).toMatch(/^response_time=[\d.]+s;3;;0$/);
  });
});

describe('a second NAS that the same machine asks', () => {
  it('is shown by its own commands there, beside the first', async () => {
    const isSync = ({ host, service }: ServiceStatus) =>
      host === 'nas-branch' && service === 'Synology Drive sync';
    await site.nagios.until('its sync service', (service) => !isSync(service) || service.checked);
    const [found] = of('nas-branch').filter(isSync);
    expect(`${found?.state}: ${found?.output}`).toMatch(/^CRITICAL: DRIVE SYNC CRITICAL - /);
    await checked('nas-by-nrpe', 'OK');
  });
});

describe("the README's check_nrpe", () => {
  it.each(commandsOf(README).filter(({ command }) => command.includes('/check_nrpe ')))(
    '$command',
    async ({ command }) => {
      const typed = command.replace('-H agent.example.com', `-H 127.0.0.1 -p ${agent.port}`);
      const { stdout } = await promisify(execFile)('bash', ['-c', typed]);
      expect(stdout).toMatch(/^DRIVE HEALTH OK - /);
    },
  );
});

describe('a NAS that is asked by SSH', () => {
  const [, remote = ''] = /-C '([^']+)'/.exec(shipped('by_ssh.cfg')) ?? [];

  it.each(singleChecks().map(executableOf))(
    'has a command that runs %s on the other machine',
    async (name) => {
      const [, section = ''] = /_AGENT_SECTION +(\S+)/.exec(shipped('by_ssh.cfg')) ?? [];
      const typed = remote
        .replace('$ARG1$', name)
        .replace('$_HOSTSYNOLOGY_DRIVE_AGENT_SECTION$', section)
        .replace(DEBIAN_PLUGINS, site.plugins);
      const env = { PATH: process.env.PATH ?? '', HOME: site.nagios.folder.path, MP_CONFIG_FILE: iniFile };
      const [setpriv = '', ...args] = asNagios('sh', '-c', typed);
      const { stdout } = await promisify(execFile)(setpriv, args, { env });
      expect(stdout).toMatch(/^DRIVE [A-Z ]+ OK - /);
    },
  );

  it('is UNKNOWN, in the words of ssh, while that machine does not answer', async () => {
    await checked('nas-by-ssh', 'UNKNOWN');
    expect(of('nas-by-ssh')).toHaveLength(6);
    for (const { output } of of('nas-by-ssh'))
      expect(output).toMatch(/Remote command execution failed: .*refused/);
  });
});

describe('a host of all_in_one.cfg', () => {
  it('has one service, which says all that the others would', async () => {
    await checked('all-in-one', 'OK');
    const [service, ...others] = of('all-in-one');
    expect(others).toEqual([]);
    expect(service).toMatchObject({
      service: 'Synology Drive',
      output: expect.stringMatching(/^DRIVE ALL OK - /),
    });
    for (const { id } of singleChecks()) expect(service?.perfdata).toMatch(new RegExp(`\\b${id}_\\w+=`));
  });
});

describe('a host that names a section of monitoring-plugins.ini', () => {
  it('is asked with the account and password from there', async () => {
    await checked('by-ini', 'OK');
    expect(of('by-ini')).toHaveLength(6);
  });
});

describe("a service of a host's own", () => {
  it('takes the place of the one of the host group, with every character as it was typed', async () => {
    const isSync = ({ host, service }: ServiceStatus) => host === 'own' && service === 'Synology Drive sync';
    await site.nagios.until('the sync service', (service) => !isSync(service) || service.checked);
    const found = site.nagios.services().filter(isSync);
    expect(found.map(({ state, output }) => `${state}: ${output}`)).toEqual([
      'CRITICAL: DRIVE SYNC CRITICAL - Team Projects: has no task. 0 tasks',
    ]);
  });
});

describe('the password', () => {
  it('stood in no command line or environment, and stands in nothing that Nagios or NRPE wrote', () => {
    expect(onlooker.seen('check_nrpe')).toBeGreaterThan(0);
    expect(onlooker.seen('--extra-opts=synology-drive')).toBeGreaterThan(0);
    expect(onlooker.seen(PASSWORD)).toBe(0);
    expect(`${site.nagios.said}${agent.output}`).not.toContain(PASSWORD);
  });
});

describe('an agent that does not answer', () => {
  it('leaves the health of its NAS UNKNOWN', async () => {
    await agent.close();
    await settle(
      site.nagios,
      'UNKNOWN',
      ({ host, service }) => host === 'nas-by-nrpe' && service === 'Synology Drive health',
    );
  });
});
