import type { ConnectionRow, UserRow } from '../../../src/simulator/rows.ts';
import {
  device,
  type Expected,
  expectedNas,
  expectedPresence,
  expectedQuota,
  expectedTask,
  moment,
} from './expected.ts';
import type { Nas } from './nas.ts';

const MiB = 1024 ** 2;
/** Linked devices that have not connected for so many seconds are stale, unless bridge.yaml says otherwise. */
const STALE_AFTER = 7 * 24 * 60 * 60;

const isAway = ({ dsm }: ConnectionRow) => dsm?.client_status === 'off_line';

/** When a device was there last: where the scenario does not say, when it connected. */
const lastSeen = ({ dsm, connected_time }: ConnectionRow) => Number(dsm?.last_auth_time ?? connected_time);

/** A real NAS counts no browsers. */
function countsOf(connections: readonly ConnectionRow[]) {
  const here = connections.filter((row) => !isAway(row));
  const away = connections.filter(isAway);
  const of = (...types: string[]) =>
    here.filter(({ client_type = '' }) => types.includes(client_type)).length;
  const [desktop, mobile, sharesync] = [of('drive', 'drive_backup'), of('dscloud'), of('sharesync')];
  const stale = away.filter((row) => Date.now() / 1000 - lastSeen(row) > STALE_AFTER).length;
  return { total: desktop + mobile + sharesync, desktop, mobile, sharesync, linked: away.length, stale };
}

/** Those with a row of Drive's own, which neither the disabled nor those who never logged in have. */
const isListed = ({ dsm }: UserRow) =>
  dsm?.privilege !== false && dsm?.status !== 'disabled' && dsm?.enabled !== false;

interface VolumeRow {
  readonly quota?: number;
  readonly used?: number;
  readonly shares?: readonly { readonly quota: number; readonly used: number }[];
}

/** The volumes with a limit, summed. */
function quotaOf({ quota_used = 0, quota_total = 0, dsm }: UserRow) {
  if (dsm?.user_quota === undefined)
    return { used: quota_used, total: quota_total || (dsm?.group_limit ?? 0) * MiB };
  const volumes = (dsm.user_quota as readonly VolumeRow[]).map(
    ({ shares, ...whole }) => shares?.[0] ?? whole,
  );
  const limited = volumes.filter(({ quota = 0 }) => quota > 0);
  const sum = (key: 'quota' | 'used') => limited.reduce((all, volume) => all + (volume[key] ?? 0), 0) * MiB;
  return { used: sum('used'), total: sum('quota') };
}

function expectedUser(nas: Nas, row: UserRow): Expected {
  const own = (nas.scenario.connections ?? []).filter(({ user }) => user === row.user);
  const { used, total } = quotaOf(row);
  return device(`${nas.name} ${row.user}`, nas.name, {
    ...expectedQuota(used, total),
    ...expectedPresence(own.filter((connection) => !isAway(connection))),
    'sensor last_seen': moment(Math.max(...own.map(lastSeen))),
  });
}

/** All that Home Assistant should know of a real NAS. */
export function expectedDsm(nas: Nas): Expected {
  const { connections = [], syncs = [], users = [] } = nas.scenario;
  return Object.assign(
    expectedNas(nas, countsOf(connections)),
    ...syncs.map((row) => expectedTask(nas, row)),
    ...users.filter(isListed).map((row) => expectedUser(nas, row)),
  );
}
