import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { selfSigned } from '../../src/simulator/certificate.ts';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import { dsmScenario } from '../../src/simulator/dsm-scenario.ts';
import { eachAtATime } from '../support/checks.ts';
import { below, DOCTOR } from '../support/doctor.ts';
import { DIST, run } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';

let office: Office;
afterEach(() => office.close());

/** Types a line into a shell, as somebody who has read it in the output. */
async function typed(line: string): Promise<{ code: number; stdout: string }> {
  const env = { PATH: `${DIST}:${process.env.PATH ?? ''}`, HOME: office.folder.path };
  try {
    return { code: 0, stdout: (await promisify(execFile)('bash', ['-c', line], { env })).stdout };
  } catch (error) {
    return error as { code: number; stdout: string };
  }
}

describe('the command lines that the output ends with', () => {
  it.each([
    ['documented', defaultScenario],
    ['dsm', dsmScenario],
  ])('work at a NAS of the dialect %s', async (_, scenario) => {
    office = await openOffice({ scenario });
    const where = ['-H', '127.0.0.1', '-p', String(office.nas.port), '--plain-http', '-u', 'monitor'];
    const env = { SYNOLOGY_PASSWORD: 'monitor', HOME: office.folder.path };
    const lines = below(await run(DOCTOR, where, env), 'Checks for this NAS:');
    expect(lines).toHaveLength(6);
    await eachAtATime(lines, async (line) => {
      const { code, stdout } = await typed(line.replace('/etc/nas.secret', `${office.folder.path}/password`));
      expect(stdout).toMatch(/^DRIVE [A-Z ]+ (OK|WARNING|CRITICAL) - /);
      expect(code).toBeLessThan(3);
    });
  });

  it('repeat what it took to reach the NAS, and what belongs into quotes', async () => {
    const tls = await selfSigned({ names: ['nas.example.com'] });
    const account = { name: "OFFICE\\anna's", password: 'monitor' };
    office = await openOffice({ scenario: { ...dsmScenario, accounts: [account] }, tls });
    const ca = office.folder.file('the ca.pem', tls.certificate);
    const secret = join(office.folder.path, 'its "password"');
    copyFileSync(join(office.folder.path, 'password'), secret);
    const trust = ['--ca-file', ca, '--tls-name', 'nas.example.com', '--volume', '/volume1', '--api', 'dsm'];
    const args = ['-H', '127.0.0.1', '-p', String(office.nas.port), ...trust, '-u', account.name];
    const ended = await run(DOCTOR, [...args, '--password-file', secret], { HOME: office.folder.path });
    await eachAtATime(below(ended, 'Checks for this NAS:'), async (line) => {
      expect(line.includes('--volume /volume1')).toBe(line.startsWith('check_synology_drive_quota'));
      expect((await typed(line)).stdout).toMatch(/^DRIVE [A-Z ]+ (OK|WARNING|CRITICAL) - /);
    });
    const { nas } = parse(below(ended, 'In bridge.yaml:').join('\n')) as { nas: unknown };
    expect(nas).toEqual([
      {
        id: '127_0_0_1',
        host: '127.0.0.1',
        port: office.nas.port,
        ca_file: ca,
        username: account.name,
        password_file: secret,
      },
    ]);
  });
});
