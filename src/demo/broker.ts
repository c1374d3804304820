import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';

/** What was published. */
export interface Published {
  readonly topic: string;
  readonly payload: string;
}

/** An MQTT broker within this process, for looking on. */
export interface DemoBroker {
  readonly port: number;
  publish(topic: string, payload: string): void;
  close(): Promise<void>;
}

/** Listens on a port of loopback, 0 for any free one; rejects when that cannot be had. */
export async function startBroker(
  port: number,
  onPublish: (message: Published) => void,
): Promise<DemoBroker> {
  const aedes = await Aedes.createBroker();
  aedes.on('publish', ({ topic, payload }) => {
    if (!topic.startsWith('$SYS')) onPublish({ topic, payload: payload.toString() });
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    publish: (topic, payload) =>
      aedes.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, () => undefined),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
}
