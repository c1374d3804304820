import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { launch } from './checks.ts';

/** A port that does with a connection what no NAS should. */
export interface Oddity {
  readonly port: number;
  /** Connections so far. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export async function listenOddly(behave: (socket: Socket) => void): Promise<Oddity> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    behave(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await listenOddly(() => undefined);
  await server.close();
  return server.port;
}

/**
 * A port whose queue is full, so that not even the TCP handshake of one more is answered: as behind a firewall that
 * drops. The process listens, then never again looks at its sockets.
 */
export async function listenDeafly(): Promise<Pick<Oddity, 'port' | 'close'>> {
  const program = `
    const net = require('node:net');
    const server = net.createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      const { port } = server.address();
      require('node:fs').writeSync(1, port + '\\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30000);
    });`;
  const { child, ended } = launch(process.execPath, ['-e', program]);
  const port = Number(await new Promise<string>((done) => child.stdout?.once('data', done)));
  const { connect } = await import('node:net');
  const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await once(fillers[0] ?? fillers.pop() ?? child, 'connect');
  return {
    port,
    async close() {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
      await ended;
    },
  };
}
