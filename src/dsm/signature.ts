/** Of a certificate, what tells whether it vouches for itself, and the whole of it in DER. */
interface Signed {
  readonly subject?: object | undefined;
  readonly issuer?: object | undefined;
  readonly raw: Uint8Array;
}

/** Hashes for which others than the authority can make a certificate with the same signature, by the OIDs of signatures. */
const FORGEABLE: Readonly<Record<string, string>> = {
  '2a864886f70d010102': 'MD2',
  '2a864886f70d010104': 'MD5',
  '2a864886f70d010105': 'SHA-1',
  '2a8648ce380403': 'SHA-1',
  '2a8648ce3d0401': 'SHA-1',
};

/** Where the content of a DER element begins and ends, which is at `at`. */
function contentOf(der: Uint8Array, at: number): { readonly start: number; readonly end: number } {
  const [, first = 0] = der.subarray(at);
  const digits = der.subarray(at + 2, at + 2 + (first < 0x80 ? 0 : first & 0x7f));
  const length = first < 0x80 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0);
  const start = at + 2 + digits.length;
  return { start, end: start + length };
}

/** The OID of a certificate's signature in hex: it stands behind what is signed. */
function signatureOf(der: Uint8Array): string {
  const signed = contentOf(der, contentOf(der, 0).start);
  const { start, end } = contentOf(der, contentOf(der, signed.end).start);
  return Buffer.from(der.subarray(start, end)).toString('hex');
}

/**
 * The hash of a signature that proves nothing any more; undefined where it is a good one. One that vouches for itself is
 * trusted for what it is, or not at all: nobody asks for its signature.
 */
export function forgeableHash({ subject, issuer, raw }: Signed): string | undefined {
  if (JSON.stringify(subject) === JSON.stringify(issuer)) return undefined;
  return FORGEABLE[signatureOf(raw)];
}
