import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import { until } from '../support/checks.ts';
import { DOCTOR, doctorCommand, tokenFile } from '../support/doctor.ts';
import { run, start } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';
import { hasScript, openTerminal } from '../support/terminal.ts';

const PASSWORD = 'pass wörd';
const PASSWORD_PROMPT = 'Password of monitor: ';
const CODE_PROMPT = 'Verification code: ';

let office: Office;
afterEach(() => office.close());

/** The doctor's command line without a password file. */
async function words(otp: string | undefined = undefined): Promise<string[]> {
  const account = { name: 'monitor', password: PASSWORD, ...(otp !== undefined && { otp }) };
  office = await openOffice({ scenario: { ...defaultScenario, accounts: [account] } });
  const state = ['--session-dir', `${office.folder.path}/state`];
  return ['-H', '127.0.0.1', '-p', String(office.nas.port), '--plain-http', '-u', 'monitor', ...state];
}

const onTerminal = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  openTerminal([...doctorCommand, ...args], { HOME: office.folder.path, ...env });

describe.runIf(hasScript)('on a terminal', () => {
  it('the password is asked for, and not shown', async () => {
    const terminal = onTerminal(await words(), { NO_COLOR: '1' });
    await terminal.typeAfter(PASSWORD_PROMPT, `${PASSWORD}\r`);
    expect([await terminal.ended, terminal.screen()]).toEqual([
      0,
      expect.stringContaining('accepted as monitor'),
    ]);
    expect(terminal.screen().startsWith(`${PASSWORD_PROMPT}\nsynology-drive-doctor `)).toBe(true);
    expect(terminal.screen()).not.toContain('wörd');
  });

  it('a step is seen under way, and states are coloured', async () => {
    const terminal = onTerminal(await words(), { SYNOLOGY_PASSWORD: PASSWORD });
    await terminal.ended;
    expect(terminal.screen()).toContain('…       log-in\r\u001b[K\u001b[32mok      \u001b[0mlog-in ');
  });

  it('an enrolment asks for the password, then for the code, which is shown', async () => {
    const args = await words('918273');
    const terminal = onTerminal(['login', ...args, '--device-id-file', tokenFile(office)]);
    await terminal.typeAfter(PASSWORD_PROMPT, `${PASSWORD}\r`);
    await terminal.typeAfter(CODE_PROMPT, '918 273\r');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).not.toContain('wörd');
    expect(terminal.screen()).toContain('918 273');
    expect(readFileSync(tokenFile(office), 'utf8')).toMatch(/^[\w-]{43}\n$/);
    expect([office.nas.logIns(), office.nas.sessions()]).toEqual([2, 0]);
  });

  it.each([
    ['Ctrl-C', '\u0003', 'ended by Ctrl-C'],
    ['Ctrl-D', '\u0004', 'ended: nothing was typed'],
    ['an empty line', '\r', 'no password was typed'],
  ])('%s at the prompt ends it with 2, and the NAS is not asked', async (_, key, said) => {
    const terminal = onTerminal(await words());
    await terminal.typeAfter(PASSWORD_PROMPT, key);
    expect(await terminal.ended).toBe(2);
    expect(terminal.screen()).toContain(`\nsynology-drive-doctor: ${said}`);
    expect(office.nas.requests).toEqual([]);
  });

  it('a wrong command line is refused before anybody has typed a password', async () => {
    await words();
    const terminal = onTerminal(['-H', 'http://nas', '-u', 'monitor']);
    expect(await terminal.ended).toBe(2);
    expect(terminal.screen()).not.toContain('Password');
  });

  it('Ctrl-C during the examination logs out', async () => {
    const args = await words();
    office.nas.setFault('SYNO.SynologyDrive.Connections.List', { hang: true });
    const terminal = onTerminal(args, { SYNOLOGY_PASSWORD: PASSWORD });
    await terminal.typeAfter('…       clients', '');
    await until(() => office.nas.requests.some(({ method }) => method === 'List'));
    await terminal.typeAfter('…       clients', '\u0003');
    expect(await terminal.ended).toBe(2);
    expect(terminal.screen()).toMatch(/\r\u001b\[Ksynology-drive-doctor: ended by SIGINT\n$/);
    expect(office.nas.sessions()).toBe(0);
  });
});

describe('without a terminal', () => {
  it.each([[[]], [['login', '--device-id-file', '/tmp/never-written']]])(
    'and without a password %j says what to give',
    async (verb) => {
      const [first = [], rest] = [verb.slice(0, 1), verb.slice(1)];
      const { code, stdout, stderr } = await run(DOCTOR, [...first, ...(await words()), ...rest]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toBe(
        'synology-drive-doctor: Password of monitor cannot be asked without a terminal. ' +
          'Give --password-file or SYNOLOGY_PASSWORD\n',
      );
      expect(office.nas.requests).toEqual([]);
    },
  );

  it('an enrolment without --code says where to give it, and leaves no file', async () => {
    const args = ['login', ...(await words('918273')), '--device-id-file', tokenFile(office)];
    const { child, ended } = start(DOCTOR, args, { SYNOLOGY_PASSWORD: PASSWORD });
    child.stdin?.end('918273\n');
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([
      2,
      'synology-drive-doctor: Verification code cannot be asked without a terminal. Give it by --code\n',
    ]);
    expect(() => readFileSync(tokenFile(office))).toThrow('ENOENT');
  });
});
