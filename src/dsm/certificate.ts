import { isAddress } from './address.ts';
import { CertificateError } from './errors.ts';
import type { Certificate, TlsPolicy } from './transport.ts';

/** `AB:CD:…` as DSM and browsers show it. */
export function formatFingerprint(fingerprint: string): string {
  return (fingerprint.toUpperCase().match(/../g) ?? []).join(':');
}

/** A SHA-256 fingerprint in any usual spelling as 64 lower-case hex digits, or undefined. */
export function parseFingerprint(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/^sha-?256[:= ]/i, '')
    .replace(/[:\s]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}

const day = (date: Date) =>
  Number.isNaN(date.getTime()) ? 'an unreadable date' : date.toISOString().slice(0, 10);
const WHERE = 'in DSM under Control Panel > Security > Certificate';

function wrongFingerprint(seen: Certificate): CertificateError {
  return new CertificateError(
    'fingerprint',
    `the certificate is not the one given by --fingerprint: seen ${formatFingerprint(seen.fingerprint)}, ` +
      `valid ${day(seen.validFrom)} to ${day(seen.validTo)}`,
    `If it was renewed (compare it ${WHERE}), add the new --fingerprint; if not, someone may be in between`,
    seen.validTo,
  );
}

function wrongName(seen: Certificate, expected: string): CertificateError {
  const names = seen.names.length > 0 ? seen.names : [seen.subject];
  const isNoAddress = isAddress(expected) && names.includes(expected);
  return new CertificateError(
    'name',
    isNoAddress
      ? `the certificate carries ${expected} as a name, not as an address`
      : `the certificate is for ${names.slice(0, 5).join(', ')}, not for ${expected}`,
    `Connect by a name it carries, name one by --tls-name, or accept this certificate by --fingerprint ${formatFingerprint(seen.fingerprint)}`,
    seen.validTo,
  );
}

function untrusted(seen: Certificate, code: string): CertificateError {
  const selfSigned =
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT' ? 'is self-signed' : 'comes from an unknown authority';
  return new CertificateError(
    'untrusted',
    `the certificate ${selfSigned} (issuer ${seen.issuer}; ${code})`.replace(';', ','),
    `Give its CA by --ca-file, or compare the fingerprint ${WHERE} and accept it by --fingerprint ${formatFingerprint(seen.fingerprint)}`,
    seen.validTo,
  );
}

const orAccept = (seen: Certificate) =>
  `Renew it, or compare the fingerprint ${WHERE} and accept it by --fingerprint ${formatFingerprint(seen.fingerprint)}`;

/** Of a certificate whose signature is made by a hash that can be forged. */
export const forgeable = (seen: Certificate, hash: string): CertificateError =>
  new CertificateError(
    'untrusted',
    `the certificate is signed by ${hash} (issuer ${seen.issuer}), which can be forged`,
    orAccept(seen),
    seen.validTo,
  );

/** Node has no code for a short key, nor for a weak signature. */
const weak = (seen: Certificate): CertificateError =>
  new CertificateError(
    'untrusted',
    `the certificate, or one between it and the authority, is too weak: a short key, or signed by SHA-1 (issuer ${seen.issuer})`,
    orAccept(seen),
    seen.validTo,
  );

/** What TLS itself thought of the certificate: undefined when it is content, else OpenSSL's or Node's code. */
export type TlsComplaint = string | undefined;

function complaintAsError(seen: Certificate, complaint: string, expected: string): CertificateError {
  switch (complaint) {
    case 'CERT_HAS_EXPIRED':
      return new CertificateError(
        'expired',
        `the certificate expired on ${day(seen.validTo)}`,
        `Renew it ${WHERE}`,
        seen.validTo,
      );
    case 'CERT_NOT_YET_VALID':
      return new CertificateError(
        'not-yet-valid',
        `the certificate is not valid before ${day(seen.validFrom)}`,
        "Compare this machine's clock with the NAS's",
        seen.validTo,
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return wrongName(seen, expected);
    case 'UNSPECIFIED':
      return weak(seen);
    default:
      return untrusted(seen, complaint);
  }
}

/**
 * Whether a certificate is accepted under a policy; undefined when it is. A pinned certificate is accepted for what it
 * is: neither its name nor its issuer nor its dates are asked (the health check still judges the dates).
 */
export function judgeCertificate(
  seen: Certificate,
  policy: TlsPolicy,
  complaint: TlsComplaint,
  expectedName: string,
): CertificateError | undefined {
  if (policy.fingerprints.length > 0)
    return policy.fingerprints.includes(seen.fingerprint) ? undefined : wrongFingerprint(seen);
  if (!policy.verify || complaint === undefined) return undefined;
  return complaintAsError(seen, complaint, expectedName);
}
