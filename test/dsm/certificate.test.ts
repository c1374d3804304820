import { describe, expect, it } from 'vitest';
import { formatFingerprint, judgeCertificate, parseFingerprint } from '../../src/dsm/certificate.ts';
import type { Certificate, TlsPolicy } from '../../src/dsm/transport.ts';

const PRINT = 'ab'.repeat(32);
const seen: Certificate = {
  subject: 'nas',
  issuer: 'CA',
  names: ['nas.example.com'],
  validFrom: new Date('2024-01-01'),
  validTo: new Date('2025-01-01'),
  fingerprint: PRINT,
};
const policy = (given: Partial<TlsPolicy> = {}): TlsPolicy => ({ fingerprints: [], verify: true, ...given });

describe('a fingerprint', () => {
  const colons = formatFingerprint(PRINT);
  it.each([
    PRINT,
    PRINT.toUpperCase(),
    colons,
    colons.toLowerCase(),
    ` ${colons} `,
    `SHA256:${colons}`,
    `sha-256=${PRINT}`,
  ])('may be written %s', (text) => expect(parseFingerprint(text)).toBe(PRINT));

  it.each(['', 'ab', `${PRINT}ab`, PRINT.slice(2), 'zz'.repeat(32), 'ab'.repeat(20), `MD5:${PRINT}`])(
    'is not %j',
    (text) => expect(parseFingerprint(text)).toBeUndefined(),
  );
});

describe('a certificate', () => {
  const cases: readonly (readonly [string, TlsPolicy, string | undefined, string | undefined])[] = [
    ['content TLS', policy(), undefined, undefined],
    ['no verification', policy({ verify: false }), 'CERT_HAS_EXPIRED', undefined],
    [
      'its fingerprint, though it has expired',
      policy({ fingerprints: [PRINT] }),
      'CERT_HAS_EXPIRED',
      undefined,
    ],
    ['one of the fingerprints', policy({ fingerprints: ['cd'.repeat(32), PRINT] }), 'X', undefined],
    [
      'another fingerprint, though TLS is content',
      policy({ fingerprints: ['cd'.repeat(32)] }),
      undefined,
      'fingerprint',
    ],
    [
      'another fingerprint, without verification',
      policy({ fingerprints: ['cd'.repeat(32)], verify: false }),
      undefined,
      'fingerprint',
    ],
    ['an expired date', policy(), 'CERT_HAS_EXPIRED', 'expired'],
    ['a date to come', policy(), 'CERT_NOT_YET_VALID', 'not-yet-valid'],
    ['another name', policy(), 'ERR_TLS_CERT_ALTNAME_INVALID', 'name'],
    ['an unknown issuer', policy(), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
    ['its own signature', policy(), 'DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
    ['a weakness that Node has no code for', policy(), 'UNSPECIFIED', 'untrusted'],
    ['a complaint nobody knows', policy(), 'SOMETHING_NEW', 'untrusted'],
    ['an empty complaint', policy(), '', 'untrusted'],
  ];
  it.each(cases)('with %s is judged', (_title, given, complaint, problem) => {
    const refusal = judgeCertificate(seen, given, complaint, 'nas.example.com');
    expect(refusal?.problem).toBe(problem);
    if (refusal) expect(refusal.words).toMatch(/\. [A-Z]/);
  });

  it('with dates that nobody can read is refused all the same', () => {
    const odd = { ...seen, validTo: new Date(Number.NaN) };
    expect(judgeCertificate(odd, policy(), 'CERT_HAS_EXPIRED', 'x')?.message).toBe(
      'the certificate expired on an unreadable date',
    );
  });
});
