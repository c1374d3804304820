import { connect as connectPlain, type Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import { Collected } from './collected.ts';
import { reasonOf } from './deadline.ts';
import { notHttp } from './http-head.ts';
import type { Line, OpenLine } from './line.ts';
import { lookUpName } from './lookup-name.ts';
import { connectPatiently } from './patience.ts';
import {
  authority,
  type Certificate,
  type Endpoint,
  type FormRequest,
  type HttpAnswer,
  type TlsPolicy,
} from './transport.ts';
import { withoutTierUp } from './wasm-tiers.ts';

type Connected = (error: Error | null, socket: Socket | null) => void;

const openPlain = (endpoint: Endpoint): Promise<Socket> =>
  connectPatiently(
    (patience) =>
      new Promise((resolve, reject) => {
        const { host, port } = endpoint;
        const socket = connectPlain({ host, port, noDelay: true, lookup: lookUpName, ...patience });
        socket.once('error', reject);
        socket.once('connect', () => {
          socket.off('error', reject);
          resolve(socket);
        });
      }),
  );

async function openTls(
  endpoint: Endpoint,
  policy: TlsPolicy,
  seen: (certificate: Certificate) => void,
): Promise<Socket> {
  const { connectTls } = await import('./connect-tls.ts');
  return connectTls(endpoint, policy, seen);
}

type Headers = Record<string, string | string[] | undefined>;

function headerOf(headers: Headers, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/**
 * What of undici's errors it says of a head that is no HTTP: in words alone, or by a code that it also gives when a body is
 * cut off.
 */
const isOfHead = ({ code, message }: Error & { code?: string }) =>
  code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || /^bad (?:response|upgrade)$/.test(message);

/** Collects one answer, refusing it as soon as it grows too large. */
function collector(
  endpoint: Endpoint,
  resolve: (answer: HttpAnswer) => void,
  reject: (error: unknown) => void,
): Dispatcher.DispatchHandler {
  const body = new Collected(endpoint);
  let head: { status: number; headers: Headers } | undefined;
  return {
    // undici takes a handler without it for one of the old kind.
    onRequestStart: () => undefined,
    onResponseStart(_controller, status, headers) {
      head = { status, headers };
    },
    onResponseData(controller, chunk) {
      try {
        body.add(chunk);
      } catch (error) {
        controller.abort(error as Error);
      }
    },
    onResponseEnd() {
      const { status = 0, headers = {} } = head ?? {};
      resolve(body.answer(status, (name) => headerOf(headers, name)));
    },
    onResponseError: (_controller, error) =>
      reject(head === undefined && isOfHead(error) ? notHttp(error.message) : error),
  };
}

/** One POST on one connection, given up as soon as its signal says so. */
function send(client: Client, request: FormRequest, endpoint: Endpoint): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { signal } = request;
    if (signal.aborted) return reject(reasonOf(signal));
    const abort = () => reject(reasonOf(signal));
    signal.addEventListener('abort', abort, { once: true });
    const settled = () => signal.removeEventListener('abort', abort);
    const keep = (answer: HttpAnswer) => {
      settled();
      resolve(answer);
    };
    const fail = (error: unknown) => {
      settled();
      reject(error);
    };
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...request.headers };
    client.dispatch(
      { method: 'POST', path: request.path, headers, body: request.form },
      collector(endpoint, keep, fail),
    );
  });
}

/**
 * A connection by undici, for Node. It never looks at HTTP_PROXY and its kin, follows no redirect and asks for no
 * compression; when the server has closed the connection it makes another by itself.
 */
export const openLine: OpenLine = (endpoint, seen): Line => {
  const { tls } = endpoint;
  const connect = (_options: unknown, done: Connected) => {
    const opened = tls ? openTls(endpoint, tls, seen) : openPlain(endpoint);
    opened.then(
      (socket) => withoutTierUp(() => done(null, socket)),
      (error: Error) => done(error, null),
    );
  };
  // Where an address has a zone (fe80::1%eth0), that is for the socket alone.
  const origin = `${tls ? 'https' : 'http'}://${authority(endpoint).replace(/%[^\]]*/, '')}`;
  // The request's signal bounds everything, so undici's own timers stay off.
  const client = new Client(origin, { connect: connect as never, headersTimeout: 0, bodyTimeout: 0 });
  return {
    open: true,
    send: (request) => send(client, request, endpoint),
    // What was under way on it is rejected elsewhere already.
    close: () => void client.destroy().catch(() => undefined),
  };
};
