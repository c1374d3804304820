import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, lstat, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pause } from './deadline.ts';

/** How often a waiting run looks whether the lock is free, in milliseconds. */
const LOOK_AGAIN = 20;

/** No lock is held longer than this, whatever time-out a run has (milliseconds). */
const LONGEST = 10 * 60 * 1000;

/** Who holds a lock, and until when at the latest (Unix milliseconds). */
interface Holder {
  readonly pid: number;
  /** When the process began, in the kernel's ticks: a process id is used again, this pair is not. */
  readonly started: string;
  readonly host: string;
  readonly until: number;
}

/**
 * When a process began, or '' where that cannot be told, or it has ended and its parent has not looked yet. Fields 3 and
 * 22 of proc(5) stat; the name before them may hold blanks.
 */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return started === '' || startOf(pid) === started;
}

/** A holder that was killed, or has overrun its own time, holds nothing any more; nor does a damaged file. */
function isStale(text: string): boolean {
  const now = Date.now();
  try {
    const holder = JSON.parse(text) as Holder;
    // Beyond the longest possible time, the clock was set back since.
    if (!(holder.until > now && holder.until <= now + LONGEST)) return true;
    return holder.host === hostname() && !isAlive(holder);
  } catch {
    return true;
  }
}

/** Takes a stale lock away, unless another run has done so and holds it by now. */
async function breakLock(path: string, seen: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== seen) await link(aside, path);
  } catch {
    // Somebody else was faster; the next look tells.
  }
  await rm(aside, { force: true });
}

/** The lock appears whole or not at all, so that a damaged one is nobody's who still lives. */
async function tryLock(path: string, holder: Holder): Promise<boolean> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Looks at the lock in the way, and takes it away when it is stale. Throws when it is none of ours. */
async function clearTheWay(path: string, signal: AbortSignal): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found && !found.isFile()) throw new Error(`${path} is in the way: remove it`);
  const text = found && (await readFile(path, 'utf8').catch(() => undefined));
  if (text !== undefined && isStale(text)) await breakLock(path, text);
  else await pause(LOOK_AGAIN, signal);
}

export interface LockRequest {
  readonly folder: string;
  readonly name: string;
  /** Milliseconds after which the holder is surely done. */
  readonly hold: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until this process alone holds the lock, or rejects with the signal's reason. Returns the release.
 * Throws an ordinary Error when the folder cannot be written.
 */
export async function lock({ folder, name, hold, signal }: LockRequest): Promise<() => Promise<void>> {
  const path = join(folder, `${name}.lock`);
  const until = Date.now() + Math.min(hold, LONGEST);
  const holder: Holder = { pid: process.pid, started: startOf(process.pid), host: hostname(), until };
  while (!(await tryLock(path, holder))) await clearTheWay(path, signal);
  return () => unlink(path).catch(() => undefined);
}
