import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFor, type Named } from '../../src/dsm/identity.ts';

const byNode = (host: string, certificate: Named) =>
  checkServerIdentity(host, certificate as PeerCertificate) === undefined;

const label = fc.constantFrom(
  'nas',
  'NAS',
  'www',
  'example',
  'com',
  '*',
  'n*',
  '*s',
  'n*s',
  '*.*',
  'xn--nas*',
  '',
);
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
// Node forgives a second dot at the end of a host, which no resolver takes.
const host = name.map((text) => text.replaceAll('*', 'a').replace(/\.{2,}$/, '.'));
const address = fc.constantFrom('192.0.2.1', '192.0.2.2', '::1', '0:0:0:0:0:0:0:1', 'fe80::1', '2001:db8::2');
const alternative = fc.oneof(
  name.map((text) => `DNS:${text}`),
  address.map((text) => `IP Address:${text}`),
  fc.constantFrom('URI:https://nas', 'email:a@nas', 'DNS:"nas, DNS:www"'),
);
const certificate: fc.Arbitrary<Named> = fc.record({
  subject: fc.record({ CN: fc.oneof(name, fc.array(name, { maxLength: 2 })) }),
  subjectaltname: fc.option(
    fc.array(alternative, { minLength: 1, maxLength: 3 }).map((names) => names.join(', ')),
    { nil: undefined },
  ),
});

describe('a certificate', () => {
  it('is for a host where Node says so', () => {
    fc.assert(
      fc.property(fc.oneof(host, address), certificate, (asked, named) => {
        expect([asked, named, isFor(asked, named)]).toEqual([asked, named, byNode(asked, named)]);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['nas.example.com', 'DNS:"x, DNS:nas.example.com"'],
    ['nas.example.com', 'DNS:"x\\", DNS:nas.example.com"'],
    ['192.0.2.1', 'DNS:"x, IP Address:192.0.2.1"'],
  ])('is not for %s because of what stands in quotation marks: %s', (host, subjectaltname) =>
    expect(isFor(host, { subjectaltname })).toBe(false),
  );
});
