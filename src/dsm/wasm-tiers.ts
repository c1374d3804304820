import { setFlagsFromString } from 'node:v8';

/** V8 11 (Node 20) sets its optimizing compiler at undici's parser within the first answer. */
const hasty = process.versions.v8?.startsWith('11.') ?? false;

/**
 * Runs what makes WebAssembly modules so that their code stays as the first compiler made it: optimizing undici's parser
 * takes a fifth of a second, and Node waits for it before it exits. The flag is set back at once: while flags differ
 * from the defaults, Node's own modules load without their code cache.
 */
export function withoutTierUp(make: () => void): void {
  if (!hasty) {
    make();
    return;
  }
  setFlagsFromString('--wasm-tiering-budget=1000000000');
  try {
    make();
  } finally {
    setFlagsFromString('--wasm-tiering-budget=1800000');
  }
}
