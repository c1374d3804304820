import 'reflect-metadata';
import { randomBytes, type webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What a TLS server shows and proves: PEM texts, and the certificate's SHA-256 fingerprint in hex with colons. */
export type TlsMaterial = {
  readonly certificate: string;
  readonly key: string;
  readonly fingerprint: string;
};

/** Who can issue certificates: `certificate` is what a client is given to trust. */
export type Authority = TlsMaterial & { readonly name: string; readonly signingKey: webcrypto.CryptoKey };

/** What a certificate says. Names are host names or addresses; by default loopback's, from yesterday on for a year. */
export type CertificateRequest = {
  readonly names?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** What is signed; the old one is what nobody should trust any more. */
  readonly hash?: 'SHA-256' | 'SHA-1';
};

type Issuer = Pick<Authority, 'name' | 'signingKey'>;
type Subject = Required<CertificateRequest> & { readonly name: string; readonly isAuthority: boolean };

const day = 86_400_000;
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate signed with its own key, as on a NAS out of the box. */
export async function selfSigned(request: CertificateRequest = {}): Promise<TlsMaterial> {
  return material(await issue(subjectOf(request)));
}

/** An authority of its own; `issuedBy` makes certificates that it has signed. */
export async function authority(
  request: CertificateRequest & { readonly name?: string } = {},
): Promise<Authority> {
  const name = request.name ?? `Simulated Authority ${randomBytes(4).toString('hex')}`;
  const issued = await issue({ ...subjectOf({ ...request, names: [] }), name, isAuthority: true });
  return { name, signingKey: issued.keys.privateKey, ...(await material(issued)) };
}

export async function issuedBy(issuer: Authority, request: CertificateRequest = {}): Promise<TlsMaterial> {
  return material(await issue(subjectOf(request), issuer));
}

function subjectOf(request: CertificateRequest): Subject {
  const names = request.names ?? ['localhost', '127.0.0.1', '::1'];
  return {
    names,
    name: names[0] ?? 'simulated NAS',
    notBefore: request.notBefore ?? new Date(Date.now() - day),
    notAfter: request.notAfter ?? new Date(Date.now() + 365 * day),
    hash: request.hash ?? 'SHA-256',
    isAuthority: false,
  };
}

type Issued = { readonly certificate: X509Certificate; readonly keys: webcrypto.CryptoKeyPair };

async function issue(subject: Subject, issuer?: Issuer): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [subject.name] }],
    issuer: [{ CN: [issuer?.name ?? subject.name] }],
    notBefore: subject.notBefore,
    notAfter: subject.notAfter,
    publicKey: keys.publicKey,
    signingKey: issuer?.signingKey ?? keys.privateKey,
    signingAlgorithm: { ...ecdsa, hash: subject.hash },
    extensions: extensions(subject),
  });
  return { certificate, keys };
}

function extensions({ names, isAuthority }: Subject) {
  const constraints = new BasicConstraintsExtension(isAuthority, undefined, true);
  if (names.length === 0) return [constraints];
  const alternatives = names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }) as const);
  return [constraints, new SubjectAlternativeNameExtension(alternatives)];
}

async function material({ certificate, keys }: Issued): Promise<TlsMaterial> {
  const thumbprint = Buffer.from(await certificate.getThumbprint('SHA-256'));
  return {
    certificate: certificate.toString('pem'),
    key: PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    fingerprint: thumbprint
      .toString('hex')
      .toUpperCase()
      .replace(/(..)(?!$)/g, '$1:'),
  };
}
