import { defaultPort } from '../../src/config/nas.ts';
import { authority } from '../../src/dsm/transport.ts';
import { connections } from '../../src/probes/connections.ts';
import type { NasSettings } from '../config/settings.ts';
import { DEVICE_TOTALS } from '../publish/connections.ts';
import { EVENT_TYPES } from '../publish/event.ts';
import { toldOf } from '../publish/json.ts';
import { TASK_TOTALS } from '../publish/tasks.ts';
import { shownName } from '../shown-name.ts';
import type { NasState } from '../state/nas-state.ts';
import type { Names, NasTopics } from '../topics.ts';
import type { DeviceSpec } from './device.ts';
import { attributes, type Entity, flagOf, type Look, sensorOf } from './entity.ts';

const LOOKS: Readonly<Record<string, Look>> = {
  total: { icon: 'mdi:lan-connect' },
  desktop: { icon: 'mdi:desktop-classic' },
  mobile: { icon: 'mdi:cellphone' },
  web: { icon: 'mdi:web' },
  sharesync: { name: 'ShareSync clients', icon: 'mdi:nas' },
  linked: { name: 'Off-line devices', icon: 'mdi:laptop-off' },
  stale: { name: 'Devices off-line for too long', icon: 'mdi:laptop-off' },
  tasks: { name: 'Sync tasks', icon: 'mdi:folder-sync-outline' },
  idle: { name: 'Idle tasks', icon: 'mdi:check-circle-outline' },
  syncing: { name: 'Syncing tasks', icon: 'mdi:sync' },
  paused: { name: 'Paused tasks', icon: 'mdi:pause-circle-outline' },
  error: { name: 'Failed tasks', icon: 'mdi:sync-alert' },
  stalled: { icon: 'mdi:timer-sand' },
  other: { name: 'Tasks in an unknown status', icon: 'mdi:help-circle-outline' },
};

function connectionEntities(topics: NasTopics, dialect: NasState['dialect']): Entity[] {
  const topic = topics.connections;
  const counts = toldOf(connections.metrics, dialect).map((metric) =>
    sensorOf(metric, LOOKS[metric.name], { needs: 'connections', topic }),
  );
  const devices = toldOf(DEVICE_TOTALS, dialect).map((metric) => {
    const traits = attributes(topic, { devices: `${metric.name}_devices` });
    return sensorOf(metric, { ...LOOKS[metric.name], traits }, { needs: 'clients', topic });
  });
  return [...counts, ...devices];
}

function taskEntities({ sync: topic }: NasTopics): Entity[] {
  const other = {
    ...TASK_TOTALS[0],
    name: 'other',
    title: 'other tasks',
    unit: 'count',
    read: () => 0,
  } as const;
  return [...TASK_TOTALS, other].map((metric) =>
    sensorOf(metric, LOOKS[metric.name], { needs: 'sync', topic }),
  );
}

function ownEntities(topics: NasTopics): Entity[] {
  const { availability, problem, refresh, event } = topics;
  return [
    {
      key: 'connected',
      platform: 'binary_sensor',
      name: 'Connection to the NAS',
      needs: 'none',
      topic: availability,
      traits: {
        device_class: 'connectivity',
        payload_on: 'online',
        payload_off: 'offline',
        ...attributes(problem, { message: 'message', remedy: 'remedy' }),
      },
    },
    flagOf('problem', 'Problem', 'problem', {
      topic: problem,
      traits: attributes(problem, { message: 'message', remedy: 'remedy' }),
    }),
    {
      key: 'refresh',
      platform: 'button',
      name: 'Refresh',
      traits: { command_topic: refresh, icon: 'mdi:refresh' },
    },
    {
      key: 'connection',
      platform: 'event',
      name: 'Connections and disconnections',
      needs: 'clients',
      topic: event,
      traits: { event_types: EVENT_TYPES, icon: 'mdi:account-switch-outline' },
    },
  ];
}

/** One NAS with all that its dialect can know of it. */
export function nasDevice(names: Names, settings: NasSettings, known: NasState): DeviceSpec {
  const { id, host, plain_http, port } = settings;
  const topics = names.nas(id);
  const endpoint = { host, port: port ?? defaultPort(plain_http) };
  return {
    id: names.nasDevice(id),
    entityPrefix: `${names.slug}_${id}`,
    name: shownName(settings.name),
    manufacturer: 'Synology',
    model: 'Synology Drive Server',
    swVersion: known.packageVersion,
    mac: settings.mac,
    url: `${plain_http ? 'http' : 'https'}://${authority(endpoint)}`,
    nas: topics,
    via: names.bridgeDevice,
    entities: [...ownEntities(topics), ...connectionEntities(topics, known.dialect), ...taskEntities(topics)],
    rank: 'nas device',
    isProvisional: known.dialect === undefined,
  };
}
