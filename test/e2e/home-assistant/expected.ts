import type { ConnectionRow, SyncRow } from '../../../src/simulator/rows.ts';
import type { Nas } from './nas.ts';

/** What an entity should show; numbers as they are read, not as they are written. */
export interface Shown {
  readonly via: string | null;
  readonly state: string | number;
  readonly unit?: string;
  readonly deviceClass?: string;
}

/** By device, kind and metric: `Office NAS john.doe: sensor quota_percent`. */
export type Expected = Readonly<Record<string, Shown>>;

/** Of an entity that is not enabled until somebody wants it. */
export const DISABLED = 'disabled';

export const BRIDGE = 'Synology Drive Bridge';

const GiB = 1024 ** 3;
export const inGiB = (bytes: number) => Math.round((bytes / GiB) * 100) / 100;
export const size = (state: string | number) => ({ state, unit: 'GiB', deviceClass: 'data_size' });
export const number = (state: number) => ({ state });
export const flag = (on: boolean, deviceClass?: string) => ({
  state: on ? 'on' : 'off',
  ...(deviceClass !== undefined && { deviceClass }),
});
export const problem = (on: boolean) => flag(on, 'problem');
export const connectivity = (on: boolean) => flag(on, 'connectivity');

/** Unix seconds as Home Assistant says them. */
export const moment = (seconds: number) => ({
  state: new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00'),
  deviceClass: 'timestamp',
});

/** Lays a device's name over the entities it has. */
export function device(
  name: string,
  via: string | null,
  entities: Record<string, Omit<Shown, 'via'>>,
): Expected {
  return Object.fromEntries(
    Object.entries(entities).map(([entity, shown]) => [`${name}: ${entity}`, { via, ...shown }]),
  );
}

export const expectedBridge = (version: string): Expected =>
  device(BRIDGE, null, {
    'binary_sensor connected': connectivity(true),
    'sensor version': { state: version },
    'sensor last_error': { state: 'unknown' },
    'button refresh': { state: 'unknown' },
  });

/** What every NAS has, whatever it speaks. */
export function expectedNas(nas: Nas, counts: Readonly<Record<string, number>>): Expected {
  const tasks = nas.scenario.syncs ?? [];
  const inStatus = (status: string) => tasks.filter(({ sync_status }) => sync_status === status).length;
  const known = Object.entries({
    ...counts,
    tasks: tasks.length,
    idle: inStatus('idle'),
    syncing: inStatus('syncing'),
    paused: inStatus('paused'),
    error: inStatus('error'),
    stalled: 0,
    other: 0,
  });
  return device(nas.name, BRIDGE, {
    'binary_sensor connected': connectivity(true),
    'binary_sensor problem': problem(false),
    'button refresh': { state: 'unknown' },
    'event connection': { state: 'available' },
    ...Object.fromEntries(known.map(([metric, count]) => [`sensor ${metric}`, number(count)])),
  });
}

export function expectedTask(
  nas: Nas,
  { user, share_name, sync_status, files_synced = 0, bytes_synced = 0 }: SyncRow,
) {
  const status = sync_status ?? 'unknown';
  return device(`${nas.name} ${share_name} (${user})`, nas.name, {
    'sensor status': { state: status, deviceClass: 'enum' },
    'sensor files_synced': number(files_synced),
    'sensor bytes_synced': size(inGiB(bytes_synced)),
    'binary_sensor stalled': problem(false),
    'binary_sensor problem': problem(status === 'error' || status === 'paused'),
  });
}

/** Quota in bytes; a total of 0 is no limit. */
export function expectedQuota(used: number, total: number, warnAt = 90) {
  const percent = total === 0 ? 'unknown' : Math.round((used / total) * 1000) / 10;
  return {
    'sensor quota_percent': { state: percent, unit: '%' },
    'sensor quota_used': size(inGiB(used)),
    'sensor quota_total': size(DISABLED),
    'sensor quota_free': size(DISABLED),
    'binary_sensor problem': problem(typeof percent === 'number' && percent >= warnAt),
  };
}

export function expectedPresence(own: readonly ConnectionRow[]) {
  return {
    'sensor connections': number(own.length),
    'binary_sensor connected': connectivity(own.length > 0),
  };
}
