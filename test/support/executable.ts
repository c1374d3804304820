import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the built executables are; elsewhere when `CHECKS_DIST` names a folder. */
export const DIST = resolve(process.env.CHECKS_DIST ?? join(import.meta.dirname, '../../dist'));

/** The executable of a check, by the check's id. */
export const executable = (check: string): string =>
  check === 'all' ? 'check_synology_drive' : `check_synology_drive_${check}`;

export type Command = readonly [file: string, ...args: string[]];

/** One form in which the executables are built. */
export interface Artefact {
  readonly name: string;
  readonly folder: string;
  /** What runs a file of it, wherever that was copied to. */
  readonly command: (file: string) => Command;
}

/** The files of DIST, run by the Node that runs the tests. */
export const scripts: Artefact = {
  name: 'script',
  folder: DIST,
  command: (file) => [process.execPath, file],
};

const nativeFor = (platform: string, ...emulator: readonly string[]): Artefact => ({
  name: [platform, ...emulator].join(' by '),
  folder: join(DIST, 'native', platform),
  command: (file) => [...emulator, file] as unknown as Command,
});

const ROOTS = '/var/cache/synology-drive-e2e';

/** A root of Debian 11 that test/e2e/peers/install.sh makes. */
export function bullseyeRoot(architecture: 'amd64' | 'arm64'): string {
  return join(process.env.E2E_BULLSEYE ?? ROOTS, `bullseye-${architecture}`);
}

/** A root of Debian 12, likewise, to install packages in. */
export const bookwormRoot = (): string => join(process.env.E2E_BOOKWORM ?? ROOTS, 'bookworm-amd64');

/** What can be tested, by the names that `CHECKS_ARTEFACT` takes. */
const ARTEFACTS: Readonly<Record<string, Artefact>> = {
  script: scripts,
  native: nativeFor(`linux-${process.arch}`),
  nehalem: nativeFor('linux-x64', 'qemu-x86_64', '-cpu', 'Nehalem'),
  arm64: nativeFor('linux-arm64', 'qemu-aarch64', '-L', bullseyeRoot('arm64')),
};

export function artefactNamed(name: string): Artefact {
  const found = ARTEFACTS[name];
  if (!found) throw new Error(`CHECKS_ARTEFACT is one of ${Object.keys(ARTEFACTS).join(', ')}`);
  return found;
}

/** What is tested. */
export const artefact = artefactNamed(process.env.CHECKS_ARTEFACT ?? 'script');

/** The file of an executable. */
export const fileOf = (executable: string, form = artefact): string => join(form.folder, executable);

/** Runs one as it is. */
export const commandOf = (executable: string, form = artefact): Command =>
  form.command(fileOf(executable, form));

/** Copies one, alone, to another folder, and runs it there. */
export function commandOfCopy(executable: string, folder: string): Command {
  const copy = join(folder, executable);
  copyFileSync(fileOf(executable), copy);
  chmodSync(copy, 0o755);
  return artefact.command(copy);
}

/** What a process left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts one of the built executables with nothing in its environment but what is given. */
export function start(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  form = artefact,
): Running {
  const began = performance.now();
  const [file, ...before] = commandOf(name, form);
  const child = spawn(file, [...before, ...args], { env: { ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr, milliseconds: performance.now() - began }));
  });
  return { child, ended };
}

/** Runs one to its end. */
export const run = (
  name: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Ended> => start(name, args, env).ended;

/** A folder of a test's own. */
export interface Folder {
  readonly path: string;
  file(name: string, text: string, mode?: number): string;
  remove(): void;
}

export function makeFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'synology-drive-test-'));
  return {
    path,
    file(name, text, mode = 0o600) {
      const target = join(path, name);
      writeFileSync(target, text, { mode });
      return target;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
