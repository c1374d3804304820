import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONNECTIONS_OK, executable, launch, withOffice } from '../../support/checks.ts';
import { artefactNamed, commandOf } from '../../support/executable.ts';
import type { Office } from '../../support/office.ts';
import { MODULES, OPENED, type Opened } from './opened-files.ts';

const [NATIVE] = commandOf(executable('connections'), artefactNamed('native'));

/** Calls of the kernel that take a path. */
const CALLS = '%file';

/** The paths that a run gave to the kernel, in order; ours by their names in OPENED. */
async function pathsOf({ folder, connection }: Office): Promise<string[]> {
  const record = join(folder.path, 'strace');
  const { stdout } = await launch(
    'strace',
    ['-f', '-qq', '-o', record, '-e', `trace=${CALLS}`, NATIVE, ...connection],
    { env: { PATH: process.env.PATH ?? '' } },
  ).ended;
  expect(stdout).toBe(CONNECTIONS_OK);
  const state = connection[connection.indexOf('--session-dir') + 1] ?? '';
  const password = connection[connection.indexOf('--password-file') + 1] ?? '';
  return readFileSync(record, 'utf8')
    .split('\n')
    .filter((line) => !/ (?:execve|getcwd)\(/.test(line))
    .flatMap((line) => / \w+\((?:AT_FDCWD, )?"([^"]+)"/.exec(line)?.slice(1) ?? [])
    .map((path) =>
      path === password ? 'PASSWORD' : path.startsWith(state) ? path.replace(state, 'STATE') : path,
    );
}

const matches = (path: string, { file }: Opened) =>
  new RegExp(`^${file.replace(/[.]/g, '\\.').replaceAll('%', '\\d+').replaceAll('*', '.+')}$`).test(path);

it('a plain run with a session at hand opens nothing without a reason', () =>
  withOffice({}, async (office) => {
    await launch(NATIVE, office.connection).ended;
    const paths = await pathsOf(office);
    expect(paths.filter((path) => !OPENED.some((opened) => matches(path, opened)))).toEqual([]);
    const counted = OPENED.filter(({ times }) => times !== undefined);
    const found = counted.map((opened) => ({
      ...opened,
      times: paths.filter((path) => matches(path, opened)).length,
    }));
    expect(found).toEqual(counted);
  }));

/** Bytes of the first steps that keep BUN_… and MIMALLOC_… from the runtime (src/build/first-steps.mjs). */
const CLEANING: Readonly<Record<string, number>> = { x64: 0x2a, arm64: 16 * 4 };

/** A copy that begins after them, and so heeds the options of its engine. */
function heedingCopy({ folder }: Office): string {
  const copy = join(folder.path, executable('connections'));
  const bytes = readFileSync(NATIVE);
  const entry = bytes.readBigUInt64LE(24);
  bytes.writeBigUInt64LE(entry + BigInt(CLEANING[process.arch] ?? 0), 24);
  writeFileSync(copy, bytes, { mode: 0o755 });
  return copy;
}

it('a plain run evaluates no module of its runtime without a reason', () =>
  withOffice({}, async (office) => {
    const copy = heedingCopy(office);
    await launch(copy, office.connection).ended;
    // The engine names every function that it runs for the first time.
    const env = { BUN_JSC_dumpGeneratedBytecodes: 'true' };
    const { stdout, stderr } = await launch(copy, office.connection, { env }).ended;
    const named = [...`${stdout}${stderr}`.matchAll(/^((?:node|internal):[\w/]+)#/gm)].map(
      ([, name]) => name,
    );
    expect(named.toSorted()).toEqual(Object.keys(MODULES).toSorted());
  }));
