import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrokerCertificates } from './certificates.ts';

/** The ways into the broker; `mqtt` is always open. */
export type Scheme = 'mqtt' | 'mqtts' | 'ws' | 'wss';

export interface BrokerOptions {
  /** Who may come in, with what password; without it anybody may. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Lines of an ACL file; the onlooker may do everything anyway. */
  readonly acl?: readonly string[];
  /** Further ways in. */
  readonly schemes?: readonly Scheme[];
  readonly certificates?: BrokerCertificates;
  /** Further lines of mosquitto.conf. */
  readonly lines?: readonly string[];
  /** Over TLS only clients with a certificate come in. */
  readonly wantsClientCertificate?: boolean;
}

/** Who looks at everything in the tests. */
export const ONLOOKER = { username: 'onlooker', password: 'looks at everything' } as const;

/** What is retained is kept in a file of this name. */
export const DATABASE = 'mosquitto.db';

/** The lines of mosquitto.conf; puts what they name into the folder. */
export function configurationOf(
  options: BrokerOptions,
  ports: ReadonlyMap<Scheme, number>,
  folder: string,
): string[] {
  const { accounts, acl } = options;
  return [
    'user root',
    ...(accounts
      ? ['allow_anonymous false', `password_file ${join(folder, 'passwords')}`]
      : ['allow_anonymous true']),
    ...(acl ? [`acl_file ${writeAcl(acl, folder)}`] : []),
    'persistence true',
    `persistence_location ${folder}/`,
    `persistence_file ${DATABASE}`,
    // Not 0: mosquitto 2.0 then throws out whoever publishes what it may not.
    'max_queued_messages 100000',
    'log_dest stderr',
    'log_type all',
    ...(options.lines ?? []),
    ...[...ports].flatMap(([scheme, port]) => listener(scheme, port, options, folder)),
  ];
}

function writeAcl(acl: readonly string[], folder: string): string {
  const file = join(folder, 'acl');
  writeFileSync(file, `${[...acl, `user ${ONLOOKER.username}`, 'topic readwrite #'].join('\n')}\n`);
  return file;
}

function listener(scheme: Scheme, port: number, options: BrokerOptions, folder: string): string[] {
  const { certificates, wantsClientCertificate = false } = options;
  const isTls = scheme === 'mqtts' || scheme === 'wss';
  const tls = isTls ? certificates?.write(folder) : undefined;
  return [
    `listener ${port} 127.0.0.1`,
    ...(scheme.startsWith('ws') ? ['protocol websockets'] : []),
    ...(tls ? [`cafile ${tls.ca}`, `certfile ${tls.certificate}`, `keyfile ${tls.key}`] : []),
    ...(tls ? [`require_certificate ${wantsClientCertificate}`] : []),
  ];
}
