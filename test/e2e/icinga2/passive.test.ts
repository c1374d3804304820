import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../../support/checks.ts';
import { until } from '../peers/until.ts';
import { type Service, STATES } from './house/api.ts';
import { byHand, type Said, timeless, understood } from './house/by-hand.ts';
import { Fleet, type Member } from './house/fleet.ts';
import type { Icinga } from './house/icinga.ts';
import { asIcinga } from './house/icinga-user.ts';
import { startMonitoring } from './house/monitoring.ts';
import { PASSWORD, phase } from './house/phases.ts';
import { replaced, shipped } from './house/shipped.ts';
import { Site } from './house/site.ts';

const RULES = shipped('passive.conf');
const HOST = 'nas-01';

/** The lines of the example that somebody copies into a script. */
const [COMMENTED = ''] = / {3}output=[\s\S]*process-check-result$/m.exec(RULES) ?? [];
const PIPELINE = COMMENTED.replaceAll(/^ \* /gm, '');

/** May send results, and nothing else. */
const SENDER = `object ApiUser "drive" {
  password = "sent-by-drive"
  permissions = [ "actions/process-check-result" ]
}`;

describe('results that are sent to Icinga as the example sends them', () => {
  const site = new Site();
  const passwordFile = site.file('secrets/nas', `${PASSWORD}\n`);
  let fleet: Fleet;
  let icinga: Icinga;

  const member = (): Member => fleet.members[0] ?? expect.fail('no NAS');

  beforeAll(async () => {
    fleet = await Fleet.open(1, (dialect) => phase('OK', dialect));
    // Without an account on the host, nothing but the passive services is made of it.
    const vars = () => ({ synology_drive_passive: ['health', 'connections', 'last-sync'] });
    const files = { 'synology-drive/passive.conf': RULES };
    icinga = await startMonitoring({ site, fleet, vars, files, lines: [SENDER] });
    site.file('sender/.netrc', `machine ${icinga.name} login drive password sent-by-drive\n`);
    // What stands for the name server and the port of the example.
    site.file('sender/.curlrc', `connect-to = "${icinga.name}:5665:127.0.0.1:${icinga.port}"\n`);
    copyFileSync(join(icinga.folder('DataDir'), 'certs/ca.crt'), join(site.path, 'sender/ca.crt'));
  });

  afterAll(async () => {
    await icinga?.close();
    await fleet?.close();
    site.remove();
  });

  const connection = () => {
    const where = ['-H', '127.0.0.1', '-p', String(member().nas.port), '--plain-http'];
    return [...where, '-u', 'monitor', '--password-file', passwordFile, '--session-dir', site.sessions];
  };

  /** The example with what everybody edits of it edited. */
  function script(check: 'health' | 'connections' | 'last_sync', more = '', ttl = 900): string {
    const service = `synology-drive-${check.replace('_', '-')}`;
    const edits = [
      ['-H nas.example.com -u monitor --password-file /etc/nas.secret', `${connection().join(' ')} ${more}`],
      ['nas.example.com', HOST],
      ['synology-drive-health', service],
      ['check_synology_drive_health', `check_synology_drive_${check}`],
      ['ttl: 900', `ttl: ${ttl}`],
      ['/etc/icinga-api.netrc', join(site.path, 'sender/.netrc')],
      ['icinga.example.com', icinga.name],
    ] as const;
    return edits.reduce((text, [part, by]) => replaced(text, part, by), PIPELINE);
  }

  async function send(text: string): Promise<string> {
    const [file, ...args] = asIcinga('sh', '-c', `cd ${site.path}/sender; ${text}`);
    const path = `${site.plugins}:/usr/sbin:/usr/bin:/sbin:/bin`;
    const env = { PATH: path, HOME: join(site.path, 'sender') };
    const { stdout, stderr } = await launch(file, args, { env }).ended;
    return stdout + stderr;
  }

  const serviceOf = async (name: string): Promise<Service> => {
    const [service] = await icinga.api.services(`service.name == "synology-drive-${name}"`);
    return service ?? expect.fail(`no ${name}`);
  };

  /** Icinga keeps the state of what is sent to it, not the exit code. */
  const resultOf = async (name: string): Promise<Said> => {
    const { last_check_result: result } = await serviceOf(name);
    if (!result) throw new Error(`nothing was sent of ${name}`);
    return { ...understood(result), state: result.state };
  };

  it('have the state, the words and the performance data of the check', async () => {
    for (const check of ['health', 'connections', 'last_sync'] as const) {
      expect(await send(script(check, '-v'))).toContain('"code":200');
      const said = await resultOf(check.replace('_', '-'));
      expect(timeless(said)).toEqual(timeless(await byHand(site, check, [...connection(), '-v'])));
      expect(said.perfdata.length).toBeGreaterThan(0);
    }
  });

  it('are sent of a NAS that is down as well, which has no performance data', async () => {
    await fleet.switchOff(HOST);
    expect(await send(script('health'))).toContain('"code":200');
    const said = await resultOf('health');
    expect(said).toEqual(await byHand(site, 'health', connection()));
    expect(said).toMatchObject({ state: STATES.indexOf('CRITICAL'), perfdata: [] });
    await fleet.switchOn(HOST, (dialect) => phase('OK', dialect));
  });

  it('are missed when none comes any more', async () => {
    expect(await send(script('health', '', 2))).toContain('"code":200');
    expect((await resultOf('health')).state).toBe(STATES.indexOf('OK'));
    const missed = await until('the missing result to be noticed', async () => {
      const { state, words } = await resultOf('health');
      return state === STATES.indexOf('UNKNOWN') ? words : undefined;
    });
    expect(missed).toContain('No result has come for too long: does the sender still run?');
  });
});
