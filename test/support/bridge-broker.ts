import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type AedesOptions } from 'aedes';
import type { TlsMaterial } from '../../src/simulator/certificate.ts';

/** What a client published, as the broker took it. */
export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  readonly qos: number;
  /** `performance.now()`. */
  readonly at: number;
}

export interface BrokerOptions {
  /** Default: any free port. */
  readonly port?: number;
  readonly tls?: TlsMaterial;
  /** The one account that may connect, `name:password`; default: everybody. */
  readonly account?: string;
  /** Refuses to take what is published there. */
  readonly denies?: (topic: string) => boolean;
}

/** A broker in this process, which speaks MQTT 3.1.1 only, and remembers what it heard. */
export interface TestBroker {
  readonly port: number;
  readonly heard: readonly Heard[];
  /** Client ids of those who are connected. */
  readonly clients: ReadonlySet<string>;
  /** Connections so far. */
  readonly connections: () => number;
  /** What stands there, by topic. */
  readonly retained: ReadonlyMap<string, string>;
  /** As some other client would. */
  publish(topic: string, payload: string, retain?: boolean): Promise<void>;
  /** Ends every connection, and takes new ones. */
  kick(): void;
  close(): Promise<void>;
}

function optionsOf({ account, denies }: BrokerOptions): AedesOptions {
  return {
    ...(account !== undefined && {
      authenticate: (_client, name, password, done) =>
        done(null, `${name}:${password?.toString()}` === account),
    }),
    ...(denies && {
      // As mosquitto with 3.1.1: acknowledged, and passed on to nobody.
      authorizePublish: (_client, packet, done) => {
        if (denies(packet.topic)) packet.topic = `refused/${packet.topic}`;
        done(null);
      },
    }),
  };
}

export async function startBroker(options: BrokerOptions = {}): Promise<TestBroker> {
  const aedes = await Aedes.createBroker(optionsOf(options));
  const heard: Heard[] = [];
  const retained = new Map<string, string>();
  const clients = new Set<string>();
  let connections = 0;
  aedes.on('clientReady', ({ id }) => clients.add(id));
  aedes.on('clientDisconnect', ({ id }) => clients.delete(id));
  aedes.on('publish', ({ topic, payload, retain, qos }) => {
    if (topic.startsWith('$SYS')) return;
    const text = payload.toString();
    heard.push({ topic, payload: text, retain, qos, at: performance.now() });
    if (retain && text === '') retained.delete(topic);
    else if (retain) retained.set(topic, text);
  });
  const sockets = new Set<Socket>();
  const take = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  };
  const { tls, port = 0 } = options;
  const server = tls ? createTlsServer({ key: tls.key, cert: tls.certificate }, take) : createServer(take);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const kick = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    clients,
    connections: () => connections,
    retained,
    kick,
    publish: (topic, payload, retain = false) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false } as const;
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    async close() {
      kick();
      server.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
}
