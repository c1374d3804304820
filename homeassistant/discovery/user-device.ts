import { count, type Metric } from '../../src/probes/probe.ts';
import { profiles } from '../../src/probes/profiles.ts';
import type { NasSettings } from '../config/settings.ts';
import { toldOf } from '../publish/json.ts';
import { shownName } from '../shown-name.ts';
import type { NasState, User } from '../state/nas-state.ts';
import type { Names } from '../topics.ts';
import type { DeviceSpec } from './device.ts';
import { attributes, type Entity, flagOf, type Look, sensorOf } from './entity.ts';
import type { Words } from './stencil.ts';

const HIDDEN = { enabled_by_default: false } as const;

const LOOKS: Readonly<Record<string, Look>> = {
  quota_percent: { name: 'Quota used in percent', icon: 'mdi:gauge' },
  quota_used: { name: 'Space used', icon: 'mdi:database' },
  quota_total: { name: 'Quota', icon: 'mdi:database-lock-outline', traits: HIDDEN },
  quota_free: { name: 'Space left', icon: 'mdi:database-outline', traits: HIDDEN },
  file_count: { icon: 'mdi:file-multiple-outline', traits: HIDDEN },
  folder_count: { icon: 'mdi:folder-multiple-outline', traits: HIDDEN },
  last_sync: { icon: 'mdi:cloud-check-outline' },
};

/** Told by the list of clients, not by a profile. */
const FROM_CLIENTS: readonly (Metric<unknown> & { look: Look })[] = [
  {
    ...count('last_seen', 'last seen', () => undefined),
    unit: 'timestamp',
    look: { icon: 'mdi:eye-check-outline' },
  },
  { ...count('connections', 'connections', () => undefined), look: { icon: 'mdi:lan-connect' } },
];

const connected: Entity = flagOf('connected', 'Connected', 'connectivity', {
  needs: 'clients',
  test: "('ON' if value_json.connections > 0 else 'OFF') if value_json.connections is number else none",
});

export const userWords = (user: User): Words => ({
  slug: user.slug,
  entitySlug: user.entitySlug,
  title: shownName(user.name),
});

/** One user with what the dialect can know of one. */
export function userDevice(
  names: Names,
  settings: NasSettings,
  { dialect }: Pick<NasState, 'dialect'>,
  words: Words,
): DeviceSpec {
  const { id, name } = settings;
  const topics = names.nas(id);
  const topic = topics.user(words.slug);
  return {
    id: names.userDevice(id, words.slug),
    entityPrefix: `${names.slug}_${id}_user_${words.entitySlug}`,
    name: `${shownName(name)} ${words.title}`,
    manufacturer: 'Synology',
    model: 'Synology Drive user',
    topic,
    needs: 'profiles',
    nas: topics,
    via: names.nasDevice(id),
    entities: [
      ...toldOf(profiles.metrics, dialect).map((metric) => sensorOf(metric, LOOKS[metric.name])),
      ...toldOf(FROM_CLIENTS, dialect).map(({ look, ...metric }) =>
        sensorOf(metric, look, { needs: 'clients' }),
      ),
      connected,
      flagOf('problem', 'Problem', 'problem', { traits: attributes(topic, { remedy: 'remedy' }) }),
    ],
    rank: 'device',
  };
}
