import { isIP } from 'node:net';
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls';
import { type Shaken, shakeAccepted } from './accept.ts';
import { lookUpName } from './lookup-name.ts';
import { connectPatiently, type Patience } from './patience.ts';
import type { Certificate, Endpoint, TlsPolicy } from './transport.ts';

interface ShakenSocket extends Shaken {
  readonly socket: TLSSocket;
}

function complaintOf(socket: TLSSocket): string | undefined {
  // Node declares an Error here and sets its code as a plain string, too, depending on who complained.
  const complaint: unknown = socket.authorized ? undefined : socket.authorizationError;
  return (complaint as { code?: string } | undefined)?.code ?? (complaint as string | undefined);
}

/**
 * Shakes hands and sends nothing else: verification is left to us (`rejectUnauthorized` would end the connection with
 * no way to say which certificate was seen), and set here whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
function shakeHands(
  endpoint: Endpoint,
  name: string,
  { client, protocols = ['http/1.1'] }: TlsPolicy,
  trust: string[] | undefined,
  patience: Patience,
): Promise<ShakenSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: endpoint.host,
      port: endpoint.port,
      ...(isIP(name) ? {} : { servername: name }),
      ...(trust ? { ca: trust } : {}),
      ...client,
      ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
      lookup: lookUpName,
      ...patience,
      rejectUnauthorized: false,
      checkServerIdentity: (_host, peer) => checkServerIdentity(name, peer),
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      const peer = socket.getPeerCertificate(true);
      resolve({
        socket,
        peer: peer?.fingerprint256 ? peer : undefined,
        complaint: complaintOf(socket),
        drop: () => socket.destroy(),
      });
    });
  });
}

/** A TLS connection whose certificate was accepted. Throws CertificateError, or what the socket threw. */
export async function connectTls(
  endpoint: Endpoint,
  policy: TlsPolicy,
  seen: (certificate: Certificate) => void,
): Promise<TLSSocket> {
  const name = policy.name ?? endpoint.host;
  const { socket } = await shakeAccepted(policy, name, seen, (trust) =>
    connectPatiently((patience) => shakeHands(endpoint, name, policy, trust, patience)),
  );
  return socket;
}
