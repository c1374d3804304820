import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../../../src/simulator/certificate.ts';
import {
  CHECK_IDS,
  CHECKS,
  CONNECTIONS_OK,
  executable,
  expectLegal,
  launch,
  withOffice,
} from '../../support/checks.ts';
import { artefactNamed, commandOf } from '../../support/executable.ts';
import { VERDICTS } from './verdict-arguments.ts';

/** What an emulated processor may take for one run. */
const PATIENCE = 60_000;
const PATH = { PATH: process.env.PATH ?? '' };

/** A 64-bit ARM, and the oldest processor of Intel's that common virtual machines show: without AVX. */
describe.each(['arm64', 'nehalem'])('on an emulated %s', (name) => {
  const form = artefactNamed(name);

  it.each(CHECK_IDS)(
    '%s comes to OK and to CRITICAL',
    (check) =>
      withOffice({}, async (office) => {
        const run = (args: readonly string[]) => {
          const [file, ...before] = commandOf(executable(check), form);
          const all = [...before, ...office.connection, '-t', '40', ...args];
          return launch(file, all, { env: PATH, patience: PATIENCE }).ended;
        };
        const { ok, critical } = VERDICTS[check];
        const fine = await run(ok);
        expectLegal(fine, check);
        expect(fine.stdout).toContain(`DRIVE ${CHECKS[check]} OK - `);
        const bad = await run(critical);
        expectLegal(bad, check);
        expect(bad.stdout).toContain(`DRIVE ${CHECKS[check]} CRITICAL - `);
      }),
    PATIENCE * 2,
  );

  it(
    'TLS stands, and refuses what it should',
    async () => {
      const tls = await selfSigned();
      await withOffice({ tls }, async (office) => {
        const [file, ...before] = commandOf(executable('connections'), form);
        const run = (...args: string[]) =>
          launch(file, [...before, ...office.connection, '-t', '40', ...args], {
            env: PATH,
            patience: PATIENCE,
          }).ended;
        expect(await run()).toMatchObject({ code: 3, stderr: '' });
        expect(office.nas.requests).toEqual([]);
        expect(await run('--fingerprint', tls.fingerprint)).toMatchObject({ code: 0, stderr: '' });
      });
    },
    PATIENCE * 2,
  );

  it.each([
    [executable('connections'), false],
    ['synology-drive-doctor', true],
  ])(
    '%s asks for room for machine code of its own: %j',
    async (program, wanted) => {
      const [emulator, ...command] = commandOf(program, form);
      const { ended } = launch(emulator, ['-strace', ...command, '--version'], {
        env: PATH,
        patience: PATIENCE,
      });
      const { stdout, stderr } = await ended;
      expect(stdout).toContain(program);
      expect(stderr).toContain('PROT_EXEC|PROT_READ,');
      expect(stderr.includes('PROT_EXEC|PROT_READ|PROT_WRITE')).toBe(wanted);
    },
    PATIENCE,
  );

  it(
    'starts where the working folder is gone, and heeds no variable of its runtime',
    () =>
      withOffice({}, async (office) => {
        const cwd = join(office.folder.path, 'gone');
        mkdirSync(cwd);
        const command = [...commandOf(executable('connections'), form), ...office.connection, '-t', '40'];
        const { ended } = launch('/bin/sh', ['-c', 'rmdir "$PWD"; exec "$@"', 'sh', ...command], {
          cwd,
          env: { ...PATH, BUN_BE_BUN: '1', BUN_JSC_nonsense: '1', MIMALLOC_VERBOSE: '3' },
          patience: PATIENCE,
        });
        expect(await ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
      }),
    PATIENCE,
  );
});
