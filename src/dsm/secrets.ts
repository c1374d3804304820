import { statSync } from 'node:fs';
import { ConfigurationError, sayUnreadable } from './errors.ts';
import { readBounded } from './read-bounded.ts';

const OTHERS_MAY_READ_OR_WRITE = 0o006;

/** Looks at a file. Throws a ConfigurationError that names it. */
function lookAt<T>(path: string, what: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw new ConfigurationError(
      `cannot read the ${what} ${path}: ${sayUnreadable(error)}`,
      undefined,
      error,
    );
  }
}

const readBytes = (path: string, what: string, most: number): Buffer =>
  lookAt(path, what, () => readBounded(path, most));

/** Throws when anybody on this machine may read what is in a file, or change it. Of a folder whoever reads it says that it is one. */
export function refuseOpenFile(path: string, what: string): void {
  const found = lookAt(path, what, () => statSync(path, { throwIfNoEntry: false }));
  if (found && !found.isDirectory() && found.mode & OTHERS_MAY_READ_OR_WRITE)
    throw new ConfigurationError(
      `the ${what} ${path} is open to every user of this machine`,
      `chmod 640 it, and give it to the group of the user that this runs as`,
    );
}

/** A text in UTF-8; undefined where bytes are none, and where zeros among them say that they are UTF-16. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.includes('\0') || !Buffer.from(text, 'utf8').equals(bytes) ? undefined : text;
}

/**
 * The first line of a file that only its owner and group may read. What can be no secret is refused here: the NAS would
 * count it as a wrong one, and block this address after some.
 */
export function readSecret(path: string, what: string): string {
  refuseOpenFile(path, what);
  const bytes = readBytes(path, what, 64 * 1024);
  const end = bytes.indexOf('\n');
  const line = textOf(end < 0 ? bytes : bytes.subarray(0, end));
  if (line === undefined)
    throw new ConfigurationError(
      `the first line of the ${what} ${path} is no text in UTF-8`,
      'Save the file in that encoding',
    );
  const secret = line.replace(/^\uFEFF/, '').replace(/\r$/, '');
  if (secret.trim() === '')
    throw new ConfigurationError(
      `the first line of the ${what} ${path} ${secret === '' ? 'is empty' : 'holds nothing but blanks'}`,
    );
  return secret;
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
