import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the built executables are; elsewhere when `CHECKS_DIST` names a folder. */
export const DIST = resolve(process.env.CHECKS_DIST ?? join(import.meta.dirname, '../../dist'));

/** One form in which the executables are built: the command that runs each. */
export interface Artefact {
  readonly name: string;
  readonly command: (executable: string) => readonly [file: string, ...args: string[]];
}

/** The files of DIST, run by the Node that runs the tests. */
export const scripts: Artefact = {
  name: 'script',
  command: (executable) => [process.execPath, join(DIST, executable)],
};

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
  artefact: Artefact = scripts,
): Running {
  const began = performance.now();
  const [file, ...before] = artefact.command(name);
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
