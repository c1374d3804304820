import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  authority,
  issuedBy,
  selfSigned,
  type TlsMaterial,
} from '../../src/simulator/certificate.ts';
import { CONNECTIONS_OK, expectLegal, withOffice } from '../support/checks.ts';
import { outputLike } from '../support/office.ts';

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);
const date = (days: number) => inDays(days).toISOString().slice(0, 10);
const HERE = 'DRIVE CONNECTIONS UNKNOWN - ';
const WHERE = 'in DSM under Control Panel > Security > Certificate';

let ca: Authority;
let good: TlsMaterial;
let elsewhere: TlsMaterial;
let expired: TlsMaterial;
let future: TlsMaterial;
let own: TlsMaterial;
let ownExpired: TlsMaterial;

beforeAll(async () => {
  ca = await authority({ name: 'Office CA' });
  good = await issuedBy(ca);
  elsewhere = await issuedBy(ca, { names: ['nas.example.com', 'drive.example.com'] });
  expired = await issuedBy(ca, { notBefore: inDays(-40), notAfter: inDays(-10) });
  future = await issuedBy(ca, { notBefore: inDays(10), notAfter: inDays(40) });
  own = await selfSigned();
  ownExpired = await selfSigned({ notBefore: inDays(-40), notAfter: inDays(-10) });
});

const der = ({ certificate }: TlsMaterial) =>
  Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64');

interface Case {
  readonly title: string;
  readonly tls: () => TlsMaterial;
  /** `<ca>`, `<own>`, `<der>` are files; `<good>`, `<own>`, … after `--fingerprint` are fingerprints. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const prints = (): Readonly<Record<string, string>> => ({
  '<print>': own.fingerprint,
  '<bare print>': own.fingerprint.replaceAll(':', '').toLowerCase(),
  '<other print>': good.fingerprint,
  '<elsewhere print>': elsewhere.fingerprint,
  '<expired print>': ownExpired.fingerprint,
});

/** Runs a check against a NAS with a certificate. */
async function withCertificate(
  { tls, args, env = {} }: Omit<Case, 'title'>,
  judge: (ended: { code: number | null; stdout: string; stderr: string }, sent: number) => void,
  check: 'connections' | 'health' = 'connections',
): Promise<void> {
  await withOffice({ tls: tls() }, async (office) => {
    const file = (name: string, content: string | Buffer) => {
      const path = join(office.folder.path, name);
      writeFileSync(path, content);
      return path;
    };
    const words: Readonly<Record<string, string>> = {
      ...prints(),
      '<ca>': file('ca.pem', ca.certificate),
      '<bundle>': file('bundle.pem', `# ours\n${own.certificate}\n${ca.certificate}`),
      '<own>': file('own.pem', tls().certificate),
      '<der>': file('own.der', der(own)),
      '<none>': file('none.pem', 'nothing of the kind'),
    };
    const fill = (word: string) => words[word] ?? word;
    const environment = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]));
    const ended = await office.run(check, args.map(fill), environment);
    expectLegal(ended, check);
    judge(ended, office.nas.requests.length);
  });
}

describe.concurrent('a certificate is accepted', () => {
  const cases: readonly Case[] = [
    { title: 'that a CA of --ca-file has signed', tls: () => good, args: ['--ca-file', '<ca>'] },
    {
      title: 'that one of several in --ca-file has signed',
      tls: () => good,
      args: ['--ca-file', '<bundle>'],
    },
    { title: 'that is --ca-file itself', tls: () => own, args: ['--ca-file', '<own>'] },
    { title: 'that is --ca-file itself, in DER', tls: () => own, args: ['--ca-file', '<der>'] },
    { title: 'by its --fingerprint', tls: () => own, args: ['--fingerprint', '<print>'] },
    {
      title: 'by its --fingerprint without colons, after another',
      tls: () => own,
      args: ['--fingerprint', '<other print>', '--fingerprint', '<bare print>'],
    },
    {
      title: 'by its --fingerprint though it has expired',
      tls: () => ownExpired,
      args: ['--fingerprint', '<expired print>'],
    },
    {
      title: 'under the name of --tls-name',
      tls: () => elsewhere,
      args: ['--ca-file', '<ca>', '--tls-name', 'drive.example.com'],
    },
    {
      title: 'by its --fingerprint though it is for another name',
      tls: () => elsewhere,
      args: ['--fingerprint', '<elsewhere print>'],
    },
    {
      title: 'though it is for another name with --insecure',
      tls: () => elsewhere,
      args: ['--ca-file', '<ca>', '--insecure'],
    },
    {
      title: 'under the address of --tls-name',
      tls: () => good,
      args: ['-H', 'localhost', '--ca-file', '<ca>', '--tls-name', '127.0.0.1'],
    },
    { title: 'unseen with --insecure', tls: () => ownExpired, args: ['--insecure'] },
    { title: 'that the system trusts', tls: () => good, args: [], env: { SSL_CERT_FILE: '<ca>' } },
    {
      title: 'whatever NODE_TLS_REJECT_UNAUTHORIZED says',
      tls: () => good,
      args: ['--ca-file', '<ca>'],
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    },
  ];
  it.each(cases)('$title', (one) =>
    withCertificate(one, ({ stdout }, sent) => expect([stdout, sent]).toEqual([CONNECTIONS_OK, 3])),
  );
});

describe.concurrent('a certificate is refused before anything is sent', () => {
  const unknownCa = () =>
    `the certificate comes from an unknown authority (issuer Office CA, UNABLE_TO_VERIFY_LEAF_SIGNATURE). ` +
    `Give its CA by --ca-file, or compare the fingerprint ${WHERE} and accept it by --fingerprint ${good.fingerprint}`;
  const selfMade = () =>
    `the certificate is self-signed (issuer localhost, DEPTH_ZERO_SELF_SIGNED_CERT). ` +
    `Give its CA by --ca-file, or compare the fingerprint ${WHERE} and accept it by --fingerprint ${own.fingerprint}`;
  const cases: readonly (Case & { readonly says: () => string })[] = [
    {
      title: 'that has expired',
      tls: () => expired,
      args: ['--ca-file', '<ca>'],
      says: () => `the certificate expired on ${date(-10)}. Renew it ${WHERE}`,
    },
    {
      title: 'that is not yet valid',
      tls: () => future,
      args: ['--ca-file', '<ca>'],
      says: () =>
        `the certificate is not valid before ${date(10)}. Compare this machine's clock with the NAS's`,
    },
    {
      title: 'for another name',
      tls: () => elsewhere,
      args: ['--ca-file', '<ca>'],
      says: () =>
        `the certificate is for nas.example.com, drive.example.com, not for 127.0.0.1. Connect by a name it carries, name one by --tls-name, or accept this certificate by --fingerprint ${elsewhere.fingerprint}`,
    },
    {
      title: 'for another name than --tls-name',
      tls: () => good,
      args: ['--ca-file', '<ca>', '--tls-name', 'nas.example.com'],
      says: () =>
        `the certificate is for localhost, 127.0.0.1, 0:0:0:0:0:0:0:1, not for nas.example.com. Connect by a name it carries, name one by --tls-name, or accept this certificate by --fingerprint ${good.fingerprint}`,
    },
    { title: 'of an unknown authority', tls: () => good, args: [], says: unknownCa },
    {
      title: 'of another authority than --ca-file',
      tls: () => good,
      args: ['--ca-file', '<der>'],
      says: unknownCa,
    },
    {
      title: 'of an unknown authority, though SSL_CERT_FILE is no list',
      tls: () => good,
      args: [],
      env: { SSL_CERT_FILE: '<none>' },
      says: unknownCa,
    },
    { title: 'that is self-signed', tls: () => own, args: [], says: selfMade },
    {
      title: 'that is self-signed, though NODE_TLS_REJECT_UNAUTHORIZED is 0',
      tls: () => own,
      args: [],
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      says: selfMade,
    },
    {
      title: 'with another fingerprint',
      tls: () => ownExpired,
      args: ['--fingerprint', '<print>', '--fingerprint', '<other print>', '--insecure'],
      says: () =>
        `the certificate is not the one given by --fingerprint: seen ${ownExpired.fingerprint}, valid ${date(-40)} to ${date(-10)}. If it was renewed (compare it ${WHERE}), add the new --fingerprint, if not, someone may be in between`,
    },
    {
      title: 'as --ca-file holds none',
      tls: () => good,
      args: ['--ca-file', '<none>'],
      says: () => 'the CA file <none> holds no certificate. It takes PEM or DER',
    },
  ];
  it.each(cases)('$title', (one) =>
    withCertificate(one, ({ code, stdout }, sent) => {
      expect(stdout.replace(/\/\S+none\.pem/, '<none>')).toBe(`${HERE}${one.says()}\n`);
      expect([code, sent]).toEqual([3, 0]);
    }),
  );
});

describe.concurrent('not a byte is sent', () => {
  /** Bytes that came through TLS, whether or not they are HTTP. */
  async function received(args: readonly string[]): Promise<{ connections: number; bytes: number }> {
    let [connections, bytes] = [0, 0];
    const server = createServer({ cert: own.certificate, key: own.key }, (socket) => {
      socket.on('data', (data) => {
        bytes += data.length;
        socket.destroy();
      });
      socket.on('error', () => undefined);
    });
    server.on('connection', () => (connections += 1)).on('tlsClientError', () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await withOffice({ tls: own }, async (office) =>
      expectLegal(await office.run('connections', ['-p', String(port), ...args]), 'connections'),
    );
    await new Promise((done) => server.close(done));
    return { connections, bytes };
  }

  it.each([
    { title: 'to a certificate of an unknown authority', args: [] },
    { title: 'to a certificate with another fingerprint', args: ['--fingerprint', 'ab'.repeat(32)] },
    {
      title: 'to another fingerprint with --insecure',
      args: ['--insecure', '--fingerprint', 'ab'.repeat(32)],
    },
  ])('$title', async ({ args }) => {
    const { connections, bytes } = await received(args);
    expect(connections).toBeGreaterThan(0);
    expect(bytes).toBe(0);
  });

  it('until any certificate will do', async () => {
    expect((await received(['--insecure'])).bytes).toBeGreaterThan(0);
  });
});

describe.concurrent('health', () => {
  const judged = [
    {
      title: 'refused',
      tls: () => expired,
      args: ['--ca-file', '<ca>'],
      sent: 0,
      says: () =>
        `the certificate expired on ${date(-10)}. Renew it ${WHERE}. Nothing was sent | certificate_days=-<n>`,
    },
    {
      title: 'self-signed and refused',
      tls: () => ownExpired,
      args: [],
      sent: 0,
      says: () =>
        `the certificate expired on ${date(-10)}. Renew it ${WHERE}. Nothing was sent | certificate_days=-<n>`,
    },
  ];
  it.each(judged)('is CRITICAL for a certificate that has expired, $title', ({ sent, says, ...one }) =>
    withCertificate(
      one,
      ({ code, stdout }, requests) => {
        expect(stdout).toMatch(outputLike(`DRIVE HEALTH CRITICAL - ${says()}\n`));
        expect([code, requests]).toEqual([2, sent]);
      },
      'health',
    ),
  );

  it('is CRITICAL for a certificate that has expired, pinned, with its days', () =>
    withCertificate(
      { tls: () => ownExpired, args: ['--fingerprint', '<expired print>'] },
      ({ code, stdout }, sent) => {
        expect(stdout).toMatch(/^DRIVE HEALTH CRITICAL - the certificate expired (9|10) d( \d+ h)? ago/);
        expect(stdout).toMatch(/ certificate_days=-(9|10)(\.\d+)?(;|\n| )/);
        expect([code, sent]).toEqual([2, 3]);
      },
      'health',
    ));

  it('knows the days that are left, and takes a threshold on them', () =>
    withCertificate(
      { tls: () => good, args: ['--ca-file', '<ca>', '--warning-certificate-days', '400:'] },
      ({ code, stdout }) => {
        expect(stdout).toMatch(/^DRIVE HEALTH WARNING - .*certificate_days=36[45](\.\d+)?;400:/);
        expect(code).toBe(1);
      },
      'health',
    ));

  it.each(['0', '365:', '~:'])('takes the threshold %s on the days instead of its own', (range) =>
    withCertificate(
      {
        tls: () => ownExpired,
        args: ['--fingerprint', '<expired print>', '--critical-certificate-days', range],
      },
      ({ code }) => expect(code).toBe(range === '~:' ? 0 : 2),
      'health',
    ),
  );
});

describe.concurrent('the wrong protocol', () => {
  it('http on a port that speaks https is said', () =>
    withOffice({ tls: own }, async (office) => {
      const ended = await office.run('connections', ['--plain-http', '--timeout-state', 'ok']);
      expect(ended).toMatchObject({
        code: 3,
        stdout: `${HERE}this port speaks https, not plain http. Leave out --plain-http\n`,
        stderr: '',
      });
    }));

  it('https on a port that speaks http is said', () =>
    withOffice({}, async (office) => {
      const args = office.connection.filter((word) => word !== '--plain-http');
      const { start } = await import('../support/executable.ts');
      const ended = await start('check_synology_drive_connections', [...args, '--timeout-state', 'ok']).ended;
      expect(ended).toMatchObject({
        code: 3,
        stdout:
          `${HERE}127.0.0.1:${office.nas.port} speaks plain http, not https. ` +
          'Use the https port (usually 5001), or --plain-http on a network you trust\n',
        stderr: '',
      });
      expect(office.nas.requests).toEqual([]);
    }));

  it.each(['ca-file', 'fingerprint', 'tls-name', 'insecure'])(
    '--%s with --plain-http is a contradiction',
    (name) =>
      withOffice({}, async (office) => {
        const value = name === 'insecure' ? [] : [name === 'fingerprint' ? 'ab'.repeat(32) : '/etc/hostname'];
        const ended = await office.run('connections', [`--${name}`, ...value]);
        expectLegal(ended, 'connections');
        expect([ended.code, office.nas.requests.length]).toEqual([3, 0]);
      }),
  );
});
