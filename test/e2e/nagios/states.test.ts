import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executableOf } from '../../../src/nagios/check.ts';
import { singleChecks } from '../../../src/nagios/checks/all.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { makeFolder } from '../../support/executable.ts';
import { Onlooker } from './onlooker.ts';
import { NAS_IN, THRESHOLDS } from './scenarios.ts';
import { settle } from './settle.ts';
import { ACCOUNTS, PASSWORD, Site } from './site.ts';
import type { State } from './status.ts';

let site: Site;
let nas: Simulator;
let onlooker: Onlooker;

beforeAll(async () => {
  site = new Site();
  nas = await site.startNas(NAS_IN.OK);
  site.addHost('nas', nas, THRESHOLDS);
  onlooker = new Onlooker();
  await site.nagios.start();
});
afterAll(async () => {
  onlooker.close();
  await site.close();
});

/** Plays a scenario, and has every service checked again and again until all are certain of its state. */
async function play(state: State): Promise<void> {
  nas.setScenario({ ...NAS_IN[state], accounts: ACCOUNTS });
  await settle(site.nagios, state);
}

const outputs = () => site.nagios.services().map(({ service, output }) => `${service}: ${output}`);

describe('the services of the example host', () => {
  it('are the six checks', async () => {
    await play('OK');
    expect(
      site.nagios
        .services()
        .map(({ host, service }) => `${host}: ${service}`)
        .sort(),
    ).toEqual(
      ['clients', 'connections', 'health', 'last sync', 'quota', 'sync'].map(
        (name) => `nas: Synology Drive ${name}`,
      ),
    );
  });

  it.each(['WARNING', 'CRITICAL', 'UNKNOWN', 'OK'] as const)(
    'turn %s for certain when the NAS says so',
    async (state) => {
      await play(state);
      expect(
        outputs().filter((output) => !/: DRIVE [A-Z ]+ ([A-Z]+) - /.exec(output)?.includes(state)),
      ).toEqual([]);
    },
  );

  it('kept to one session all along', () => expect(nas.logIns()).toBe(1));
});

describe('performance data', () => {
  const byHand = makeFolder();
  afterAll(() => byHand.remove());

  const OPTIONS: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(THRESHOLDS).map(([name, value]) => [name, String(value)]),
  );
  const measured = (perfdata: string) => perfdata.replaceAll(/\b(response_time|oldest)=[\d.]+/g, '$1=…');

  it.each(singleChecks().map((check) => [check.name.toLowerCase(), check] as const))(
    'of %s stands in the file and in the status as the check prints it',
    async (name, check) => {
      const own =
        OPTIONS[
          `_${executableOf(check)
            .replace(/^check_/, '')
            .toUpperCase()}_OPTIONS`
        ] ?? '';
      const connection = `-H 127.0.0.1 -p ${nas.port} --plain-http -u monitor --password-file`;
      const args = [...connection.split(' '), site.passwordFile, ...own.split(' ').filter(Boolean)];
      const { stdout } = await promisify(execFile)(`${site.plugins}/${executableOf(check)}`, args, {
        env: { PATH: process.env.PATH ?? '', HOME: byHand.path },
      });
      const [words = '', printed = ''] = stdout.trimEnd().split(' | ');
      const [, , output = '', inFile = ''] =
        site.nagios.perfdata.findLast(([, service]) => service === `Synology Drive ${name}`) ?? [];
      const status = site.nagios.services().find(({ service }) => service === `Synology Drive ${name}`);
      expect(printed).toMatch(/^\w+=/);
      expect(measured(inFile)).toBe(measured(printed));
      expect(measured(status?.perfdata ?? '')).toBe(measured(printed));
      expect(output.split(' - ')[0]).toBe(words.split(' - ')[0]);
    },
  );
});

describe('the password', () => {
  it('stood in no command line while checks ran, and stands in nothing that Nagios wrote', () => {
    expect(onlooker.seen('check_synology_drive_quota')).toBeGreaterThan(0);
    expect(onlooker.seen(PASSWORD)).toBe(0);
    expect(site.nagios.said).toContain('Synology Drive quota');
    expect(site.nagios.said).not.toContain(PASSWORD);
  });
});
