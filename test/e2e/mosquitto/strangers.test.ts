import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { authority, issuedBy, selfSigned, type TlsMaterial } from '../../../src/simulator/certificate.ts';
import { type Bridge, WARN } from './house/bridge.ts';
import type { Scheme } from './house/broker-options.ts';
import { type BrokerCertificates, makeCertificates } from './house/certificates.ts';
import { type House, withHouse } from './house/house.ts';

let certificates: BrokerCertificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});

/** A broker's door that only listens: how much was sent to it behind the hand-shake. */
async function listenOverTls(house: House, { certificate, key }: TlsMaterial) {
  const heard = { handshakes: 0, bytes: 0 };
  const server = createServer({ cert: certificate, key }, (socket) => {
    heard.handshakes += 1;
    socket.on('data', (piece) => (heard.bytes += piece.length)).on('error', () => undefined);
  });
  server.on('tlsClientError', () => (heard.handshakes += 1));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  house.leave(async () => void server.close());
  return { heard, port: (server.address() as AddressInfo).port };
}

interface Stranger {
  readonly title: string;
  readonly material: () => Promise<TlsMaterial>;
  readonly mqtt: () => Readonly<Record<string, string>>;
  readonly says: () => RegExp;
}

const DAY = 86_400_000;
const STRANGERS: readonly Stranger[] = [
  {
    title: 'of another authority',
    material: async () => issuedBy(await authority()),
    mqtt: () => ({ ca_file: 'ca.pem' }),
    says: () => /authority|unable to verify|UNABLE_TO_VERIFY|self.signed/i,
  },
  {
    title: 'that signed itself',
    material: () => selfSigned(),
    mqtt: () => ({}),
    says: () => /self.signed/i,
  },
  {
    title: 'with another fingerprint',
    material: () => issuedBy(certificates.authority),
    mqtt: () => ({ fingerprint: certificates.server.fingerprint }),
    says: () => /fingerprint/i,
  },
  {
    title: 'for another name',
    material: () => issuedBy(certificates.authority, { names: ['broker.example.com'] }),
    mqtt: () => ({ ca_file: 'ca.pem' }),
    says: () => /broker\.example\.com/,
  },
  {
    title: 'that has expired',
    material: () =>
      issuedBy(certificates.authority, {
        notBefore: new Date(Date.now() - 20 * DAY),
        notAfter: new Date(Date.now() - 10 * DAY),
      }),
    mqtt: () => ({ ca_file: 'ca.pem' }),
    says: () => /expired/i,
  },
];

async function refuses(house: House, scheme: Scheme, one: Stranger): Promise<Bridge> {
  const { heard, port } = await listenOverTls(house, await one.material());
  const url = `${scheme}://127.0.0.1:${port}`;
  house.folder.file('mqtt-password', 'broker password 91aa\n');
  house.folder.file('ca.pem', certificates.authority.certificate);
  const account = { username: 'bridge', password_file: 'mqtt-password' };
  const bridge = house.start({ mqtt: { ...account, ...one.mqtt(), url } });
  await bridge.says(one.says(), { level: WARN });
  expect(heard.handshakes).toBeGreaterThan(0);
  expect(heard.bytes).toBe(0);
  return bridge;
}

describe.concurrent.each(['mqtts', 'wss'] as const)('over %s', (scheme) => {
  it.each(STRANGERS)('refuses a broker with a certificate $title, sends nothing, and says why', (one) =>
    withHouse({}, async (house) => {
      const bridge = await refuses(house, scheme, one);
      expect(bridge.running).toBe(true);
    }),
  );
});
