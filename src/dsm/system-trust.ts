import { readFileSync } from 'node:fs';

/** Where the usual systems keep the certificates they trust, in the order Go and curl look for them. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

function read(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * The system's trusted certificates as PEM texts: a CA that the administrator added for every other program is trusted
 * here too, which the runtime's built-in list would not do. Undefined where the system has no such file: then that list.
 */
export function systemTrust(env: NodeJS.ProcessEnv = process.env): string[] | undefined {
  const candidates = env.SSL_CERT_FILE ? [env.SSL_CERT_FILE] : BUNDLES;
  const bundle = candidates.map(read).find((text) => text?.includes('BEGIN CERTIFICATE'));
  const texts = [bundle, read(env.NODE_EXTRA_CA_CERTS)].filter((text) => text !== undefined);
  return texts.length > 0 ? texts : undefined;
}
