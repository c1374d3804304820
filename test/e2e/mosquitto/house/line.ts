import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What the line does with bytes and with whoever calls. */
type Weather = 'open' | 'silent' | 'down';

/** A line on loopback that can go dead without anybody hanging up, be cut, or be slow. */
export class Line {
  readonly #target: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #weather: Weather = 'open';
  #delay = 0;
  /** How many have called. */
  calls = 0;

  private constructor(target: number, weather: Weather) {
    this.#target = target;
    this.#weather = weather;
    this.#server = createServer((socket) => this.#answer(socket));
  }

  static async open(target: number, weather: Weather = 'open'): Promise<Line> {
    const line = new Line(target, weather);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Swallows everything from now on, of old and of new connections, and never hangs up. */
  silence(): void {
    this.#weather = 'silent';
  }

  /** New connections reach the other end again; those that were silent stay so. */
  heal(): void {
    this.#weather = 'open';
  }

  /** Hangs up on everybody, now and until it is healed. */
  cut(): void {
    this.#weather = 'down';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Milliseconds that every piece takes longer. */
  slow(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #answer(caller: Socket): void {
    this.calls += 1;
    this.#keep(caller);
    if (this.#weather === 'down') {
      caller.destroy();
      return;
    }
    const line = { dead: this.#weather === 'silent' };
    if (line.dead) {
      caller.resume();
      return;
    }
    const callee = connect(this.#target, '127.0.0.1');
    this.#keep(callee);
    this.#carry(caller, callee, line);
    this.#carry(callee, caller, line);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #carry(from: Socket, to: Socket, line: { dead: boolean }): void {
    const isDead = () => {
      line.dead ||= this.#weather === 'silent';
      return line.dead;
    };
    from.on('data', (piece) => {
      if (isDead()) return;
      if (this.#delay === 0) to.write(piece);
      else setTimeout(() => to.write(piece), this.#delay);
    });
    from.on('close', () => {
      if (!isDead()) to.destroy();
    });
  }
}
