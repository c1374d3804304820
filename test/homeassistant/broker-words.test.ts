import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { brokerOptions } from '../../homeassistant/broker-options.ts';
import { BrokerPatience } from '../../homeassistant/broker-patience.ts';
import { reasonTrouble } from '../../homeassistant/broker-reasons.ts';
import { brokerEndpoint, socketTrouble } from '../../homeassistant/broker-socket.ts';
import type { MqttConfig } from '../../homeassistant/config/schema.ts';
import { namesOf } from '../../homeassistant/topics.ts';
import { CertificateError } from '../../src/dsm/errors.ts';
import { read, SMALLEST } from '../support/bridge-config.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const mqttOf = (keys: string): MqttConfig => read(`${SMALLEST}\nmqtt: {${keys}}`).mqtt;

describe('where a broker is', () => {
  it.each([
    ['mqtt://broker', { host: 'broker', port: 1883, path: '/', tls: false, webSocket: false }],
    ['mqtts://broker', { host: 'broker', port: 8883, path: '/', tls: true, webSocket: false }],
    ['ws://broker', { host: 'broker', port: 80, path: '/', tls: false, webSocket: true }],
    ['wss://broker/mqtt?a=1', { host: 'broker', port: 443, path: '/mqtt?a=1', tls: true, webSocket: true }],
    [
      'mqtt://[2001:db8::1]:1884',
      { host: '2001:db8::1', port: 1884, path: '/', tls: false, webSocket: false },
    ],
  ])('%s', (url, expected) => {
    expect(brokerEndpoint({ url })).toEqual(expected);
  });

  it.each([
    [
      'ECONNREFUSED',
      'mqtt://broker',
      'the broker broker:1883 cannot be reached: it refuses connections',
      'Is the broker up, and is the url right?',
    ],
    [
      'ENOTFOUND',
      'mqtt://broker',
      'the broker broker:1883 cannot be reached: its name is not known',
      'Is the broker up, and is the url right?',
    ],
    [
      'ETIMEDOUT',
      'mqtt://[::1]',
      'the broker [::1]:1883 cannot be reached: it does not answer',
      'Is the broker up, and is the url right?',
    ],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'mqtts://broker',
      'the broker broker:8883 cannot be reached: ERR_SSL_WRONG_VERSION_NUMBER: boom',
      'Is this the port for TLS? Does the broker ask for a client certificate (cert_file, key_file)?',
    ],
  ])('is said when it cannot be reached: %s', (code, url, message, remedy) => {
    const error = Object.assign(new Error('boom'), { code });
    expect(socketTrouble(error, brokerEndpoint({ url }))).toMatchObject({ message, remedy });
  });

  it('is said once where several addresses were tried', () => {
    const inner = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    const error = new AggregateError([inner, inner]);
    expect(socketTrouble(error, brokerEndpoint({ url: 'mqtt://b' })).message).toContain(
      'it refuses connections',
    );
  });

  it('gives way to what is wrong with its certificate', () => {
    const error = new CertificateError('expired', 'the certificate has expired', 'Renew it');
    expect(socketTrouble(error, brokerEndpoint({ url: 'mqtts://b' }))).toBe(error);
  });
});

describe('a code of the broker', () => {
  it.each([
    [134, 'the broker refuses user name or password'],
    [4, 'the broker refuses user name or password'],
    [135, 'the broker refuses the connection (not authorised)'],
    [5, 'the broker refuses the connection (not authorised)'],
    [1, 'the broker does not speak this version of MQTT'],
    [133, 'the broker does not take this client_id'],
    [200, 'the broker answered code 200'],
  ])('%d, when it is connected to, is explained with a remedy', (code, message) => {
    expect(reasonTrouble(code, 'connect')).toMatchObject({ message, remedy: expect.stringMatching(/\w/) });
  });

  it.each([
    [135, 'the broker does not allow this account to do that'],
    [142, 'another client took over our client_id'],
    [149, 'a message is larger than the broker takes'],
    [151, 'the broker’s quota is exceeded'],
  ])('%d, later, is explained, too', (code, message) => {
    expect(reasonTrouble(code).message).toBe(message);
  });
});

describe('the next try to reach a broker', () => {
  it('comes later after each failure, up to half a minute', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const patience = new BrokerPatience();
    const pauses = Array.from({ length: 8 }, () => {
      patience.failed();
      return patience.pause;
    });
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it.each([
    [0, 750],
    [1, 1250],
  ])('is left to chance by a quarter (%d)', (chance, pause) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance);
    const patience = new BrokerPatience();
    patience.failed();
    expect(patience.pause).toBe(pause);
  });

  it('comes soon after a connection that held', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const patience = new BrokerPatience();
    for (let failure = 0; failure < 6; failure += 1) patience.failed();
    patience.connected();
    vi.advanceTimersByTime(21_000);
    patience.failed();
    expect(patience.pause).toBe(1000);
  });

  it('tells a fight over one client id from an outage: three connections that were closed soon', () => {
    const patience = new BrokerPatience();
    const short = () => {
      patience.connected();
      vi.advanceTimersByTime(500);
      patience.failed();
      return patience.isSuspicious;
    };
    expect([short(), short(), short()]).toEqual([false, false, true]);
    patience.failed();
    expect(patience.isSuspicious).toBe(false);
  });
});

describe('how the bridge presents itself', () => {
  const optionsOf = (keys = '') => {
    const mqtt = mqttOf(keys);
    return brokerOptions(mqtt, namesOf(mqtt.base_topic, mqtt.discovery_prefix));
  };

  it('is by a client id of its own for each base topic, the same at each start', () => {
    expect(optionsOf().clientId).toMatch(/^synology-drive-[0-9a-f]{8}$/);
    expect(optionsOf().clientId).toBe(optionsOf().clientId);
    expect(optionsOf('base_topic: other').clientId).not.toBe(optionsOf().clientId);
    expect(optionsOf('client_id: mine').clientId).toBe('mine');
  });

  it('is with a will that says offline where the bridge says online', () => {
    expect(optionsOf('base_topic: a/b').will).toEqual({ topic: 'a/b/bridge/state', payload: 'offline' });
  });

  it.each([
    ['', ['homeassistant/status', 'synology_drive/+/refresh/set', 'homeassistant/device/+/config']],
    ['discovery: false', ['synology_drive/+/refresh/set', 'homeassistant/device/+/config']],
    [
      'birth_topic: ha/up, discovery_prefix: ha',
      ['ha/up', 'synology_drive/+/refresh/set', 'ha/device/+/config'],
    ],
    [
      'protocol: "3.1.1"',
      [
        'homeassistant/status',
        'synology_drive/+/refresh/set',
        'homeassistant/device/+/config',
        'synology_drive/bridge/state',
      ],
    ],
  ])('is by listening to what concerns it (%s)', (keys, topics) => {
    expect(optionsOf(keys).subscriptions.map(({ topic }) => topic)).toEqual(topics);
  });

  it('without discovery looks for old documents where the broker lets it', () => {
    const optional = (keys: string) =>
      optionsOf(keys).subscriptions.flatMap(({ topic, isOptional }) => (isOptional ? [topic] : []));
    expect(optional('discovery: false')).toEqual(['homeassistant/device/+/config']);
    expect(optional('')).toEqual([]);
  });
});
