import { closeSync, constants, openSync, readSync } from 'node:fs';
import { monotonic } from './clock.ts';

/** How long to wait for a pipe whose writer is slow, in milliseconds. */
const PATIENCE = 2000;
const PAUSE = 5;

const breathe = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);

/**
 * The beginning of a file, at most `most` bytes: one that never ends, or a pipe that nobody writes to, ends here. Throws
 * what node:fs throws.
 */
export function readBounded(path: string, most: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const buffer = Buffer.alloc(most);
  const end = monotonic() + PATIENCE;
  let size = 0;
  try {
    while (size < most) {
      const read = readSome(file, buffer, size);
      if (read === 0 || (read === undefined && monotonic() > end)) break;
      if (read === undefined) breathe();
      else size += read;
    }
  } finally {
    closeSync(file);
  }
  return buffer.subarray(0, size);
}

/** Bytes read, 0 at the end, undefined when there are none yet. */
function readSome(file: number, buffer: Buffer, offset: number): number | undefined {
  try {
    return readSync(file, buffer, offset, buffer.length - offset, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
