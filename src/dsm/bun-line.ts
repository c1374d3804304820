/// <reference path="./bun.d.ts" />
import { type Listener, openSocket } from './bun-socket.ts';
import { reasonOf } from './deadline.ts';
import { HttpReader } from './http-reader.ts';
import type { Line, OpenLine } from './line.ts';
import {
  authority,
  type Certificate,
  type Endpoint,
  type FormRequest,
  type HttpAnswer,
} from './transport.ts';

function render({ path, form, headers }: FormRequest, endpoint: Endpoint): Buffer {
  const lines = [
    `POST ${path} HTTP/1.1`,
    // Where an address has a zone (fe80::1%eth0), that is for the socket alone.
    `host: ${authority(endpoint).replace(/%[^\]]*/, '')}`,
    'connection: keep-alive',
    'content-type: application/x-www-form-urlencoded',
    ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(form)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${form}`);
}

/** The request that is under way. */
interface Exchange {
  readonly reader: HttpReader;
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * HTTP/1.1 on the sockets of the native build's runtime. Not by its `fetch`, which obeys HTTP_PROXY, follows redirects,
 * and sends the request before anybody could look at the certificate.
 */
class BunLine implements Line, Listener {
  readonly #endpoint: Endpoint;
  readonly #seen: (certificate: Certificate) => void;
  #socket: Bun.Socket | undefined;
  #exchange: Exchange | undefined;
  #unsent: Buffer = Buffer.alloc(0);
  #open = true;

  constructor(endpoint: Endpoint, seen: (certificate: Certificate) => void) {
    this.#endpoint = endpoint;
    this.#seen = seen;
  }

  get open(): boolean {
    return this.#open;
  }

  send(request: FormRequest): Promise<HttpAnswer> {
    const { signal } = request;
    return new Promise<HttpAnswer>((resolve, reject) => {
      const abort = () => settle(() => reject(reasonOf(signal)));
      const settle = (end: () => void) => {
        signal.removeEventListener('abort', abort);
        this.#exchange = undefined;
        end();
      };
      if (signal.aborted) return reject(reasonOf(signal));
      signal.addEventListener('abort', abort, { once: true });
      this.#exchange = {
        reader: new HttpReader(this.#endpoint),
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (error) => settle(() => reject(error)),
      };
      void this.#begin(request);
    });
  }

  close(): void {
    this.#open = false;
    this.#socket?.terminate();
  }

  async #begin(request: FormRequest): Promise<void> {
    const exchange = this.#exchange;
    try {
      this.#socket ??= await openSocket(this.#endpoint, this.#seen, this);
      // Given up meanwhile, or closed since the last answer.
      if (exchange !== this.#exchange || !this.#open) return this.gone();
      this.#write(render(request, this.#endpoint));
    } catch (error) {
      exchange?.reject(error);
    }
  }

  #write(bytes: Buffer): void {
    const taken = this.#socket?.write(bytes) ?? 0;
    this.#unsent = bytes.subarray(Math.max(0, taken));
  }

  drain(): void {
    if (this.#unsent.length > 0) this.#write(this.#unsent);
  }

  data(bytes: Buffer): void {
    if (this.#exchange) this.#understand((reader) => reader.feed(bytes));
    // What nobody asked for.
    else this.close();
  }

  gone(error?: Error): void {
    this.close();
    this.#understand((reader) => reader.end(error));
  }

  #understand(read: (reader: HttpReader) => void): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    const { reader, resolve, reject } = exchange;
    try {
      read(reader);
      if (!reader.done) return;
      this.#open &&= reader.reusable;
      resolve(reader.answer());
    } catch (error) {
      reject(error);
    }
  }
}

/** A connection in the native build. */
export const openLine: OpenLine = (endpoint, seen) => new BunLine(endpoint, seen);
