import { once } from 'node:events';
import { WebSocket } from 'undici';

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly success?: boolean;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Its WebSocket API, where the registries, blueprints and dashboards are. */
export class Socket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data)) as Answer));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Home Assistant hung up'));
      this.#waiting.clear();
    });
  }

  static async open(url: string, token: string): Promise<Socket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/websocket`);
    await nextOf(socket, 'auth_required');
    const accepted = nextOf(socket, 'auth_ok');
    socket.send(JSON.stringify({ type: 'auth', access_token: token }));
    await accepted;
    return new Socket(socket);
  }

  /** Rejects with Home Assistant's own words. */
  call(type: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    const answered = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#socket.send(JSON.stringify({ ...parameters, id, type }));
    return answered;
  }

  close(): void {
    this.#socket.close();
  }

  #receive({ id, type, success, result, error }: Answer): void {
    if (type !== 'result' || id === undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (success) waiting?.resolve(result);
    else waiting?.reject(new Error(error?.message ?? 'refused'));
  }
}

async function nextOf(socket: WebSocket, type: string): Promise<void> {
  const closed = once(socket, 'close').then(() => [undefined]);
  const [event] = (await Promise.race([once(socket, 'message'), closed])) as [{ data?: unknown } | undefined];
  const text = String(event?.data ?? '{}');
  if ((JSON.parse(text) as Answer).type !== type)
    throw new Error(`expected ${type}, Home Assistant said ${text}`);
}
