import type { Asker } from '../dsm/client.ts';
import type { Call } from '../dsm/errors.ts';
import type { Parameters } from '../dsm/form.ts';
import { countOf, keysOf, listAt, listingOf, objectAt, type Place, textOf } from './decode.ts';
import { CONNECTION, CORE_PACKAGE, CORE_QUOTA, SHARE_SYNC_CLIENT } from './dsm-apis.ts';
import { decodeDevice } from './dsm-clients.ts';
import { decodeQuota } from './dsm-quota.ts';
import { decodeTask } from './dsm-tasks.ts';
import { listUsers } from './dsm-users.ts';
import type { Client, DrivePackage, Listing, Profile, Summary, SyncTask } from './model.ts';
import { readPages } from './pages.ts';
import type { DriveServer } from './server.ts';

const NO_SOURCE = 'DSM itself does not tell it';
export const DSM_CANNOT_TELL = {
  web: NO_SOURCE,
  file_count: NO_SOURCE,
  folder_count: NO_SOURCE,
  last_sync: 'DSM itself does not tell when a user last synced',
  never: NO_SOURCE,
};

/** `{"summary":{"desktop":2,"mobile":1,"sharesync":0,"total":3}}` */
function decodeSummary(place: Place): Summary {
  const { call, fields } = objectAt(place.call, place.fields.summary, 'data.summary');
  return {
    total: countOf(fields.total),
    desktop: countOf(fields.desktop),
    mobile: countOf(fields.mobile),
    sharesync: countOf(fields.sharesync),
    source: `${call.api} ${call.method}: data.summary has ${keysOf(fields)}`,
  };
}

/** Synology Drive as a real DSM 6 or 7 with Drive Server 3 or 4 tells of it. */
export class DsmDrive implements DriveServer {
  readonly dialect = 'dsm';
  readonly cannotTell = DSM_CANNOT_TELL;
  readonly #client: Asker;
  readonly #volume: string | undefined;

  /** `volume`: the one whose quotas count; undefined for all. */
  constructor(client: Asker, volume?: string) {
    this.#client = client;
    this.#volume = volume;
  }

  async summary(): Promise<Summary> {
    return decodeSummary(await this.#ask({ api: CONNECTION, method: 'summary' }, [2]));
  }

  clients(): Promise<Listing<Client>> {
    const call = { api: CONNECTION, method: 'list' };
    return readPages({
      ask: (offset, limit) => this.#ask(call, [1, 2], { offset, limit }),
      rowsOf: (page) => listAt(page, 'items').map(decodeDevice),
    });
  }

  /** `{"conn":[],"is_pause":false,"total":0}`: this NAS as a client of others. */
  async syncTasks(): Promise<Listing<SyncTask>> {
    const place = await this.#ask({ api: SHARE_SYNC_CLIENT, method: 'list' }, [1]);
    const paused = place.fields.is_pause === true;
    const rows = listAt(place, 'conn').map((row) => decodeTask(row, paused));
    const total = countOf(place.fields.total);
    // A filled list was never seen in public, nor what its total counts.
    return rows.length > 0 ? { rows, total } : listingOf(place, rows, total);
  }

  async profile(user: string): Promise<Profile> {
    const call = { api: CORE_QUOTA, method: 'get' };
    return decodeQuota(
      await this.#ask(call, [1], { name: user, support_share_quota: true }),
      user,
      this.#volume,
    );
  }

  users(): Promise<readonly string[]> {
    return listUsers(this.#client);
  }

  /** `{"id":"SynologyDrive","version":"4.0.2-27889","additional":{"status":"running"}}` */
  async package(): Promise<DrivePackage | undefined> {
    if (!(await this.#client.infoWithAnyOf([CONNECTION]))[CORE_PACKAGE]) return undefined;
    const call = { api: CORE_PACKAGE, method: 'get' };
    const { fields } = await this.#ask(call, [1], { id: 'SynologyDrive', additional: ['status'] });
    const { status } = (fields.additional ?? {}) as { status?: unknown };
    return { version: textOf(fields.version), status: textOf(status) ?? textOf(fields.status) };
  }

  async #ask(call: Call, versions: readonly number[], parameters: Parameters = {}): Promise<Place> {
    return objectAt(call, await this.#client.ask({ ...call, versions, parameters }));
  }
}
