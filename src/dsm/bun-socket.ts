/// <reference path="./bun.d.ts" />
import { type Shaken, shakeAccepted } from './accept.ts';
import { isAddress } from './address.ts';
import { isFor } from './identity.ts';
import type { Certificate, Endpoint, TlsPolicy } from './transport.ts';

/** What is told of a connection once it stands. */
export interface Listener {
  data(bytes: Buffer): void;
  /** There is room to write again. */
  drain(): void;
  /** It is over; with an error or without. */
  gone(error?: Error): void;
}

interface ShakenSocket extends Shaken {
  readonly socket: Bun.Socket;
}

const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';

const closed = () => Object.assign(new Error('closed by the other side'), { code: 'ECONNRESET' });

/** A name as name servers know it. Throws for what is none. */
function asciiName(host: string): string {
  if (/^[\x20-\x7e]*$/.test(host)) return host;
  if (URL.canParse(`http://${host}/`)) return new URL(`http://${host}/`).hostname;
  throw Object.assign(new Error(`${host} was not found`), { code: 'ENOTFOUND' });
}

type Complaint = { readonly code?: string } | null;

/** A connection that stands, what TLS thinks of its certificate, and how to let go of it without a word. */
interface Standing {
  readonly socket: Bun.Socket;
  readonly complaint: Complaint;
  readonly drop: () => void;
}

/** Whether TLS stands and only the certificate is complained of; what failed has a system's or TLS's code. */
const isAboutCertificate = (complaint: Complaint) => !/^(?:E[A-Z]+$|ERR_SSL|$)/.test(complaint?.code ?? '');

/** Connects, and with TLS shakes hands; sends nothing else. The listener is told nothing before that is done. */
function connect(
  { host, port }: Endpoint,
  tls: Bun.TlsOptions | undefined,
  listener: Listener,
): Promise<Standing> {
  return new Promise((resolve, reject) => {
    let told: Listener | undefined;
    const stand = (socket: Bun.Socket, complaint: Complaint = null) => {
      told = listener;
      const drop = () => {
        told = undefined;
        socket.terminate();
      };
      resolve({ socket, complaint, drop });
    };
    const gone = (error?: Error) => (told ? told.gone(error) : reject(error ?? closed()));
    const socket: Bun.SocketHandler = {
      open: (opened) => {
        if (!tls) stand(opened);
      },
      handshake: (opened, success, complaint) => {
        if (success || isAboutCertificate(complaint)) stand(opened, complaint);
        else gone(complaint ?? closed());
      },
      data: (_socket, bytes) => told?.data(bytes),
      drain: () => told?.drain(),
      end: () => gone(),
      close: (_socket, error) => gone(error),
      error: (_socket, error) => gone(error),
      connectError: (_socket, error) => gone(error),
    };
    Bun.connect({ hostname: asciiName(host), port, socket, ...(tls && { tls }) }).catch(reject);
  });
}

/**
 * Shakes hands: verification is left to us, because the runtime's own would end the connection with no way to say which
 * certificate was seen.
 */
async function shakeHands(
  endpoint: Endpoint,
  name: string,
  policy: TlsPolicy,
  trust: string[] | undefined,
  listener: Listener,
): Promise<ShakenSocket> {
  const options: Bun.TlsOptions = {
    rejectUnauthorized: false,
    ...(isAddress(name) ? {} : { serverName: asciiName(name) }),
    ...(trust?.length && { ca: trust.join('\n') }),
    ...policy.client,
  };
  const { socket, complaint, drop } = await connect(endpoint, options, listener);
  const peer = socket.getPeerCertificate();
  // The runtime asks after the host, whatever name the policy has.
  const trusted = !complaint?.code || complaint.code === WRONG_NAME;
  const wrongName = peer && !isFor(name, peer) ? WRONG_NAME : undefined;
  return { socket, peer, complaint: trusted ? wrongName : complaint.code, drop };
}

async function openOrThrow(
  endpoint: Endpoint,
  seen: (certificate: Certificate) => void,
  listener: Listener,
): Promise<Bun.Socket> {
  const { tls } = endpoint;
  if (!tls) return (await connect(endpoint, undefined, listener)).socket;
  const name = tls.name ?? endpoint.host;
  const { socket } = await shakeAccepted(tls, name, seen, (trust) =>
    shakeHands(endpoint, name, tls, trust, listener),
  );
  return socket;
}

/** A connection on which nothing was sent; with TLS, its certificate was accepted. */
export const openSocket: typeof openOrThrow = (endpoint, ...more) =>
  openOrThrow(endpoint, ...more).catch(async (error: unknown) => {
    if ((error as { code?: unknown }).code !== 'ECONNREFUSED') throw error;
    const { behindRefusal } = await import('./bun-refusal.ts');
    throw await behindRefusal(error, endpoint);
  });
