import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { CONNECTIONS_OK } from '../support/checks.ts';
import { DOCTOR, enrol, tokenFile } from '../support/doctor.ts';
import { type Ended, run } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';

const offices: Office[] = [];
afterAll(async () => {
  for (const office of offices) await office.close();
});

type Account = NonNullable<Scenario['accounts']>[number];
const guarded: Account = { name: 'monitor', password: 'monitor', otp: '918273' };

async function open(account: Account, more: Scenario = {}): Promise<Office> {
  const office = await openOffice({ scenario: { ...defaultScenario, accounts: [account], ...more } });
  offices.push(office);
  return office;
}

const filesLeft = (office: Office) =>
  readdirSync(office.folder.path).filter((name) => name.startsWith('token'));

const tokenWritten = (office: Office) => ({
  code: 0,
  stderr: '',
  stdout: `The device token is in ${tokenFile(office)}: give it to the checks by --device-id-file.\n`,
});

describe.concurrent('an enrolment', () => {
  it.each([[7], [6]] as const)(
    'at a DSM %i gives a token with which the checks need no code',
    async (dsmVersion) => {
      const office = await open(guarded, { dsmVersion });
      expect(await enrol(office, ['--code', '918 273'])).toMatchObject(tokenWritten(office));
      expect(readFileSync(tokenFile(office), 'utf8')).toMatch(/^[\w-]{43}\n$/);
      expect(statSync(tokenFile(office)).mode & 0o777).toBe(0o600);
      expect(office.nas.sessions()).toBe(0);
      const { code, stdout } = await office.run('connections', ['--device-id-file', tokenFile(office)]);
      expect([code, stdout]).toEqual([0, CONNECTIONS_OK]);
    },
  );

  it('replaces a token that there was, whatever its mode', async () => {
    const office = await open(guarded);
    chmodSync(office.folder.file('token', 'an old one\n'), 0o644);
    expect(await enrol(office, ['--code', '918273'])).toMatchObject(tokenWritten(office));
    expect(readFileSync(tokenFile(office), 'utf8')).not.toContain('an old one');
    expect([statSync(tokenFile(office)).mode & 0o777, filesLeft(office)]).toEqual([0o600, ['token']]);
  });

  it('is not needed where the log-in works without a code', async () => {
    const office = await open({ name: 'monitor', password: 'monitor' });
    expect(await enrol(office)).toMatchObject({
      code: 0,
      stdout: 'The log-in works without a code: no device token is needed.\n',
    });
    expect(filesLeft(office)).toEqual([]);
  });
});

describe.concurrent('an enrolment that is refused says why, and leaves what there was', () => {
  it.each<[number, string, Partial<Account>, string]>([
    [400, 'no such account, or wrong password', { password: 'another' }, '918273'],
    [401, 'the account is disabled', { state: 'disabled' }, '918273'],
    [402, 'the account may not log in', { state: 'denied' }, '918273'],
    [404, 'the verification code is wrong', {}, '000000'],
    [406, 'the account must set up 2-factor authentication first', { state: 'code-enforced' }, '918273'],
    [407, 'the NAS has blocked this address', { state: 'blocked' }, '918273'],
    [408, 'the password has expired and cannot be changed', { state: 'password-expired-final' }, '918273'],
    [409, 'the password has expired', { state: 'password-expired' }, '918273'],
    [410, 'the password must be changed first', { state: 'must-change' }, '918273'],
    [411, 'the account is locked', { state: 'locked' }, '918273'],
  ])('%i: %s', async (code, words, account, typed) => {
    const office = await open({ ...guarded, ...account });
    office.folder.file('token', 'as before\n');
    const ended = await enrol(office, ['--code', typed]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(/^synology-drive-doctor: [^\n]+\. [A-Z][^\n]+\n$/);
    expect(ended.stderr).toContain(`SYNO.API.Auth login answered ${code}: ${words}. `);
    expect([filesLeft(office), readFileSync(tokenFile(office), 'utf8')]).toEqual([['token'], 'as before\n']);
    expect(office.nas.logIns()).toBe(1);
  });

  it('when there is no token to be had', async () => {
    const office = await open({ name: 'monitor', password: 'monitor' });
    const { code, stderr } = await enrol(office, ['--code', '1']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('the NAS gave no device token (did or device_id)'),
    ]);
    expect(filesLeft(office)).toEqual([]);
  });

  it.each([['/proc/token'], ['/dev/null/token'], ['/']])(
    'when nothing can be written to %s, before it asks',
    async (file) => {
      const office = await open(guarded);
      const args = [...office.connection, '--device-id-file', file, '--code', '918273'];
      const { code, stderr } = await run(DOCTOR, ['login', ...args]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(`synology-drive-doctor: cannot write ${file}: `),
      ]);
      expect(office.nas.requests).toEqual([]);
    },
  );
});

describe.concurrent('a refusal that the checks remember', () => {
  const refused = (code: number): Partial<Ended> => ({
    code: 3,
    stdout: expect.stringMatching(new RegExp(`answered ${code}: .* and not asked again`)) as string,
  });

  it('keeps no person from asking, and is forgotten when that works', async () => {
    const office = await open({ name: 'monitor', password: 'monitor', state: 'locked' });
    await office.run('connections');
    office.nas.update((scenario) => ({ ...scenario, accounts: [{ name: 'monitor', password: 'monitor' }] }));
    expect(await office.run('connections')).toMatchObject(refused(411));
    expect(office.nas.logIns()).toBe(1);
    expect((await enrol(office)).code).toBe(0);
    expect((await office.run('connections')).stdout).toBe(CONNECTIONS_OK);
  });

  it('of an old token does not hold for the new one', async () => {
    const office = await open(guarded);
    office.folder.file('token', 'an old one\n');
    const device = ['--device-id-file', tokenFile(office)];
    await office.run('connections', device);
    expect(await office.run('connections', device)).toMatchObject(refused(403));
    expect((await enrol(office, ['--code', '918273'])).code).toBe(0);
    expect((await office.run('connections', device)).stdout).toBe(CONNECTIONS_OK);
  });

  it('stays when the person is refused, too', async () => {
    const office = await open({ ...guarded, state: 'locked' });
    expect((await enrol(office, ['--code', '918273'])).code).toBe(2);
    expect((await enrol(office, ['--code', '918273'])).code).toBe(2);
    expect(office.nas.logIns()).toBe(2);
    expect(await office.run('connections')).toMatchObject(refused(411));
  });
});
