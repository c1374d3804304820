import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import type { Ended, Running } from './executable.ts';
import { executable } from './executable.ts';
import { type Office, openOffice } from './office.ts';

/** The checks by their ids, with the name that stands in the output. */
export const CHECKS = {
  health: 'HEALTH',
  connections: 'CONNECTIONS',
  clients: 'CLIENTS',
  sync: 'SYNC',
  quota: 'QUOTA',
  last_sync: 'LAST SYNC',
  all: 'ALL',
} as const;

export type CheckId = keyof typeof CHECKS;
export const CHECK_IDS = Object.keys(CHECKS) as CheckId[];
/** Those that judge one subject. */
export const SINGLE_IDS = CHECK_IDS.filter((check) => check !== 'all');

/** The question that a check cannot do without. */
export const QUESTION: Readonly<Record<CheckId, string>> = {
  health: 'SYNO.SynologyDrive.Connections.GetSummary',
  connections: 'SYNO.SynologyDrive.Connections.GetSummary',
  clients: 'SYNO.SynologyDrive.Connections.List',
  sync: 'SYNO.SynologyDrive.ShareSync.ListConnections',
  quota: 'SYNO.SynologyDrive.UserProfile.Get',
  last_sync: 'SYNO.SynologyDrive.UserProfile.Get',
  all: 'SYNO.SynologyDrive.Connections.GetSummary',
};

export { executable };

/** What `connections` says of an office where nothing is wrong. */
export const CONNECTIONS_OK =
  'DRIVE CONNECTIONS OK - 25 connections: 15 desktop, 8 mobile, 2 web' +
  ' | total=25;;;0 desktop=15;;;0 mobile=8;;;0 web=2;;;0\n';

/** Opens an office for as long as `body` takes. */
export async function withOffice(
  options: SimulatorOptions,
  body: (office: Office) => Promise<void>,
): Promise<void> {
  const office = await openOffice(options);
  try {
    await body(office);
  } finally {
    await office.close();
  }
}

/** The office's arguments without some of its options and their values. */
export function without(office: Office, ...options: readonly string[]): string[] {
  return office.connection.filter(
    (word, index, all) => !options.includes(word) && !options.includes(all[index - 1] ?? ''),
  );
}

export interface LaunchOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  /** Milliseconds after which it is killed. */
  readonly patience?: number;
}

/** Runs any command to its end. */
export function launch(
  command: string,
  args: readonly string[],
  { env = {}, patience = 12_000, ...rest }: LaunchOptions = {},
): Running {
  const began = performance.now();
  const child = spawn(command, args, {
    ...rest,
    ...(rest.uid === undefined ? {} : { gid: rest.uid }),
    env: { ...env },
    // A run that never ends fails its test, and is gone.
    timeout: patience,
    killSignal: 'SIGKILL',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr, milliseconds: performance.now() - began }));
  });
  return { child, ended };
}

const CODES: Readonly<Record<string, number>> = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 };

/** That an ended run said one thing, in legal form, with the exit code of its word and nothing on stderr. */
export function expectLegal(ended: Ended, check: CheckId): void {
  const { code, stdout, stderr } = ended;
  expect(stderr).toBe('');
  expect(stdout).toMatch(new RegExp(`^DRIVE ${CHECKS[check]} (OK|WARNING|CRITICAL|UNKNOWN) - [^\\n]+\\n`));
  expect(stdout.match(/^DRIVE /gm)).toHaveLength(1);
  expect((stdout.match(/\|/g) ?? []).length).toBeLessThanOrEqual(1);
  expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  expect(Buffer.byteLength(stdout)).toBeLessThan(4096);
  const word = / (OK|WARNING|CRITICAL|UNKNOWN) - /.exec(stdout)?.[1] ?? '';
  expect(code).toBe(CODES[word]);
}

/** Waits until something is so; rejects when it is not within the time. */
export async function until(condition: () => boolean, milliseconds = 10_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not so within ${milliseconds} ms: ${condition}`);
    await sleep(5);
  }
}

/** Runs work on all items, a few at a time: as many processes as two cores can bear. */
export async function eachAtATime<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  limit = 6,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}

/** How often the NAS was asked something, as `API.method`. */
export function asked(office: Office, question: string): number {
  return office.nas.requests.filter(({ api, method }) => `${api}.${method}` === question).length;
}
