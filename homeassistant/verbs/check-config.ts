import { formatDuration } from '../../src/config/duration.ts';
import { nearest } from '../../src/config/nearest.ts';
import { CLIENT_KINDS } from '../../src/drive/documented.ts';
import { authority } from '../../src/dsm/transport.ts';
import type { NasSettings, Settings } from '../config/settings.ts';
import { withoutQuery } from '../config/values.ts';
import { findBridgeFolder } from '../state/bridge-folder.ts';
import { EXIT, type Host } from './host.ts';

function sayTrust({ plain_http, verify, fingerprint, ca_file }: NasSettings): string {
  if (plain_http) return 'not encrypted: whoever is in between can read the password';
  if (fingerprint.length > 0) return 'exactly the certificate with the given fingerprint';
  if (ca_file !== undefined) return `certificates by ${ca_file}`;
  return verify
    ? 'certificates that this machine trusts'
    : 'any certificate: whoever is in between can read the password';
}

/** A rule may name a client's type in the NAS's own words, which nobody can list: what is near to a kind is doubted. */
function doubtTypes({ min_versions }: NasSettings): string[] {
  const types = Object.keys(min_versions).map((type) => type.toLowerCase());
  return types.flatMap((type) => {
    const meant = CLIENT_KINDS.includes(type) ? undefined : nearest(type, CLIENT_KINDS);
    return meant === undefined
      ? []
      : [`  min_versions: counts for clients of type ${type}; did you mean ${meant}?`];
  });
}

function sayNas(nas: NasSettings): string[] {
  const { endpoint, account } = nas.access();
  return [
    `NAS ${nas.id} (${nas.name}): ${authority(endpoint)} as ${account.name}`,
    `  ${sayTrust(nas)}`,
    `  connections, clients and tasks every ${formatDuration(nas.interval)}, profiles every ${formatDuration(nas.profile_interval)}`,
    ...doubtTypes(nas),
  ];
}

/** Says what the bridge would do; connects to nothing. */
export function checkConfig(settings: Settings, host: Host): number {
  const { mqtt, nas, file, stateDir } = settings;
  const folder = findBridgeFolder(settings)?.path ?? `${stateDir}, which is not there yet`;
  const lines = [
    `${file} is fine`,
    `broker ${withoutQuery(mqtt.url)}, MQTT ${mqtt.protocol}${mqtt.username === undefined ? '' : `, as ${mqtt.username}`}`,
    `topics below ${mqtt.base_topic}, ${mqtt.discovery ? `discovery below ${mqtt.discovery_prefix}` : 'no discovery'}`,
    `remembers in ${folder}`,
    ...nas.flatMap(sayNas),
  ];
  host.write(`${lines.join('\n')}\n`);
  return EXIT.fine;
}
