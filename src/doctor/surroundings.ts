import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { NasConfig } from '../config/nas.ts';
import { DRIVE_APIS } from '../drive/dialect.ts';
import { formatFingerprint } from '../dsm/certificate.ts';
import type { DsmClient } from '../dsm/client.ts';
import { lookUp } from '../dsm/lookup.ts';
import { translateNetworkError } from '../dsm/network-errors.ts';
import { authority, type Certificate } from '../dsm/transport.ts';

/** Every address of a name, found as a connection finds them. */
function addressesOf(host: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    lookUp(host, { all: true }, (error, found) => {
      if (error) reject(error);
      else resolve((found as LookupAddress[]).map(({ address }) => address));
    });
  });
}

/** Which addresses a name stands for. */
export async function sayName({ endpoint }: NasConfig): Promise<string> {
  const { host } = endpoint;
  if (isIP(host)) return `${host} is an address`;
  try {
    return `${host} is ${(await addressesOf(host)).join(', ')}`;
  } catch (error) {
    throw translateNetworkError(error, endpoint);
  }
}

/** Shakes hands only: nothing is sent, whatever the certificate. Undefined over plain http. */
export async function lookAtCertificate({ endpoint }: NasConfig): Promise<Certificate | undefined> {
  if (!endpoint.tls) return undefined;
  const { connectTls } = await import('../dsm/connect-tls.ts');
  let seen: Certificate | undefined;
  const policy = { fingerprints: [], verify: false, name: endpoint.tls.name };
  try {
    const socket = await connectTls(endpoint, policy, (certificate) => {
      seen = certificate;
    });
    socket.destroy();
    return seen;
  } catch (error) {
    throw translateNetworkError(error, endpoint);
  }
}

const day = (date: Date) =>
  Number.isNaN(date.getTime()) ? 'an unreadable date' : date.toISOString().slice(0, 10);

export function sayCertificate(certificate: Certificate | undefined, { endpoint }: NasConfig): string {
  if (!certificate) return `${authority(endpoint)} is asked over plain http`;
  const { subject, issuer, names, validFrom, validTo, fingerprint } = certificate;
  return (
    `for ${names.join(', ') || subject}, issued by ${issuer}, valid ${day(validFrom)} to ${day(validTo)}, ` +
    `--fingerprint ${formatFingerprint(fingerprint)}`
  );
}

/** Which of the APIs that matter a NAS announces, and which not. */
export async function sayAnnounced(client: DsmClient): Promise<string> {
  const info = await client.infoWithAnyOf(DRIVE_APIS);
  const there = Object.entries(info)
    .filter(([api]) => DRIVE_APIS.includes(api))
    .map(
      ([api, { minVersion, maxVersion, path, json }]) =>
        `${api} v${minVersion}-${maxVersion} (${path}${json ? ', JSON' : ''})`,
    );
  const absent = DRIVE_APIS.filter((api) => !info[api]);
  return `announced: ${there.join(', ') || 'nothing of Drive'}${absent.length > 0 ? `. Not announced: ${absent.join(', ')}` : ''}`;
}
