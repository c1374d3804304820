import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Authority,
  authority,
  issuedBy,
  type TlsMaterial,
} from '../../../../src/simulator/certificate.ts';

/** What a broker over TLS shows, and whose clients' certificates it takes. */
export interface BrokerCertificates {
  readonly authority: Authority;
  readonly server: TlsMaterial;
  readonly client: TlsMaterial;
  /** Puts what the broker needs into files. */
  write(folder: string): { readonly ca: string; readonly certificate: string; readonly key: string };
}

export async function makeCertificates(): Promise<BrokerCertificates> {
  const issuer = await authority();
  const server = await issuedBy(issuer);
  const client = await issuedBy(issuer, { names: ['bridge'] });
  return {
    authority: issuer,
    server,
    client,
    write(folder) {
      const put = (name: string, text: string) => {
        const file = join(folder, name);
        writeFileSync(file, text, { mode: 0o600 });
        return file;
      };
      return {
        ca: put('ca.pem', issuer.certificate),
        certificate: put('server.pem', server.certificate),
        key: put('server.key', server.key),
      };
    },
  };
}
