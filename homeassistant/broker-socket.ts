import { connect as connectPlain, type Socket } from 'node:net';
import { connectTls } from '../src/dsm/connect-tls.ts';
import { CertificateError, type DsmError, UnreachableError } from '../src/dsm/errors.ts';
import type { BrokerAccess, MqttSettings } from './config/settings.ts';

/** Ports where the URL names none. */
const PORTS: Readonly<Record<string, number>> = { 'mqtt:': 1883, 'mqtts:': 8883, 'ws:': 80, 'wss:': 443 };

export interface BrokerEndpoint {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly tls: boolean;
  readonly webSocket: boolean;
}

export function brokerEndpoint({ url }: Pick<MqttSettings, 'url'>): BrokerEndpoint {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (PORTS[protocol] ?? 1883) : Number(port),
    path: `${pathname === '' ? '/' : pathname}${search}`,
    tls: protocol === 'mqtts:' || protocol === 'wss:',
    webSocket: protocol === 'ws:' || protocol === 'wss:',
  };
}

const shown = ({ host, port }: BrokerEndpoint) => `${host.includes(':') ? `[${host}]` : host}:${port}`;

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'no name server answers',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'it closed the connection',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it does not answer',
};

/** What the socket or TLS said, as words about the broker. */
export function socketTrouble(error: unknown, endpoint: BrokerEndpoint): DsmError {
  if (error instanceof CertificateError || error instanceof UnreachableError) return error;
  const { code = '', errors } = error as { code?: string; errors?: readonly unknown[] };
  const [first] = errors ?? [];
  if (code === '' && first !== undefined) return socketTrouble(first, endpoint);
  const text = error instanceof Error ? error.message : String(error);
  const why = REASONS[code] ?? ([code, text].filter(Boolean).join(': ') || 'no reason was given');
  const remedy = /^(?:ERR_SSL|ERR_TLS|EPROTO)/.test(code)
    ? 'Is this the port for TLS? Does the broker ask for a client certificate (cert_file, key_file)?'
    : 'Is the broker up, and is the url right?';
  return new UnreachableError('reset', `the broker ${shown(endpoint)} cannot be reached: ${why}`, remedy);
}

function openPlain({ host, port }: BrokerEndpoint, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectPlain({ host, port, noDelay: true });
    const abort = () => socket.destroy(new Error('no answer in time'));
    signal.addEventListener('abort', abort, { once: true });
    const settle = (done: () => void) => {
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners();
      done();
    };
    socket.once('error', (error) => settle(() => reject(error)));
    socket.once('connect', () => settle(() => resolve(socket)));
  });
}

function openTls(
  endpoint: BrokerEndpoint,
  settings: MqttSettings,
  access: BrokerAccess,
  signal: AbortSignal,
): Promise<Socket> {
  const { ca, cert, key } = access;
  const policy = {
    ca,
    fingerprints: settings.fingerprint,
    verify: true,
    ...(cert !== undefined && key !== undefined && { client: { cert, key } }),
    protocols: endpoint.webSocket ? ['http/1.1'] : [],
  };
  return new Promise((resolve, reject) => {
    const abort = () => reject(new UnreachableError('time', `the broker ${shown(endpoint)} does not answer`));
    signal.addEventListener('abort', abort, { once: true });
    connectTls({ host: endpoint.host, port: endpoint.port }, policy, () => undefined).then((socket) => {
      if (signal.aborted) socket.destroy();
      else resolve(socket);
    }, reject);
  });
}

/**
 * A connection to the broker on which nothing was sent yet: with TLS the certificate has been accepted. Throws a DsmError
 * that says what to do.
 */
export async function openSocket(
  endpoint: BrokerEndpoint,
  settings: MqttSettings,
  access: BrokerAccess,
  signal: AbortSignal,
): Promise<Socket> {
  try {
    return await (endpoint.tls ? openTls(endpoint, settings, access, signal) : openPlain(endpoint, signal));
  } catch (error) {
    throw socketTrouble(error, endpoint);
  }
}
