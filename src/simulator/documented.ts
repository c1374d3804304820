import { type Api, type ApiTable, type Method, requiredText } from './api.ts';
import type { JsonValue } from './json.ts';
import { Refusal } from './refusal.ts';
import type { ConnectionRow } from './rows.ts';
import type { Situation } from './situation.ts';

const announced = { minVersion: 1, maxVersion: 1, path: 'entry.cgi' };

/** Synology Drive under the names and with the fields of the API document. */
export const documentedApis: ApiTable = {
  'SYNO.SynologyDrive.Connections': drive({
    GetSummary: ({ situation }) => situation.summary ?? summaryOf(connected(situation)),
    List: ({ situation }) => listed(connected(situation)),
  }),
  'SYNO.SynologyDrive.ShareSync': drive({
    ListConnections: ({ situation }) => listed((situation.syncs ?? []).map(withoutDsm)),
  }),
  'SYNO.SynologyDrive.UserProfile': drive({
    Get: (visit) => {
      const user = requiredText(visit, 'user');
      const profile = visit.situation.users?.find((row) => row.user === user);
      if (!profile) throw new Refusal(120, { name: 'user', reason: 'no such user' });
      return withoutDsm(profile);
    },
  }),
};

function drive(methods: Readonly<Record<string, Method>>): Api {
  return { announced, adminOnly: 105, methods };
}

/** The document knows connections only: a device that is linked but away is not one. */
function connected({ connections = [] }: Situation): readonly ConnectionRow[] {
  return connections.filter((row) => row.dsm?.client_status !== 'off_line').map(withoutDsm);
}

function withoutDsm<T extends { readonly dsm?: unknown }>({ dsm: _, ...row }: T): Omit<T, 'dsm'> {
  return row;
}

function listed(connections: readonly JsonValue[]): JsonValue {
  return { connections, total: connections.length };
}

function summaryOf(connections: readonly ConnectionRow[]): JsonValue {
  const of = (type: string) => connections.filter((row) => row.client_type === type).length;
  return {
    total_connections: connections.length,
    desktop_clients: of('desktop'),
    mobile_clients: of('mobile'),
    web_clients: of('web'),
  };
}
