import { HOST_WORDS, parseHost } from '../config/host.ts';
import { defaultPort, type NasConfig } from '../config/nas.ts';
import { parseFingerprint } from '../dsm/certificate.ts';
import { readCertificates, readSecret } from '../dsm/secrets.ts';
import type { Endpoint, TlsPolicy } from '../dsm/transport.ts';
import type { Arguments } from './arguments.ts';
import { type OptionSpec, UsageError } from './option.ts';

const group = 'Connection:';

/** How the NAS is reached, the same for every executable that asks one. */
export const CONNECTION_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'hostname',
    letter: 'H',
    kind: 'value',
    metavar: 'HOST',
    help: 'name or address of the NAS',
    example: 'nas.example.com',
    group,
  },
  {
    name: 'port',
    letter: 'p',
    kind: 'value',
    metavar: 'N',
    help: 'port of DSM',
    fallback: '5001, or 5000 with --plain-http',
    example: '5001',
    group,
  },
  {
    name: 'plain-http',
    kind: 'flag',
    help: 'http instead of https: the password crosses the network readable',
    group,
  },
  {
    name: 'ca-file',
    kind: 'value',
    metavar: 'FILE',
    help: 'trust this CA or self-signed certificate (PEM or DER)',
    fallback: "the system's trust",
    example: '/etc/ssl/nas.pem',
    group,
  },
  {
    name: 'fingerprint',
    kind: 'list',
    metavar: 'SHA256',
    help: 'accept exactly this certificate, whatever its name and dates; colons optional, repeatable for renewals',
    example: 'AB:CD:…',
    group,
  },
  {
    name: 'tls-name',
    kind: 'value',
    metavar: 'NAME',
    help: 'name the certificate is expected to carry',
    fallback: 'the host',
    example: 'nas.example.com',
    group,
  },
  {
    name: 'insecure',
    kind: 'flag',
    help: 'do not verify the certificate: anybody in between can read the password',
    group,
  },
  {
    name: 'username',
    letter: 'u',
    kind: 'value',
    metavar: 'NAME',
    help: 'account to log in with',
    example: 'monitor',
    group,
  },
  {
    name: 'password-file',
    kind: 'value',
    metavar: 'FILE',
    help: 'file whose first line is the password',
    fallback: 'SYNOLOGY_PASSWORD, or password in an --extra-opts section',
    example: '/etc/icinga2/nas.secret',
    group,
  },
  {
    name: 'device-id-file',
    kind: 'value',
    metavar: 'FILE',
    help: 'file with the device token of a two-factor log-in',
    example: '/etc/icinga2/nas.device',
    group,
  },
  {
    name: 'session-dir',
    kind: 'value',
    metavar: 'DIR',
    help: 'folder where the session is kept between runs',
    fallback: '$MP_STATE_PATH, $XDG_STATE_HOME or a folder of this user',
    example: '/var/lib/icinga2/synology',
    group,
  },
  {
    name: 'no-session-cache',
    kind: 'flag',
    help: 'log in and out every time; stalls, users and refused log-ins are still remembered',
    group,
  },
];

function required(args: Arguments, name: string, letter: string): string {
  const text = args.text(name);
  if (text === undefined) throw new UsageError(`-${letter}, --${name} is missing`);
  return text;
}

/** A whole number within bounds, as typed by a person. */
export function wholeNumber(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };
}

function tlsPolicy(args: Arguments): TlsPolicy {
  const caFile = args.text('ca-file');
  return {
    ca: caFile === undefined ? undefined : readCertificates(caFile),
    fingerprints: args.allParsed(
      'fingerprint',
      parseFingerprint,
      'a SHA-256 fingerprint, 64 hexadecimal digits',
    ),
    name: args.text('tls-name'),
    verify: !args.has('insecure'),
  };
}

function endpointOf(args: Arguments): Endpoint {
  required(args, 'hostname', 'H');
  const host = args.parsed('hostname', parseHost, HOST_WORDS) ?? '';
  const port = args.parsed('port', wholeNumber(1, 65535), 'a port from 1 to 65535');
  const plain = args.has('plain-http');
  const tlsOnly = ['ca-file', 'fingerprint', 'tls-name', 'insecure'].find((name) => args.has(name));
  if (plain && tlsOnly)
    throw new UsageError(`--${tlsOnly} has no meaning with --plain-http: leave one of them out`);
  return { host, port: port ?? defaultPort(plain), tls: plain ? undefined : tlsPolicy(args) };
}

function passwordOf(args: Arguments, fallback: string | undefined): string {
  const file = args.text('password-file');
  const password = file === undefined ? fallback : readSecret(file, 'password file');
  if (!password)
    throw new UsageError('no password: give --password-file, or SYNOLOGY_PASSWORD in the environment');
  return password;
}

/**
 * The NAS as the command line names it; `password` is what counts when no file is given. Throws UsageError, and
 * ConfigurationError for a file that cannot be used.
 */
export function nasFromArguments(args: Arguments, password: string | undefined): NasConfig {
  const endpoint = endpointOf(args);
  const name = required(args, 'username', 'u');
  const tokenFile = args.text('device-id-file');
  const deviceToken = tokenFile === undefined ? undefined : readSecret(tokenFile, 'device token file');
  return {
    endpoint,
    account: { name, password: passwordOf(args, password), deviceToken },
    sessionDir: args.text('session-dir'),
    keepSession: !args.has('no-session-cache'),
  };
}
