import { defaultPort, type NasConfig } from '../config/nas.ts';
import type { DriveChoice } from '../drive/dialect.ts';
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
    ...(port === defaultPort(plain) ? [] : ['-p', String(port)]),
    ...(plain ? ['--plain-http'] : []),
    ...fingerprints.flatMap((fingerprint) => ['--fingerprint', fingerprint]),
    ...(files.caFile ? ['--ca-file', files.caFile] : []),
    ...(tlsName ? ['--tls-name', tlsName] : []),
    ...(nas.endpoint.tls?.verify === false ? ['--insecure'] : []),
    ...['-u', nas.account.name, '--password-file', files.passwordFile ?? PASSWORD_FILE],
    ...(files.deviceIdFile ? ['--device-id-file', files.deviceIdFile] : []),
  ];
}

type Dialect = Examination['dialect'];

/** A check, and the step that shows it will work; without last syncs of its own, a NAS is asked for its devices. */
const CHECKS: readonly (readonly [check: string, step: (dialect: Dialect) => string])[] = [
  ['health', () => 'connections'],
  ['connections', () => 'connections'],
  ['clients', () => 'clients'],
  ['sync', () => 'sync'],
  ['quota', () => 'profiles'],
  ['last_sync', (dialect) => (dialect === 'dsm' ? 'clients' : 'profiles')],
];

/** The command lines of the checks that this NAS can answer. */
export function suggestCommands(
  { answered, dialect }: Pick<Examination, 'answered' | 'dialect'>,
  nas: NasConfig,
  files: GivenFiles,
  choice: DriveChoice,
): string[] {
  const common = connectionWords(nas, files);
  const api = choice.dialect === 'auto' ? [] : ['--api', choice.dialect];
  const volume = choice.volume === undefined ? [] : ['--volume', choice.volume];
  return CHECKS.filter(([, step]) => answered.includes(step(dialect))).map(([check]) =>
    [`check_synology_drive_${check}`, ...common, ...api, ...(check === 'quota' ? volume : [])]
      .map(quoted)
      .join(' '),
  );
}

/** What YAML would read as something else than a text. */
const YAML_WORD = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** A text as a YAML scalar: JSON's strings are YAML's. */
const scalar = (text: string) =>
  /^[A-Za-z/][\w./-]*$/.test(text) && !YAML_WORD.test(text) ? text : JSON.stringify(text);

function idOf(host: string): string {
  const slug = host.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const id = slug.replace(/^_+|_+$/g, '') || 'nas';
  return id === 'bridge' ? 'nas_bridge' : id;
}

/** The `nas:` part of the bridge's configuration for this NAS. */
export function suggestYaml(nas: NasConfig, files: GivenFiles): string[] {
  const { host, port, plain, fingerprints } = reachOf(nas);
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
  return ['nas:', `  - id: ${scalar(idOf(host))}`, ...lines.map(([key, value]) => `    ${key}: ${value}`)];
}
