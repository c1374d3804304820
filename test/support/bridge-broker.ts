import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type AedesOptions, type PublishPacket } from 'aedes';
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

/** Takes note of what was published, in the order in which it came: aedes itself tells of large messages later. */
class Ledger {
  readonly heard: Heard[] = [];
  readonly retained = new Map<string, string>();

  add({ topic, payload, retain, qos }: PublishPacket): void {
    const text = payload.toString();
    this.heard.push({ topic, payload: text, retain, qos, at: performance.now() });
    if (retain && text === '') this.retained.delete(topic);
    else if (retain) this.retained.set(topic, text);
  }
}

function optionsOf({ account, denies }: BrokerOptions, ledger: Ledger): AedesOptions {
  return {
    ...(account !== undefined && {
      authenticate: (_client, name, password, done) =>
        done(null, `${name}:${password?.toString()}` === account),
    }),
    authorizePublish: (_client, packet, done) => {
      // As mosquitto with 3.1.1 does: acknowledged, and passed on to nobody.
      if (denies?.(packet.topic)) packet.topic = `refused/${packet.topic}`;
      ledger.add(packet);
      done(null);
    },
  };
}

export async function startBroker(options: BrokerOptions = {}): Promise<TestBroker> {
  const ledger = new Ledger();
  const aedes = await Aedes.createBroker(optionsOf(options, ledger));
  const clients = new Set<string>();
  let connections = 0;
  aedes.on('clientReady', ({ id }) => clients.add(id));
  aedes.on('clientDisconnect', ({ id }) => clients.delete(id));
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
    heard: ledger.heard,
    clients,
    connections: () => connections,
    retained: ledger.retained,
    kick,
    publish: (topic, payload, retain = false) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false } as const;
        ledger.add(packet);
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    async close() {
      kick();
      server.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
}
