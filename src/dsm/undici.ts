import { connect as connectPlain, type Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import { reasonOf } from './deadline.ts';
import { AnswerError, UnreachableError } from './errors.ts';
import { lookUpName } from './lookup-name.ts';
import { translateNetworkError } from './network-errors.ts';
import {
  authority,
  type Certificate,
  type Endpoint,
  type FormRequest,
  type HttpAnswer,
  MAX_BODY,
  type TlsPolicy,
  type Transport,
} from './transport.ts';
import { withoutTierUp } from './wasm-tiers.ts';

/** One connection and how many answers it has brought: only a reused one may have gone stale unnoticed. */
interface Line {
  readonly client: Client;
  answers: number;
}

type Connected = (error: Error | null, socket: Socket | null) => void;

function openPlain(endpoint: Endpoint, done: Connected): void {
  const socket = connectPlain({
    host: endpoint.host,
    port: endpoint.port,
    noDelay: true,
    lookup: lookUpName,
  });
  const fail = (error: Error) => done(error, null);
  socket.once('error', fail);
  socket.once('connect', () => {
    socket.off('error', fail);
    withoutTierUp(() => done(null, socket));
  });
}

function headerOf(headers: Record<string, string | string[] | undefined>, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Collects one answer, refusing it as soon as it grows too large. */
function collector(
  endpoint: Endpoint,
  resolve: (answer: HttpAnswer) => void,
  reject: (error: unknown) => void,
): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let size = 0;
  let head: Omit<HttpAnswer, 'body'>;
  return {
    // undici takes a handler without it for one of the old kind.
    onRequestStart: () => undefined,
    onResponseStart(_controller, status, headers) {
      const location = headerOf(headers, 'location')?.replace(/[?#].*$/s, '');
      head = { status, contentType: headerOf(headers, 'content-type') ?? '', location };
    },
    onResponseData(controller, chunk) {
      size += chunk.length;
      if (size > MAX_BODY)
        controller.abort(
          new AnswerError(
            `the answer of ${authority(endpoint)} is larger than ${MAX_BODY / 1024 / 1024} MiB`,
            'Is this the port of a Synology NAS?',
          ),
        );
      else chunks.push(chunk);
    },
    onResponseEnd: () => resolve({ ...head, body: Buffer.concat(chunks).toString('utf8') }),
    onResponseError: (_controller, error) => reject(error),
  };
}

/** HTTP by undici. It never looks at HTTP_PROXY and its kin, follows no redirect and asks for no compression. */
export class UndiciTransport implements Transport {
  certificate: Certificate | undefined;
  readonly #endpoint: Endpoint;
  readonly #idle: Line[] = [];
  readonly #all = new Set<Line>();

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  async post(request: FormRequest): Promise<HttpAnswer> {
    const line = this.#idle.pop() ?? this.#open();
    const reused = line.answers > 0;
    try {
      return await this.#attempt(line, request);
    } catch (error) {
      if (reused && error instanceof UnreachableError && error.reason === 'reset')
        return this.#attempt(this.#open(), request);
      throw error;
    }
  }

  close(): void {
    for (const line of this.#all) this.#drop(line);
    this.#idle.length = 0;
  }

  #open(): Line {
    const { tls } = this.#endpoint;
    const connect = (_options: unknown, done: Connected) =>
      tls ? void this.#openTls(tls, done) : openPlain(this.#endpoint, done);
    // Where an address has a zone (fe80::1%eth0), that is for the socket alone.
    const origin = `${tls ? 'https' : 'http'}://${authority(this.#endpoint).replace(/%[^\]]*/, '')}`;
    // The request's signal bounds everything, so undici's own timers stay off.
    const client = new Client(origin, { connect: connect as never, headersTimeout: 0, bodyTimeout: 0 });
    const line = { client, answers: 0 };
    this.#all.add(line);
    return line;
  }

  async #openTls(policy: TlsPolicy, done: Connected): Promise<void> {
    try {
      const { connectTls } = await import('./connect-tls.ts');
      const socket = await connectTls(this.#endpoint, policy, (seen) => {
        this.certificate = seen;
      });
      withoutTierUp(() => done(null, socket));
    } catch (error) {
      done(error as Error, null);
    }
  }

  async #attempt(line: Line, request: FormRequest): Promise<HttpAnswer> {
    try {
      const answer = await send(line.client, request, this.#endpoint);
      line.answers += 1;
      this.#idle.push(line);
      return answer;
    } catch (error) {
      this.#drop(line);
      throw translateNetworkError(error, this.#endpoint);
    }
  }

  #drop(line: Line): void {
    this.#all.delete(line);
    // What was under way on it is rejected elsewhere already.
    line.client.destroy().catch(() => undefined);
  }
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
