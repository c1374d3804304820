import { forgeable, judgeCertificate, type TlsComplaint } from './certificate.ts';
import { CertificateError } from './errors.ts';
import { systemTrust } from './system-trust.ts';
import type { Certificate, TlsPolicy } from './transport.ts';

/** A certificate as the runtimes describe it; both in the words of Node. */
export interface Peer {
  readonly subject?: Name | undefined;
  readonly issuer?: Name | undefined;
  readonly subjectaltname?: string | undefined;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly fingerprint256: string;
  /** The whole of it, in DER. */
  readonly raw: Uint8Array;
}

interface Name {
  readonly CN?: string | string[];
  readonly O?: string | string[];
}

/** A TLS connection after the handshake, on which nothing was sent. */
export interface Shaken {
  /** Undefined: the server showed none. */
  readonly peer: Peer | undefined;
  /** Judged against the name that is expected, too. */
  readonly complaint: TlsComplaint;
  readonly drop: () => void;
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? '';

function describe(peer: Peer): Certificate {
  const names = (peer.subjectaltname ?? '').split(', ').filter(Boolean);
  return {
    subject: first(peer.subject?.CN) || first(peer.subject?.O) || 'nobody',
    issuer: first(peer.issuer?.CN) || first(peer.issuer?.O) || 'nobody',
    names: names.map((name) => name.replace(/^(DNS|IP Address):/, '')),
    validFrom: new Date(peer.valid_from),
    validTo: new Date(peer.valid_to),
    fingerprint: peer.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

function absent(): CertificateError {
  return new CertificateError(
    'absent',
    'the server shows no certificate',
    'Is this the port of a Synology NAS?',
  );
}

/** Complaints that another list of trusted authorities could settle. */
const UNKNOWN_ISSUER = [
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
];

/** Shakes hands, trusting these authorities (PEM texts); undefined stands for the runtime's own list. */
type Shake<S extends Shaken> = (trust: string[] | undefined) => Promise<S>;

/**
 * System trust in two steps, because reading the system's list costs 45 ms and few need it: a public certificate is
 * known to the runtime's own list; only a certificate that this list does not know is shown to the system's.
 */
async function shakeTrusted<S extends Shaken>(policy: TlsPolicy, shake: Shake<S>): Promise<S> {
  const trustless = policy.fingerprints.length > 0 || !policy.verify;
  // Where no authority is asked, none is loaded: that takes longer than the rest of a run.
  const trust = trustless ? [] : policy.ca === undefined ? undefined : [policy.ca];
  const shaken = await shake(trust);
  const decided = policy.ca !== undefined || trustless;
  if (decided || !UNKNOWN_ISSUER.includes(shaken.complaint ?? '')) return shaken;
  const system = systemTrust();
  if (system === undefined) return shaken;
  shaken.drop();
  return shake(system);
}

/** Complaints of runtimes that come of a weak signature, and what is asked only after it. */
const MAYBE_WEAK = [undefined, 'UNSPECIFIED', 'CERT_SIGNATURE_FAILURE', 'ERR_TLS_CERT_ALTNAME_INVALID'];

/** The weak hash that a certificate is signed by; one runtime accepts such a signature, the other does not say why not. */
async function weakHashOf(
  peer: Peer,
  complaint: TlsComplaint,
  { verify, fingerprints }: TlsPolicy,
): Promise<string | undefined> {
  if (!verify || fingerprints.length > 0 || !MAYBE_WEAK.includes(complaint)) return undefined;
  const { forgeableHash } = await import('./signature.ts');
  return forgeableHash(peer);
}

/** Why what was shown is not accepted; told to `seen` before that is decided. */
async function judgeShown(
  { peer, complaint }: Shaken,
  policy: TlsPolicy,
  name: string,
  seen: (certificate: Certificate) => void,
): Promise<CertificateError | undefined> {
  if (!peer) return absent();
  const certificate = describe(peer);
  seen(certificate);
  const hash = await weakHashOf(peer, complaint, policy);
  return hash ? forgeable(certificate, hash) : judgeCertificate(certificate, policy, complaint, name);
}

/**
 * A connection whose certificate the policy accepts; it is told to `seen` either way. Throws CertificateError, or what
 * `shake` throws. `name` is the one the certificate is expected to carry.
 */
export async function shakeAccepted<S extends Shaken>(
  policy: TlsPolicy,
  name: string,
  seen: (certificate: Certificate) => void,
  shake: Shake<S>,
): Promise<S> {
  const shaken = await shakeTrusted(policy, shake);
  const refusal = await judgeShown(shaken, policy, name, seen);
  if (refusal === undefined) return shaken;
  shaken.drop();
  throw refusal;
}
