import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

const [PUBLISH, SUBSCRIBE, CONNECT] = [3, 8, 1] as const;

/** A packet of MQTT: the upper half of its first byte, and what stands behind its length. */
type Packet = readonly [kind: number, body: Buffer];

/** Takes whole packets off what has come, and gives the rest. */
function packetsOf(bytes: Buffer): readonly [Packet[], Buffer] {
  const packets: Packet[] = [];
  let rest = bytes;
  while (rest.length >= 2) {
    let [length, at] = [0, 1];
    do {
      length += ((rest[at] ?? 0) & 127) << (7 * (at - 1));
      at += 1;
    } while (((rest[at - 1] ?? 0) & 128) !== 0);
    if (rest.length < at + length) break;
    packets.push([(rest[0] ?? 0) >> 4, rest.subarray(at, at + length)]);
    rest = rest.subarray(at + length);
  }
  return [packets, rest];
}

/**
 * A broker of MQTT 5 that takes so many messages at a time, acknowledges each after a while, refuses subscriptions with a
 * code, and counts.
 */
export async function startSlowBroker(receiveMaximum: number, subscribed = 1) {
  const counts = { most: 0, underWay: 0, all: 0 };
  const answer = (socket: Socket, [kind, body]: Packet) => {
    if (kind === CONNECT) socket.write(Buffer.from([0x20, 6, 0, 0, 3, 0x21, 0, receiveMaximum]));
    if (kind === SUBSCRIBE) socket.write(Buffer.from([0x90, 4, body[0] ?? 0, body[1] ?? 0, 0, subscribed]));
    if (kind !== PUBLISH) return;
    counts.underWay += 1;
    counts.all += 1;
    counts.most = Math.max(counts.most, counts.underWay);
    const id = 2 + body.readUInt16BE(0);
    setTimeout(() => {
      counts.underWay -= 1;
      socket.write(Buffer.from([0x40, 2, body[id] ?? 0, body[id + 1] ?? 0]));
    }, 20);
  };
  const server = createServer((socket) => {
    let rest: Buffer = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      const [packets, behind] = packetsOf(Buffer.concat([rest, bytes]));
      rest = behind;
      for (const packet of packets) answer(socket, packet);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    close: async () => void server.close(),
  };
}
