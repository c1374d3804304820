/// <reference path="./bun.d.ts" />
import { readFileSync } from 'node:fs';
import { isIPv4 } from './address.ts';
import type { Endpoint } from './transport.ts';

type SystemError = Error & { readonly code?: string };

/** What a refusal may be in truth. */
const TRUTHS = ['EHOSTUNREACH', 'ENETUNREACH', 'EMFILE', 'ENFILE'];

/** How long a router or the NAS may take to say what it thinks of a datagram, in milliseconds. */
const PATIENCE = 300;

const nobodyThere = (address: string): SystemError =>
  Object.assign(new Error(`nobody has ${address}`), { code: 'EHOSTUNREACH' });

/**
 * Whether this machine has asked its neighbours in vain who has an address, as after a NAS was switched off. A line is
 * `10.1.1.2  0x1  0x0  00:00:00:00:00:00  *  eth0`, where the second number says that somebody has.
 */
function isNobodys(address: string): boolean {
  const rows = readFileSync('/proc/net/arp', 'latin1').split('\n');
  return rows.some((row) => row.startsWith(`${address} `) && /^\S+ +\S+ +0x0 /.test(row));
}

/** What is heard of a datagram without content that goes where the connection was to go; undefined when nothing is. */
async function hearOfDatagram({ host, port }: Endpoint): Promise<SystemError | undefined> {
  let hear: (error?: SystemError) => void = () => undefined;
  const heard = new Promise<SystemError | undefined>((resolve) => {
    hear = resolve;
  });
  const hostname = isIPv4(host) ? '0.0.0.0' : '::';
  const socket = await Bun.udpSocket({
    hostname,
    connect: { hostname: host, port },
    socket: { error: hear },
  });
  try {
    const address = socket.remoteAddress.address.replace(/^::ffff:/, '');
    if (isNobodys(address)) return nobodyThere(address);
    socket.send('');
    setTimeout(hear, PATIENCE);
    return await heard;
  } finally {
    socket.close();
  }
}

/**
 * What is behind a refused connection. Of whatever keeps TCP from connecting the runtime says ECONNREFUSED; of UDP it tells
 * the truth, and where the way to the NAS ends, it ends for both.
 */
export async function behindRefusal(refusal: unknown, endpoint: Endpoint): Promise<unknown> {
  const heard = await hearOfDatagram(endpoint).catch((error: SystemError) => error);
  return TRUTHS.includes(heard?.code ?? '') ? heard : refusal;
}
