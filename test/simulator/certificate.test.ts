import { X509Certificate } from 'node:crypto';
import { get } from 'node:https';
import { describe, expect, test } from 'vitest';
import { authority, issuedBy, selfSigned, type TlsMaterial } from '../../src/simulator/certificate.ts';
import { simulate } from './client.ts';

const day = 86_400_000;

/** `200`, or why TLS came to nothing. */
async function visit(tls: TlsMaterial, ca: string | undefined): Promise<unknown> {
  const nas = await simulate({ tls });
  return await new Promise((resolve) => {
    const options = { agent: false, ...(ca !== undefined && { ca }) };
    const url = `${nas.url}/webapi/query.cgi?api=SYNO.API.Info&method=query&version=1&query=all`;
    get(url, options, (response) => resolve(response.resume().statusCode)).on(
      'error',
      (error: NodeJS.ErrnoException) => resolve(error.code),
    );
  });
}

const trusted = await authority();
const own = await selfSigned();
const signed = await issuedBy(trusted);
const stranger = await issuedBy(await authority());
const expired = await issuedBy(trusted, { notAfter: new Date(Date.now() - 1000) });
const early = await issuedBy(trusted, { notBefore: new Date(Date.now() + day) });
const misnamed = await issuedBy(trusted, { names: ['nas.example'] });

describe('a certificate', () => {
  test.each<[string, TlsMaterial, string | undefined, unknown]>([
    ['its own, trusted', own, own.certificate, 200],
    ['its own, unknown', own, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['signed by the trusted authority', signed, trusted.certificate, 200],
    ['signed by another authority', stranger, trusted.certificate, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['expired', expired, trusted.certificate, 'CERT_HAS_EXPIRED'],
    ['not yet valid', early, trusted.certificate, 'CERT_NOT_YET_VALID'],
    ['of another name', misnamed, trusted.certificate, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('%s, is met by a client as it should be', async (_, tls, ca, outcome) => {
    expect(await visit(tls, ca)).toBe(outcome);
  });

  test('says its names, its time and its fingerprint', async () => {
    const notAfter = new Date('2060-01-02T03:04:05Z');
    const { certificate, fingerprint } = await selfSigned({
      names: ['nas.example', '192.0.2.1', '2001:db8::1'],
      notAfter,
    });
    const read = new X509Certificate(certificate);
    expect(read.subjectAltName).toBe(
      'DNS:nas.example, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1',
    );
    expect(new Date(read.validTo)).toEqual(notAfter);
    expect(read.fingerprint256).toBe(fingerprint);
    expect(read.ca).toBe(false);
  });
});

test('plain http to the TLS port is answered as nginx does', async () => {
  const nas = await simulate({ tls: await selfSigned() });
  const response = await fetch(`http://127.0.0.1:${nas.port}/webapi/query.cgi`, {
    method: 'POST',
    body: 'api=x',
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('The plain HTTP request was sent to HTTPS port');
});
