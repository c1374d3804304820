import type { HomeAssistant } from './home-assistant.ts';

export interface State {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface RegistryEntity {
  readonly entity_id: string;
  readonly unique_id: string;
  readonly platform: string;
  readonly device_id: string | null;
  readonly disabled_by: string | null;
  readonly entity_category: string | null;
}

/** A device of the registry. */
export interface Device {
  readonly id: string;
  readonly name: string | null;
  readonly identifiers: readonly (readonly [domain: string, id: string])[];
  readonly connections: readonly (readonly [kind: string, address: string])[];
  readonly via_device_id: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly sw_version: string | null;
  readonly configuration_url: string | null;
}

/** An entity of MQTT's as its owner sees it: with its device, and what it shows. */
export interface Thing {
  readonly id: string;
  readonly uniqueId: string;
  readonly device: string | null;
  readonly via: string | null;
  readonly disabled: boolean;
  readonly category: string | null;
  /** Undefined of one that is disabled. */
  readonly state: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export const readStates = async (ha: HomeAssistant): Promise<readonly State[]> =>
  (await ha.api('/api/states')) as State[];

export const readState = async (ha: HomeAssistant, entity: string): Promise<State> =>
  (await ha.api(`/api/states/${entity}`)) as State;

/** All devices that MQTT has brought. */
export async function readDevices(ha: HomeAssistant): Promise<readonly Device[]> {
  const devices = (await ha.ask('config/device_registry/list')) as Device[];
  return devices.filter(({ identifiers }) => identifiers.some(([domain]) => domain === 'mqtt'));
}

/** All entities that MQTT has brought, ordered by entity id. */
export async function readThings(ha: HomeAssistant): Promise<readonly Thing[]> {
  const [entities, devices, states] = await Promise.all([
    ha.ask('config/entity_registry/list') as Promise<RegistryEntity[]>,
    ha.ask('config/device_registry/list') as Promise<Device[]>,
    readStates(ha),
  ]);
  const deviceOf = new Map(devices.map((device) => [device.id, device]));
  const stateOf = new Map(states.map((state) => [state.entity_id, state]));
  const nameOf = (id: string | null | undefined) => deviceOf.get(id ?? '')?.name ?? null;
  return entities
    .filter(({ platform }) => platform === 'mqtt')
    .map((entity) => ({
      id: entity.entity_id,
      uniqueId: entity.unique_id,
      device: nameOf(entity.device_id),
      via: nameOf(deviceOf.get(entity.device_id ?? '')?.via_device_id),
      disabled: entity.disabled_by !== null,
      category: entity.entity_category,
      state: stateOf.get(entity.entity_id)?.state,
      attributes: stateOf.get(entity.entity_id)?.attributes ?? {},
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}
