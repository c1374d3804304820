import { closeSync, constants, openSync, readSync } from 'node:fs';
import { monotonic } from './clock.ts';

/** How long to wait for a pipe whose writer is slow, in milliseconds. */
const PATIENCE = 2000;
const PAUSE = 5;

const breathe = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);

/** Bytes asked for at a time: most files are smaller. */
const PIECE = 16 * 1024;

/**
 * The beginning of a file, at most `most` bytes: one that never ends, or a pipe that nobody writes to, ends here. Throws
 * what node:fs throws.
 */
export function readBounded(path: string, most: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pieces: Buffer[] = [];
  const end = monotonic() + PATIENCE;
  let left = most;
  try {
    while (left > 0) {
      const piece = Buffer.alloc(Math.min(PIECE, left));
      const read = readSome(file, piece);
      if (read === 0 || (read === undefined && monotonic() > end)) break;
      if (read === undefined) breathe();
      pieces.push(piece.subarray(0, read ?? 0));
      left -= read ?? 0;
    }
  } finally {
    closeSync(file);
  }
  return Buffer.concat(pieces);
}

/** Bytes read, 0 at the end, undefined when there are none yet. */
function readSome(file: number, buffer: Buffer): number | undefined {
  try {
    return readSync(file, buffer, 0, buffer.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
