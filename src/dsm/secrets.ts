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

/** Whether bytes are one whole value of DER, as a certificate is. */
function isDer(bytes: Buffer): boolean {
  const [tag, length = 0] = bytes;
  if (tag !== 0x30 || length < 0x81 || length > 0x83) return false;
  const size = length - 0x80;
  return bytes.length > 2 + size && bytes.length === 2 + size + bytes.readUIntBE(2, size);
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const PEM = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([\s\w+/=]+)-----END/;

/**
 * Certificates of a PEM file as they are, a single DER certificate as PEM. Whether they are any good TLS finds out:
 * node:crypto, which could tell, takes longer to load than a run.
 */
export function readCertificates(path: string): string {
  const bytes = readBytes(path, 'CA file', 4 * 1024 * 1024);
  if (isDer(bytes)) return toPem(bytes);
  const text = bytes.toString('latin1');
  const [, base64 = ''] = PEM.exec(text) ?? [];
  if (isDer(Buffer.from(base64, 'base64'))) return text;
  throw new ConfigurationError(`the CA file ${path} holds no certificate`, 'It takes PEM or DER');
}
