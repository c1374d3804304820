import { version } from '../../src/version.ts';
import type { Rank } from '../publish/message.ts';
import type { Names, NasTopics, ProbeName } from '../topics.ts';
import type { AvailabilityTopic, Component, DiscoveryDocument, Origin } from './document.ts';
import type { Entity } from './entity.ts';

/** By this name the bridge knows its own documents again. */
export const ORIGIN: Origin = {
  name: 'synology-drive-monitoring',
  sw_version: version,
  support_url: 'https://www.npmjs.com/package/synology-drive-monitoring',
};

/** A device as it is declared. */
export interface DeviceSpec {
  readonly id: string;
  readonly name: string;
  readonly manufacturer: string;
  readonly model: string;
  /** Begins the ids of its entities, `[a-z0-9_]+`. */
  readonly entityPrefix: string;
  /** Where the states of its entities stand unless they say otherwise. */
  readonly topic?: string;
  /** The probe that its entities need unless they say otherwise. */
  readonly needs?: ProbeName;
  /** The NAS that it belongs to; undefined of the bridge itself. */
  readonly nas?: NasTopics;
  readonly via?: string;
  readonly swVersion?: string | undefined;
  readonly mac?: string | undefined;
  readonly url?: string | undefined;
  readonly entities: readonly Entity[];
  readonly rank: Rank;
  /** Made while it is not known what can be told: it must not take anything away from what was. */
  readonly isProvisional?: boolean;
}

type Needs = Entity['needs'];

/** What has to be on-line for an entity to be; all of it. */
function availabilityOf(names: Names, nas: NasTopics | undefined, needs: Needs): AvailabilityTopic[] {
  if (needs === 'none') return [];
  const ofNas = nas ? [nas.availability, ...(needs ? [nas.probe(needs)] : [])] : [];
  return [names.bridgeState, ...ofNas].map((topic) => ({ topic }));
}

function componentOf(entity: Entity, spec: DeviceSpec, names: Names): Component {
  const { key, platform, name, topic, needs, traits } = entity;
  const isOwn = needs !== undefined && needs !== spec.needs;
  return {
    platform,
    unique_id: `${spec.id}-${key}`,
    default_entity_id: `${platform}.${spec.entityPrefix}_${key}`,
    name,
    ...(topic !== undefined && { state_topic: topic }),
    ...traits,
    ...(isOwn && { availability: availabilityOf(names, spec.nas, needs) }),
  };
}

/** Home Assistant's document of a device: a pure function of its declaration. */
export function documentOf(spec: DeviceSpec, names: Names): DiscoveryDocument {
  const { id, name, manufacturer, model, topic, via, swVersion, mac, url } = spec;
  return {
    device: {
      identifiers: [id],
      ...(mac !== undefined && { connections: [['mac', mac]] as const }),
      name,
      manufacturer,
      model,
      ...(swVersion !== undefined && { sw_version: swVersion }),
      ...(url !== undefined && { configuration_url: url }),
      ...(via !== undefined && { via_device: via }),
    },
    origin: ORIGIN,
    qos: 1,
    ...(topic !== undefined && { state_topic: topic }),
    availability: availabilityOf(names, spec.nas, spec.needs),
    availability_mode: 'all',
    components: Object.fromEntries(
      spec.entities.map((entity) => [entity.key, componentOf(entity, spec, names)]),
    ),
  };
}
