import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes from which an answer is one of the long lists. */
const LIST = 50_000;
const MOST_LISTS = 1000;

/** What a port was asked. */
export interface Load {
  readonly requests: number;
  readonly inFlight: number;
  readonly mostInFlight: number;
  /** When the last request came, Unix milliseconds; 0 before the first. */
  readonly lastRequest: number;
  /** When long answers were given. */
  readonly lists: readonly number[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] } & { lists: number[] };

const now = () => performance.timeOrigin + performance.now();

/** Counts the requests that are under way at each port of this process, from outside of whoever serves them. */
export class InFlight {
  readonly #ports = new Map<number, Writable<Load>>();

  constructor() {
    subscribe('http.server.request.start', (message) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      this.#began(request, response);
    });
  }

  at(port: number): Load {
    return this.#of(port);
  }

  #of(port: number): Writable<Load> {
    const load = this.#ports.get(port) ?? {
      requests: 0,
      inFlight: 0,
      mostInFlight: 0,
      lastRequest: 0,
      lists: [],
    };
    this.#ports.set(port, load);
    return load;
  }

  #began({ socket }: IncomingMessage, response: ServerResponse): void {
    const load = this.#of(socket.localPort ?? 0);
    load.requests += 1;
    load.inFlight += 1;
    load.mostInFlight = Math.max(load.mostInFlight, load.inFlight);
    load.lastRequest = now();
    const before = socket.bytesWritten;
    const over = () => {
      response.off('finish', over).off('close', over);
      load.inFlight -= 1;
      const isLong = socket.bytesWritten - before > LIST;
      if (isLong && load.lists.length < MOST_LISTS) load.lists.push(now());
    };
    response.on('finish', over).on('close', over);
  }
}
