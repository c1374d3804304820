import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { NasConfig } from '../config/nas.ts';
import { DRIVE_APIS, type DriveChoice, openDrive } from '../drive/dialect.ts';
import type { DriveServer } from '../drive/server.ts';
import { formatFingerprint } from '../dsm/certificate.ts';
import type { DsmClient } from '../dsm/client.ts';
import { ConfigurationError } from '../dsm/errors.ts';
import { authority, type Certificate } from '../dsm/transport.ts';
import type { Finding } from './finding.ts';
import { QUESTIONS } from './questions.ts';
import { take } from './step.ts';
import { Witness } from './witness.ts';

/** Everything an examination brought to light. */
export interface Examination {
  readonly findings: readonly Finding[];
  /** Steps that asked Drive something and got an answer. */
  readonly answered: readonly string[];
  readonly dialect: DriveServer['dialect'] | undefined;
  readonly certificate: Certificate | undefined;
  readonly witness: Witness;
}

export interface ExamineOptions {
  readonly nas: NasConfig;
  readonly client: DsmClient;
  readonly choice: DriveChoice;
  /** Asks for every user's profile, not only for some: for a record that is to be played back. */
  readonly thorough: boolean;
  /** Told before and after each step. */
  readonly onStep: (step: string, finding?: Finding) => void;
}

const day = (date: Date) => date.toISOString().slice(0, 10);

async function resolveName(host: string): Promise<string> {
  if (isIP(host)) return `${host} is an address`;
  const found = await lookup(host, { all: true });
  return `${host} is ${found.map(({ address }) => address).join(', ')}`;
}

function sayCertificate({ subject, issuer, names, validFrom, validTo, fingerprint }: Certificate): string {
  return (
    `for ${names.join(', ') || subject}, issued by ${issuer}, valid ${day(validFrom)} to ${day(validTo)}, ` +
    `--fingerprint ${formatFingerprint(fingerprint)}`
  );
}

/** Shakes hands only: nothing is sent, whatever the certificate. */
async function lookAtCertificate({ endpoint }: NasConfig): Promise<Certificate | undefined> {
  if (!endpoint.tls) return undefined;
  const { connectTls } = await import('../dsm/connect-tls.ts');
  let seen: Certificate | undefined;
  const socket = await connectTls(endpoint, { fingerprints: [], verify: false }, (certificate) => {
    seen = certificate;
  });
  socket.destroy();
  return seen;
}

async function announced(client: DsmClient): Promise<string> {
  const info = await client.infoWithAnyOf(DRIVE_APIS);
  const there = DRIVE_APIS.filter((api) => info[api]).map((api) => {
    const { minVersion, maxVersion, path, json } = info[api] ?? {
      minVersion: 0,
      maxVersion: 0,
      path: '',
      json: false,
    };
    return `${api} v${minVersion}-${maxVersion} (${path}${json ? ', JSON' : ''})`;
  });
  const absent = DRIVE_APIS.filter((api) => !info[api]);
  return `announced: ${there.join(', ') || 'nothing of Drive'}${absent.length > 0 ? `. Not announced: ${absent.join(', ')}` : ''}`;
}

/** Asks a NAS everything that can be asked, one step after the other, and never throws. */
export async function examine({
  nas,
  client,
  choice,
  thorough,
  onStep,
}: ExamineOptions): Promise<Examination> {
  const witness = new Witness(client);
  const findings: Finding[] = [];
  let certificate: Certificate | undefined;
  let drive: DriveServer | undefined;
  const step = async (...[name, work]: Parameters<typeof take>): Promise<boolean> => {
    onStep(name);
    const finding = await take(name, work);
    findings.push(finding);
    onStep(name, finding);
    return finding.state === 'ok';
  };
  const well =
    (await step('name', async () => ({ words: await resolveName(nas.endpoint.host) }))) &&
    (await step('certificate', async () => {
      certificate = await lookAtCertificate(nas);
      return {
        words: certificate
          ? sayCertificate(certificate)
          : `${authority(nas.endpoint)} is asked over plain http`,
      };
    })) &&
    (await step('APIs', async () => ({ words: await announced(client) }))) &&
    (await step('log-in', async () => {
      await client.logIn();
      return { words: `accepted as ${nas.account.name}` };
    })) &&
    (await step('dialect', async () => {
      drive = await openDrive(witness, choice);
      return {
        words: drive.dialect === 'dsm' ? "a real DSM's (--api dsm)" : "the API document's (--api documented)",
      };
    }));
  const answered: string[] = [];
  for (const { name, ask } of well ? QUESTIONS : []) {
    const asked = await step(name, async () => {
      if (!drive) throw new ConfigurationError('Drive was not found');
      return ask(drive, witness, thorough);
    });
    if (asked) answered.push(name);
  }
  return { findings, answered, dialect: drive?.dialect, certificate, witness };
}
