import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { asked, until } from '../support/checks.ts';
import { DOCTOR, enrol, examine, tokenFile } from '../support/doctor.ts';
import { eavesdropOn } from '../support/eavesdropper.ts';
import { start } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';

let office: Office;
afterEach(() => office.close());

const LIST = 'SYNO.SynologyDrive.Connections.List';

describe('the doctor logs out', () => {
  it.each<[string, Scenario]>([
    ['when all is well', {}],
    ['when a question fails', { faults: { [LIST]: { cut: true } } }],
    ['when all is refused', { drive: { state: 'disabled' } }],
    ['when Drive is not there', { drive: { state: 'absent' } }],
  ])('%s', async (_, scenario) => {
    office = await openOffice({ scenario });
    await examine(office).ended;
    expect([asked(office, 'SYNO.API.Auth.logout'), office.nas.sessions()]).toEqual([1, 0]);
  });

  it('when the record cannot be written, which ends it with 2', async () => {
    office = await openOffice();
    const { code, stderr } = await examine(office, ['--record', '/no/such/folder/nas.json']).ended;
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^synology-drive-doctor: cannot write the record: .*\n$/),
    ]);
    expect(office.nas.sessions()).toBe(0);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('on %s, and says so in one line', async (signal) => {
    office = await openOffice({ scenario: { faults: { [LIST]: { hang: true } } } });
    const { child, ended } = examine(office);
    await until(() => asked(office, LIST) > 0);
    child.kill(signal);
    const { code, stdout, stderr, milliseconds } = await ended;
    expect([code, stderr]).toEqual([2, `synology-drive-doctor: ended by ${signal}\n`]);
    expect(stdout).toMatch(/connections .*\n.*\n$/);
    expect(office.nas.sessions()).toBe(0);
    expect(milliseconds).toBeLessThan(8000);
  });

  it('in vain where the NAS hangs, and ends all the same; at once at the second signal', async () => {
    office = await openOffice({
      scenario: { faults: { [LIST]: { hang: true }, 'SYNO.API.Auth.logout': { hang: true } } },
    });
    const { child, ended } = examine(office);
    await until(() => asked(office, LIST) > 0);
    child.kill('SIGTERM');
    await until(() => asked(office, 'SYNO.API.Auth.logout') > 0);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(2);
  });

  it('of an enrolment that was ended, which leaves no file', async () => {
    office = await openOffice({ scenario: { faults: { 'SYNO.API.Auth.login': { hang: true } } } });
    const args = ['login', ...office.connection, '--device-id-file', tokenFile(office), '--code', '1'];
    const { child, ended } = start(DOCTOR, args);
    await until(() => asked(office, 'SYNO.API.Auth.login') > 0);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 2, stderr: 'synology-drive-doctor: ended by SIGTERM\n' });
    expect(readdirSync(office.folder.path).filter((name) => name.startsWith('token'))).toEqual([]);
  });
});

describe('no secret is in any output', () => {
  const password = 'Ge=heim |;"7';
  const accounts = [{ name: 'monitor', password, otp: '918273' }];

  it.each(['documented', 'dsm'] as const)('of an enrolment and an examination (%s)', async (dialect) => {
    office = await openOffice({ scenario: { dialect, accounts, faults: { [LIST]: { code: 119 } } } });
    office.folder.file('password', `${password}\n`);
    const between = await eavesdropOn(office.nas);
    const there = ['-p', String(between.port)];
    const outputs = [await enrol(office, [...there, '--code', '918273'])];
    const device = ['--device-id-file', tokenFile(office)];
    const record = join(office.folder.path, 'record.json');
    outputs.push(await examine(office, [...there, ...device, '--record', record]).ended);
    outputs.push(await examine(office, [...there, ...device, '--json']).ended);
    outputs.push(await examine(office, there).ended);
    await between.close();
    const all = outputs.map(({ stdout, stderr }) => stdout + stderr).join('') + readFileSync(record, 'utf8');
    expect(outputs.map(({ code }) => code)).toEqual(dialect === 'dsm' ? [0, 0, 0, 2] : [0, 1, 1, 2]);
    expect(between.secrets.size).toBeGreaterThanOrEqual(5);
    for (const secret of [password, '918273', ...between.secrets]) expect(all).not.toContain(secret);
  });
});
