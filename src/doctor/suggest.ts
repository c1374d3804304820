import type { NasConfig } from '../config/nas.ts';
import type { Examination } from './examine.ts';

/** A word as a shell takes it. */
const quoted = (word: string) =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Where things are that the account needs, as they were given. */
export interface GivenFiles {
  readonly passwordFile: string | undefined;
  readonly deviceIdFile: string | undefined;
  readonly caFile: string | undefined;
}

/** What has to be said to reach this NAS: a certificate that nobody vouches for is pinned. */
interface Reach {
  readonly host: string;
  readonly port: number;
  readonly plain: boolean;
  readonly fingerprints: readonly string[];
  readonly tlsName: string | undefined;
}

function reachOf({ endpoint }: NasConfig): Reach {
  const { host, port, tls } = endpoint;
  return { host, port, plain: !tls, fingerprints: tls?.fingerprints ?? [], tlsName: tls?.name };
}

const PASSWORD_FILE = '/etc/nas.secret';

function connectionWords(nas: NasConfig, files: GivenFiles): string[] {
  const { host, port, plain, fingerprints, tlsName } = reachOf(nas);
  return [
    ...['-H', host],
    ...(port === (plain ? 5000 : 5001) ? [] : ['-p', String(port)]),
    ...(plain ? ['--plain-http'] : []),
    ...fingerprints.flatMap((fingerprint) => ['--fingerprint', fingerprint]),
    ...(files.caFile ? ['--ca-file', files.caFile] : []),
    ...(tlsName ? ['--tls-name', tlsName] : []),
    ...(nas.endpoint.tls?.verify === false ? ['--insecure'] : []),
    ...['-u', nas.account.name, '--password-file', files.passwordFile ?? PASSWORD_FILE],
    ...(files.deviceIdFile ? ['--device-id-file', files.deviceIdFile] : []),
  ];
}

/** Checks by the step that shows they will work, with options of their own. */
const CHECKS: readonly (readonly [step: string, check: string])[] = [
  ['connections', 'check_synology_drive_health'],
  ['connections', 'check_synology_drive_connections'],
  ['clients', 'check_synology_drive_clients'],
  ['sync', 'check_synology_drive_sync'],
  ['profiles', 'check_synology_drive_quota'],
  ['clients', 'check_synology_drive_last_sync'],
];

/** The command lines of the checks that this NAS can answer. */
export function suggestCommands(examination: Examination, nas: NasConfig, files: GivenFiles): string[] {
  const words = connectionWords(nas, files).map(quoted).join(' ');
  return CHECKS.filter(([step]) => examination.answered.includes(step)).map(
    ([, check]) => `${check} ${words}`,
  );
}

/** A text as a YAML scalar: JSON's strings are YAML's. */
const scalar = (text: string) =>
  /^[A-Za-z0-9][\w./-]*$/.test(text) && !/^[\d.]+$/.test(text) ? text : JSON.stringify(text);

/** The `nas:` part of the bridge's configuration for this NAS. */
export function suggestYaml(nas: NasConfig, files: GivenFiles): string[] {
  const { host, port, plain, fingerprints } = reachOf(nas);
  const id =
    host
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'nas';
  const lines = [
    ['host', scalar(host)],
    ['port', String(port)],
    ...(plain ? [['plain_http', 'true']] : []),
    ...(fingerprints[0] ? [['fingerprint', scalar(fingerprints[0])]] : []),
    ...(files.caFile ? [['ca_file', scalar(files.caFile)]] : []),
    ...(nas.endpoint.tls?.verify === false ? [['verify', 'false']] : []),
    ['username', scalar(nas.account.name)],
    ['password_file', scalar(files.passwordFile ?? PASSWORD_FILE)],
    ...(files.deviceIdFile ? [['device_id_file', scalar(files.deviceIdFile)]] : []),
  ];
  return [
    'nas:',
    `  - id: ${id === 'bridge' ? 'nas_bridge' : id}`,
    ...lines.map(([key, value]) => `    ${key}: ${value}`),
  ];
}
