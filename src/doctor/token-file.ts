import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { ConfigurationError } from '../dsm/errors.ts';

/** A file that is to hold a device token, readable by its owner alone from the first byte on. */
export interface TokenFile {
  /** Puts the token in place, whole, instead of what was there. */
  keep(token: string): void;
  /** Leaves everything as it was, unless a token was kept. */
  release(): void;
}

/** Runs work on a file; what goes wrong is said with the file's name. */
function onFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `cannot write ${file}: ${problem}`,
      'Name a file in a folder that this user may write to',
    );
  }
}

/**
 * Makes sure that a token can be written before the NAS is asked for one: otherwise a code is used up, and a device
 * enrolled, for nothing. Throws ConfigurationError.
 */
export function openTokenFile(file: string): TokenFile {
  const draft = `${file}.${randomUUID()}.tmp`;
  onFile(file, () => {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    writeFileSync(draft, '', { mode: 0o600, flag: 'wx' });
  });
  return {
    keep: (token) =>
      onFile(file, () => {
        writeFileSync(draft, `${token}\n`);
        renameSync(draft, file);
      }),
    release: () => rmSync(draft, { force: true }),
  };
}
