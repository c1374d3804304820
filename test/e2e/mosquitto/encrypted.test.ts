import { beforeAll, describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import type { Scheme } from './house/broker-options.ts';
import { type BrokerCertificates, makeCertificates } from './house/certificates.ts';
import { BASE, NAS } from './house/documents.ts';
import { type House, type Plan, PROTOCOLS, withHouse } from './house/house.ts';

const PASSWORD = 'broker password 91aa';
const ACL = ['user bridge', `topic readwrite ${BASE}/#`, 'topic readwrite homeassistant/#'];

let certificates: BrokerCertificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});

/** A broker that asks for everything it can ask for. */
const strict = (scheme: Scheme): Plan => ({
  broker: {
    accounts: { bridge: PASSWORD },
    acl: ACL,
    schemes: [scheme],
    certificates,
    wantsClientCertificate: true,
  },
});

function credentials(house: House) {
  const { folder } = house;
  folder.file('mqtt-password', `${PASSWORD}\n`);
  folder.file('ca.pem', certificates.authority.certificate);
  folder.file('client.pem', certificates.client.certificate);
  folder.file('client.key', certificates.client.key);
  return {
    username: 'bridge',
    password_file: 'mqtt-password',
    cert_file: 'client.pem',
    key_file: 'client.key',
  };
}

const isOnline = (house: House) =>
  house.onlooker.untilRetained(
    'the bridge to be on-line',
    (retained) =>
      retained.get(`${BASE}/bridge/state`) === 'online' && retained.get(`${NAS}/availability`) === 'online',
  );

describe.concurrent.each(PROTOCOLS)('with MQTT %s', (protocol) => {
  it.each(['mqtts', 'wss'] as const)(
    'comes in over %s with client certificate, password and a list of what it may',
    (scheme) =>
      withHouse({ ...strict(scheme), protocol }, async (house) => {
        const mqtt = { ...credentials(house), url: house.broker.urlOf(scheme), ca_file: 'ca.pem' };
        const bridge = house.start({ mqtt });
        const retained = await isOnline(house);
        expect(retained.has('homeassistant/device/synology_drive-bridge/config')).toBe(true);
        expect(bridge.lines(WARN).map(({ text }) => text)).toEqual([]);
      }),
  );

  it('comes in over ws', () =>
    withHouse({ protocol, broker: { schemes: ['ws'] } }, async (house) => {
      house.start({ mqtt: { url: house.broker.urlOf('ws') } });
      await isOnline(house);
    }));

  it.each(['mqtts', 'wss'] as const)(
    'accepts the one certificate whose fingerprint it was given, over %s',
    (scheme) =>
      withHouse({ protocol, broker: { schemes: [scheme], certificates } }, async (house) => {
        const { fingerprint } = certificates.server;
        house.start({ mqtt: { url: house.broker.urlOf(scheme), fingerprint } });
        await isOnline(house);
      }),
  );

  it('says that the client certificate is missing', () =>
    withHouse({ ...strict('mqtts'), protocol }, async (house) => {
      const { cert_file: _, key_file: __, ...mqtt } = credentials(house);
      const bridge = house.start({ mqtt: { ...mqtt, url: house.broker.urlOf('mqtts'), ca_file: 'ca.pem' } });
      await bridge.says(/certificate/i, { level: WARN });
      expect(bridge.running).toBe(true);
    }));
});
