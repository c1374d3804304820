import type { AddressInfo } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  authority,
  issuedBy,
  selfSigned,
  type TlsMaterial,
} from '../../src/simulator/certificate.ts';
import { withOffice } from '../support/checks.ts';

const UNKNOWN = 'DRIVE CONNECTIONS UNKNOWN - ';
const WHERE = 'in DSM under Control Panel > Security > Certificate';
const PROFILE =
  'In DSM, choose Intermediate or Modern under Control Panel > Security > Advanced > TLS / SSL Profile Level';

/** Lets a test show what no server of today would. */
const ANYTHING_GOES: TlsOptions = { ciphers: 'DEFAULT@SECLEVEL=0' };

interface Seen {
  readonly stdout: string;
  readonly port: number;
  /** Bytes of a request. */
  readonly sent: number;
}

/** What a check says to a server, and how much it sends. */
async function meet(
  shown: TlsMaterial,
  ca: TlsMaterial,
  options: TlsOptions,
  args: string[] = [],
): Promise<Seen> {
  let sent = 0;
  const server = createServer({ cert: shown.certificate, key: shown.key, ...options }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      sent += bytes.length;
      socket.destroy();
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  let stdout = '';
  await withOffice({ tls: spare }, async (office) => {
    const file = office.folder.file('ca.pem', ca.certificate);
    ({ stdout } = await office.run('connections', ['-p', String(port), '--ca-file', file, ...args]));
  });
  await new Promise((done) => server.close(done));
  return { stdout, port, sent };
}

let ca: Authority;
/** Of the NAS that nobody asks here. */
let spare: TlsMaterial;
beforeAll(async () => {
  spare = await selfSigned();
  ca = await authority({ name: 'Office CA' });
});

describe.concurrent('a certificate is refused before anything is sent', () => {
  it.each([
    { title: 'that is signed by SHA-1', request: {} },
    { title: 'that is signed by SHA-1, and for another name', request: { names: ['nas.example.com'] } },
  ])('$title', async ({ request }) => {
    const shown = await issuedBy(ca, { ...request, hash: 'SHA-1' });
    const { stdout, sent } = await meet(shown, ca, ANYTHING_GOES);
    expect(stdout).toBe(
      `${UNKNOWN}the certificate is signed by SHA-1 (issuer Office CA), which can be forged. ` +
        `Renew it, or compare the fingerprint ${WHERE} and accept it by --fingerprint ${shown.fingerprint}\n`,
    );
    expect(sent).toBe(0);
  });

  it('whose name is the address, which is none of its addresses', async () => {
    const shown = await authority({ name: '127.0.0.1' });
    const { stdout, sent } = await meet(shown, shown, {});
    expect(stdout).toBe(
      `${UNKNOWN}the certificate carries 127.0.0.1 as a name, not as an address. Connect by a name it carries, ` +
        `name one by --tls-name, or accept this certificate by --fingerprint ${shown.fingerprint}\n`,
    );
    expect(sent).toBe(0);
  });
});

describe.concurrent('a signature of SHA-1 is no matter', () => {
  it('of a certificate that vouches for itself', async () => {
    const shown = await selfSigned({ hash: 'SHA-1' });
    expect((await meet(shown, shown, ANYTHING_GOES)).sent).toBeGreaterThan(0);
  });

  it.each(['--fingerprint', '--insecure'])('with %s', async (option) => {
    const shown = await issuedBy(ca, { hash: 'SHA-1' });
    const args = option === '--insecure' ? [option] : [option, shown.fingerprint];
    expect((await meet(shown, ca, ANYTHING_GOES, args)).sent).toBeGreaterThan(0);
  });
});

describe.concurrent('TLS in common with a server', () => {
  const old: TlsOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ...ANYTHING_GOES };
  const odd: TlsOptions = { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_CCM_SHA256' };
  it.each([
    { title: 'of old TLS only', options: old, says: 'speaks no TLS that is safe (1.2 or 1.3)' },
    {
      title: 'of an odd cipher only',
      options: odd,
      says: 'broke off the handshake of TLS: it shares no cipher with this machine, or wants a certificate of it',
    },
  ])('$title is none, and where to change that is said', async ({ options, says }) => {
    const shown = await issuedBy(ca);
    const { stdout, port } = await meet(shown, ca, options);
    expect(stdout).toBe(`${UNKNOWN}127.0.0.1:${port} ${says}. ${PROFILE}\n`);
  });
});
