import { expect, it } from 'vitest';
import { DOCTOR } from '../support/doctor.ts';
import { run } from '../support/executable.ts';

it.each([
  [['--timeout', '0'], '--timeout 0: expected seconds, more than 0 and at most 3600'],
  [['--timeout', '1000w'], '--timeout 1000w: expected seconds, more than 0 and at most 3600'],
  [['--api', 'klingon'], '--api klingon: expected auto or documented or dsm'],
  [['--no-session-cache'], 'unknown option --no-session-cache'],
  [['--password', 'x'], 'a password on the command line can be read by every user of this machine'],
])('it ends with 2 and one line for %j', async (args, words) => {
  const { code, stdout, stderr } = await run(DOCTOR, ['-H', 'x', '-u', 'y', ...args], {
    SYNOLOGY_PASSWORD: 'z',
  });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^synology-drive-doctor: [^\n]+\n$/);
  expect(stderr).toContain(words);
});

it.each([['--help'], ['-h'], ['--version'], ['-V']])('it ends with 0 for %s', async (option) => {
  const { code, stdout, stderr } = await run(DOCTOR, [option]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('synology-drive-doctor');
});

it('an enrolment needs a file for the token', async () => {
  const { code, stderr } = await run(DOCTOR, ['login', '-H', 'x', '-u', 'y'], { SYNOLOGY_PASSWORD: 'z' });
  expect([code, stderr]).toEqual([2, expect.stringContaining('--device-id-file is missing')]);
});
