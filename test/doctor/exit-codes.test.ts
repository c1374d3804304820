import { afterAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../src/simulator/certificate.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import { DOCTOR, examine, stepsOf } from '../support/doctor.ts';
import { run } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';
import { closedPort, listenOddly } from '../support/servers.ts';

const offices: Office[] = [];
afterAll(async () => {
  for (const office of offices) await office.close();
});

/** What the doctor says of a NAS, and the NAS itself. */
async function examined(options: SimulatorOptions, args: readonly string[] = []) {
  const office = await openOffice(options);
  offices.push(office);
  return { ...(await examine(office, args).ended), office };
}

const refusing = (codes: Record<string, number>): Scenario => ({
  permissions: { monitor: codes },
  connections: [{ user: 'anna', client_type: 'desktop' }],
  users: [{ user: 'anna' }],
});

describe.concurrent('it ends with 1 when a question is refused or absent', () => {
  it.each<[string, Scenario, string, string]>([
    ['105', refusing({ 'SYNO.SynologyDrive.ShareSync': 105 }), 'sync', 'refused'],
    ['402', { ...refusing({ 'SYNO.SynologyDrive.Connection': 402 }), dialect: 'dsm' }, 'clients', 'refused'],
    [
      '403',
      { ...refusing({ 'SYNO.SynologyDriveShareSync.Connection': 403 }), dialect: 'dsm' },
      'sync',
      'refused',
    ],
    ['an API that is not there', { apis: { 'SYNO.SynologyDrive.ShareSync': null } }, 'sync', 'absent'],
    [
      'an API of another version',
      { apis: { 'SYNO.SynologyDrive.ShareSync': { minVersion: 2, maxVersion: 3 } } },
      'sync',
      'absent',
    ],
    ['HTML', { faults: { 'SYNO.SynologyDrive.ShareSync.*': { raw: '<html>' } } }, 'sync', 'FAILED'],
    [
      'a list in which rows are missing',
      { faults: { 'SYNO.SynologyDrive.ShareSync.*': { data: { connections: [], total: 3 } } } },
      'sync',
      'FAILED',
    ],
  ])('with %s', async (_, scenario, step, state) => {
    const ended = await examined({ scenario });
    expect([ended.code, stepsOf(ended)[step]]).toEqual([1, state]);
    expect(ended.stdout).not.toContain(`check_synology_drive_${step}`);
  });

  it('says which list of users was refused where another one did', async () => {
    const scenario = { ...refusing({ 'SYNO.SynologyDrive.Privilege': 402 }), dialect: 'dsm' as const };
    const ended = await examined({ scenario });
    expect([ended.code, stepsOf(ended).users]).toEqual([0, 'ok']);
    expect(ended.stdout).toContain('1 user of Drive (refused: SYNO.SynologyDrive.Privilege list 402)');
  });
});

describe.concurrent('it ends with 0', () => {
  it('when somebody in a list is unknown to the NAS, and says so', async () => {
    const connections = [{ user: 'gone' }, { user: 'anna' }];
    const ended = await examined({ scenario: { connections, users: [{ user: 'anna' }] } });
    expect(ended.stdout).toContain('asked for 2 users, 1 unknown to the NAS [1 row]');
    expect(ended.code).toBe(0);
  });
});

describe.concurrent('it ends with 2 when no question about Drive was answered', () => {
  it.each<[string, Scenario, string, string]>([
    [
      'the log-in is refused',
      { accounts: [{ name: 'monitor', password: 'another' }] },
      'log-in',
      'SYNO.API.Auth login answered 400: no such account, or wrong password',
    ],
    [
      'Drive is not installed',
      { drive: { state: 'absent' } },
      'dialect',
      'announces no API of Synology Drive Server',
    ],
    [
      'Drive is not installed on a real DSM',
      { dialect: 'dsm', drive: { state: 'absent' } },
      'dialect',
      'announces no API of Synology Drive Server',
    ],
    [
      'the account may not ask any',
      { accounts: [{ name: 'monitor', password: 'monitor', admin: false }], users: [{ user: 'anna' }] },
      'clients',
      'the account may not do this',
    ],
  ])('because %s', async (_, scenario, step, words) => {
    const ended = await examined({ scenario });
    expect([ended.code, stepsOf(ended)[step]]).toEqual([2, step === 'dialect' ? 'absent' : 'refused']);
    expect(ended.stdout).toContain(words);
    expect(ended.stdout).not.toContain('check_synology_drive_');
    expect(ended.office.nas.sessions()).toBe(0);
  });

  it('because nobody listens', async () => {
    const port = await closedPort();
    const ended = await examined({}, ['-p', String(port)]);
    expect([ended.code, stepsOf(ended)]).toEqual([2, { name: 'ok', certificate: 'ok', APIs: 'FAILED' }]);
    expect(ended.stdout).toContain(`127.0.0.1:${port} refuses connections. Is the NAS up`);
  });

  it('because nobody listens where a certificate is looked for', async () => {
    const port = await closedPort();
    const ended = await run(DOCTOR, ['-H', '127.0.0.1', '-p', String(port), '-u', 'x'], {
      SYNOLOGY_PASSWORD: 'x',
    });
    expect([ended.code, stepsOf(ended)]).toEqual([2, { name: 'ok', certificate: 'FAILED' }]);
    expect(ended.stdout).toContain(`127.0.0.1:${port} refuses connections. Is the NAS up`);
  });

  it('because the name is not known', async () => {
    const ended = await run(DOCTOR, ['-H', 'nas.invalid', '-u', 'x'], { SYNOLOGY_PASSWORD: 'x' });
    expect([ended.code, stepsOf(ended)]).toEqual([2, { name: 'FAILED' }]);
    expect(ended.stdout).toMatch(
      /the name nas\.invalid is not known|no name server answers for nas\.invalid/,
    );
  });

  it('because the certificate is not accepted, which is shown', async () => {
    const tls = await selfSigned();
    const ended = await examined({ tls });
    expect([ended.code, stepsOf(ended)]).toEqual([2, { name: 'ok', certificate: 'ok', APIs: 'FAILED' }]);
    expect(ended.stdout).toContain(`--fingerprint ${tls.fingerprint}`);
    expect(ended.office.nas.requests).toEqual([]);
  });

  it('because the time is over', async () => {
    const ended = await examined({ scenario: { faults: { '*': { hang: true } } } }, ['-t', '0.3']);
    expect([ended.code, stepsOf(ended).APIs]).toEqual([2, 'FAILED']);
    expect(ended.stdout).toContain('no answer within 0.3 s');
    expect(ended.milliseconds).toBeLessThan(5000);
  });

  it('because nobody answers a handshake in time', async () => {
    const silent = await listenOddly(() => undefined);
    const where = ['-H', '127.0.0.1', '-p', String(silent.port), '-u', 'x', '-t', '0.3'];
    const ended = await run(DOCTOR, where, { SYNOLOGY_PASSWORD: 'x' });
    await silent.close();
    expect([ended.code, stepsOf(ended)]).toEqual([2, { name: 'ok', certificate: 'FAILED' }]);
    expect(ended.milliseconds).toBeLessThan(5000);
  });
});
