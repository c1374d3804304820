import { statSync } from 'node:fs';
import { ConfigurationError } from './errors.ts';
import { readBounded } from './read-bounded.ts';

const OTHERS_MAY_READ_OR_WRITE = 0o006;

function reasonFor(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof Error ? error.message : String(error);
}

function readBytes(path: string, what: string, most: number): Buffer {
  try {
    return readBounded(path, most);
  } catch (error) {
    throw new ConfigurationError(`cannot read the ${what} ${path}: ${reasonFor(error)}`, undefined, error);
  }
}

function refuseOpenFile(path: string, what: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && found.mode & OTHERS_MAY_READ_OR_WRITE)
    throw new ConfigurationError(
      `the ${what} ${path} is open to every user of this machine`,
      `chmod 640 it, and give it to the group of the user that this runs as`,
    );
}

/** The first line of a file that only its owner and group may read. */
export function readSecret(path: string, what: string): string {
  refuseOpenFile(path, what);
  const text = readBytes(path, what, 64 * 1024)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  if (line === '') throw new ConfigurationError(`the first line of the ${what} ${path} is empty`);
  return line;
}

/** A PEM private key that only its owner and group may read. */
export function readPrivateKey(path: string): string {
  refuseOpenFile(path, 'private key');
  const text = readBytes(path, 'private key', 1024 * 1024).toString('utf8');
  if (!text.includes('PRIVATE KEY'))
    throw new ConfigurationError(`${path} holds no private key`, 'It takes PEM, without a passphrase');
  return text;
}

/** Certificates of a PEM file as they are, a single DER certificate as PEM. */
export function readCertificates(path: string): string {
  const bytes = readBytes(path, 'CA file', 4 * 1024 * 1024);
  const text = bytes.toString('latin1');
  try {
    // Loaded here, because a run without a CA file is over before node:crypto would be.
    const { X509Certificate } = process.getBuiltinModule('node:crypto');
    const first = new X509Certificate(bytes);
    return text.includes('BEGIN') ? text : first.toString();
  } catch (error) {
    throw new ConfigurationError(`the CA file ${path} holds no certificate`, 'It takes PEM or DER', error);
  }
}
