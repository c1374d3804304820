import { z } from 'zod';
import { brokerUrl, duration, file, fingerprints, flag, RULE, text, topic } from './values.ts';

/** Keys of the broker. */
export const mqttSection = z
  .strictObject(
    {
      url: brokerUrl()
        .prefault('mqtt://127.0.0.1:1883')
        .describe('Where the broker listens: mqtt, mqtts, ws or wss, without user and password'),
      username: text('a name').optional().describe('Account at the broker'),
      password_file: file(
        'File whose first line is the password, read again at every try to connect; else SYNOLOGY_DRIVE_MQTT_PASSWORD',
      ),
      ca_file: file("Trust this CA or self-signed certificate instead of the system's"),
      cert_file: file('Client certificate (PEM), with key_file'),
      key_file: file("Client certificate's private key (PEM)"),
      fingerprint: fingerprints().describe(
        'Accept exactly this certificate of the broker (SHA-256), one or a list',
      ),
      client_id: text('a text')
        .optional()
        .describe('Name of this client at the broker; default: made of the base topic and this machine'),
      protocol: z
        .enum(['5', '3.1.1'], { error: '"5" or "3.1.1", in quotes' })
        .default('5')
        .describe('Version of MQTT'),
      keepalive: duration(1, 3600, 'from 1 s to 1 h')
        .prefault('30s')
        .describe('After one and a half times this a silent broker counts as lost'),
      base_topic: topic()
        .prefault('synology_drive')
        .describe('Everything is published below it; a second bridge on this broker needs another'),
      discovery: flag().default(true).describe('Publish documents for Home Assistant'),
      discovery_prefix: topic().prefault('homeassistant').describe("Home Assistant's discovery prefix"),
      birth_topic: topic()
        .prefault('homeassistant/status')
        .describe('Where Home Assistant says that it is up'),
    },
    { error: 'keys with values' },
  )
  .superRefine(({ url, cert_file, key_file, ca_file, fingerprint }, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message, params: RULE });
    if (cert_file !== undefined && key_file === undefined) refuse('cert_file', 'needs key_file beside it');
    if (key_file !== undefined && cert_file === undefined) refuse('key_file', 'needs cert_file beside it');
    if (/^(?:mqtts|wss):/.test(url)) return;
    const given = { ca_file, cert_file, fingerprint: fingerprint[0] };
    for (const [key, value] of Object.entries(given))
      if (value !== undefined)
        refuse(key, 'has no meaning without TLS: the url is neither mqtts:// nor wss://');
  });
