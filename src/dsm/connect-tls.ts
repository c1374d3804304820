import { isIP } from 'node:net';
import { checkServerIdentity, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { judgeCertificate, type TlsComplaint } from './certificate.ts';
import { CertificateError } from './errors.ts';
import { lookUpName } from './lookup-name.ts';
import { systemTrust } from './system-trust.ts';
import type { Certificate, Endpoint, TlsPolicy } from './transport.ts';

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? '';

function describe(peer: DetailedPeerCertificate): Certificate {
  const names = (peer.subjectaltname ?? '').split(', ').filter(Boolean);
  return {
    subject: first(peer.subject?.CN) || first(peer.subject?.O) || 'nobody',
    issuer: first(peer.issuer?.CN) || first(peer.issuer?.O) || 'nobody',
    names: names.map((name) => name.replace(/^(DNS|IP Address):/, '')),
    validFrom: new Date(peer.valid_from),
    validTo: new Date(peer.valid_to),
    fingerprint: peer.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

interface Shaken {
  readonly socket: TLSSocket;
  readonly certificate: Certificate;
  readonly complaint: TlsComplaint;
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
): Promise<Shaken> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: endpoint.host,
      port: endpoint.port,
      ...(isIP(name) ? {} : { servername: name }),
      ...(trust ? { ca: trust } : {}),
      ...client,
      ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
      lookup: lookUpName,
      rejectUnauthorized: false,
      checkServerIdentity: (_host, peer) => checkServerIdentity(name, peer),
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      const peer = socket.getPeerCertificate(true);
      if (!peer?.fingerprint256) return reject(absent());
      // Node declares an Error here and sets its code as a plain string, too, depending on who complained.
      const complaint: unknown = socket.authorized ? undefined : socket.authorizationError;
      const code = (complaint as { code?: string } | undefined)?.code ?? (complaint as string | undefined);
      resolve({ socket, certificate: describe(peer), complaint: code });
    });
  });
}

function absent(): CertificateError {
  return new CertificateError(
    'absent',
    'the server shows no certificate',
    'Is this the port of a Synology NAS?',
  );
}

/** Complaints that another list of trusted authorities could settle. */
const UNKNOWN_ISSUER = [
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
];

/**
 * System trust in two steps, because reading the system's list costs 45 ms and few need it: a public certificate is
 * known to Node's own list; only a certificate that this list does not know is shown to the system's.
 */
async function shakeTrusted(endpoint: Endpoint, name: string, policy: TlsPolicy): Promise<Shaken> {
  const trustless = policy.fingerprints.length > 0 || !policy.verify;
  // Where no authority is asked, none is loaded: that takes longer than the rest of a run.
  const trust = trustless ? [] : policy.ca === undefined ? undefined : [policy.ca];
  const shaken = await shakeHands(endpoint, name, policy, trust);
  const decided = policy.ca !== undefined || trustless;
  if (decided || !UNKNOWN_ISSUER.includes(shaken.complaint ?? '')) return shaken;
  const system = systemTrust();
  if (system === undefined) return shaken;
  shaken.socket.destroy();
  return shakeHands(endpoint, name, policy, system);
}

/** A TLS connection whose certificate was accepted. Throws CertificateError, or what the socket threw. */
export async function connectTls(
  endpoint: Endpoint,
  policy: TlsPolicy,
  seen: (certificate: Certificate) => void,
): Promise<TLSSocket> {
  const name = policy.name ?? endpoint.host;
  const { socket, certificate, complaint } = await shakeTrusted(endpoint, name, policy);
  seen(certificate);
  const refusal = judgeCertificate(certificate, policy, complaint, name);
  if (refusal === undefined) return socket;
  socket.destroy();
  throw refusal;
}
