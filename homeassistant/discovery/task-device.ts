import { SYNC_STATUSES, sync } from '../../src/probes/sync.ts';
import type { NasSettings } from '../config/settings.ts';
import { shownName } from '../shown-name.ts';
import type { Task } from '../state/nas-state.ts';
import type { Names } from '../topics.ts';
import type { DeviceSpec } from './device.ts';
import { attributes, type Entity, flagOf, type Look, sensorOf } from './entity.ts';
import type { Words } from './stencil.ts';

const LOOKS: Readonly<Record<string, Look>> = {
  files_synced: { icon: 'mdi:file-sync-outline' },
  bytes_synced: { icon: 'mdi:database-sync-outline' },
};

const OPTIONS = SYNC_STATUSES.map((status) => `'${status}'`).join(', ');

const STATUS: Entity = {
  key: 'status',
  platform: 'sensor',
  name: 'Status',
  traits: {
    device_class: 'enum',
    options: [...SYNC_STATUSES],
    // A word that nobody knows would be refused with an error in the log.
    value_template: `{{ value_json.status if value_json.status in [${OPTIONS}] else none }}`,
    icon: 'mdi:folder-sync-outline',
  },
};

const ENTITIES: readonly Entity[] = [
  STATUS,
  ...sync.metrics.map((metric) => sensorOf(metric, LOOKS[metric.name])),
  flagOf('stalled', 'Stalled', 'problem'),
];

/** `Team Projects (john.doe)`, as far as the NAS tells. */
function titleOf({ shareName = '(no share)', user }: Task): string {
  return shownName(user === undefined ? shareName : `${shareName} (${user})`);
}

export const taskWords = (task: Task): Words => ({
  slug: task.slug,
  entitySlug: task.entitySlug,
  title: titleOf(task),
});

/** One ShareSync task. */
export function taskDevice(names: Names, settings: NasSettings, words: Words): DeviceSpec {
  const { id, name } = settings;
  const topics = names.nas(id);
  const topic = topics.task(words.slug);
  return {
    id: names.taskDevice(id, words.slug),
    entityPrefix: `${names.slug}_${id}_sync_${words.entitySlug}`,
    name: `${shownName(name)} ${words.title}`,
    manufacturer: 'Synology',
    model: 'ShareSync task',
    topic,
    needs: 'sync',
    nas: topics,
    via: names.nasDevice(id),
    entities: [
      ...ENTITIES,
      flagOf('problem', 'Problem', 'problem', { traits: attributes(topic, { remedy: 'remedy' }) }),
    ],
    rank: 'device',
  };
}
