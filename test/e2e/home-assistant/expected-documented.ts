import type { ConnectionRow, UserRow } from '../../../src/simulator/rows.ts';
import {
  DISABLED,
  device,
  type Expected,
  expectedNas,
  expectedPresence,
  expectedQuota,
  expectedTask,
  moment,
} from './expected.ts';
import type { Nas } from './nas.ts';

function countsOf(connections: readonly ConnectionRow[]) {
  const ofType = (type: string) => connections.filter(({ client_type }) => client_type === type).length;
  return {
    total: connections.length,
    desktop: ofType('desktop'),
    mobile: ofType('mobile'),
    web: ofType('web'),
  };
}

function expectedUser(
  nas: Nas,
  { user, quota_used = 0, quota_total = 0, last_sync_time }: UserRow,
): Expected {
  const own = (nas.scenario.connections ?? []).filter((row) => row.user === user);
  return device(`${nas.name} ${user}`, nas.name, {
    ...expectedQuota(quota_used, quota_total),
    ...expectedPresence(own),
    'sensor file_count': { state: DISABLED },
    'sensor folder_count': { state: DISABLED },
    'sensor last_sync': moment(Number(last_sync_time)),
  });
}

/** All that Home Assistant should know of a NAS that speaks as documented. */
export function expectedDocumented(nas: Nas): Expected {
  const { connections = [], syncs = [], users = [] } = nas.scenario;
  return Object.assign(
    expectedNas(nas, countsOf(connections)),
    ...syncs.map((row) => expectedTask(nas, row)),
    ...users.map((row) => expectedUser(nas, row)),
  );
}
