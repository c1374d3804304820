import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, run, start } from '../support/executable.ts';

const NAME = 'synology-drive-simulator';
const folder = makeFolder();
afterAll(() => folder.remove());

const record = {
  format: 'synology-drive-record',
  version: 1,
  recorded: 1_700_000_000,
  apis: {},
  answers: [],
};

const file = (content: unknown) =>
  folder.file('record.json', typeof content === 'string' ? content : JSON.stringify(content));

describe('--replay', () => {
  test('plays a record, and says from when it is', async () => {
    const { child, ended } = start(NAME, ['--port', '0', '--replay', file(record)]);
    child.stdout?.on('data', (text: string) => text.includes('try: ') && child.kill('SIGTERM'));
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^simulated NAS at http:\/\/127\.0\.0\.1:\d+, as recorded on 2023-11-14\nany account, any password\ntry: [^\n]+\n$/,
    );
  });

  test.each([
    ['--scenario', 'x.yaml'],
    ['--dialect', 'dsm'],
  ])('is refused beside %s', async (option, value) => {
    const { code, stdout, stderr } = await run(NAME, ['--replay', file(record), option, value]);
    const line = `synology-drive-simulator: Arguments replay and ${option.slice(2)} are mutually exclusive; see --help\n`;
    expect([code, stdout, stderr]).toEqual([1, '', line]);
  });

  test.each<[unknown, string]>([
    ['users:\n  - anna\n', 'it is not JSON, or cut short'],
    [{ ...record, version: 2 }, 'record.version: 1 is expected, not 2'],
  ])('refuses %j in one line', async (content, problem) => {
    const path = file(content);
    const { code, stdout, stderr } = await run(NAME, ['--port', '0', '--replay', path]);
    expect([code, stdout, stderr]).toEqual([1, '', `synology-drive-simulator: ${path}: ${problem}\n`]);
  });

  test('refuses a file that is not there, and a folder', async () => {
    for (const path of ['/no/such/file', folder.path]) {
      const { code, stdout, stderr } = await run(NAME, ['--replay', path]);
      expect([code, stdout, stderr]).toEqual([
        1,
        '',
        expect.stringMatching(/^synology-drive-simulator: E[A-Z]+: .*\n$/),
      ]);
    }
  });
});
