import type { Asker } from '../dsm/client.ts';
import type { Call } from '../dsm/errors.ts';
import type { Parameters } from '../dsm/form.ts';
import { countOf, keysOf, listAt, listingOf, objectAt, type Place, textOf } from './decode.ts';
import type { Client, ClientKind, Listing, Profile, Summary, SyncTask } from './model.ts';
import type { DriveServer } from './server.ts';

export const CONNECTIONS = 'SYNO.SynologyDrive.Connections';
export const SHARE_SYNC = 'SYNO.SynologyDrive.ShareSync';
export const USER_PROFILE = 'SYNO.SynologyDrive.UserProfile';

const sourceOf = ({ call, path, fields }: Place) =>
  `${call.api} ${call.method}: ${path} has ${keysOf(fields)}`;

/** `{"total_connections":25,"desktop_clients":15,"mobile_clients":8,"web_clients":2}` */
function decodeSummary(place: Place): Summary {
  const { fields } = place;
  return {
    total: countOf(fields.total_connections),
    desktop: countOf(fields.desktop_clients),
    mobile: countOf(fields.mobile_clients),
    web: countOf(fields.web_clients),
    source: sourceOf(place),
  };
}

/** All of them; this dialect has the same words for them as we. */
export const CLIENT_KINDS: readonly string[] = [
  'desktop',
  'mobile',
  'web',
  'sharesync',
] satisfies ClientKind[];

const kindOf = (type: string | undefined) =>
  type !== undefined && CLIENT_KINDS.includes(type) ? (type as ClientKind) : undefined;

/** `{"user":"john.doe","client_type":"desktop","client_version":"3.4.0","ip_address":"192.168.1.100","connected_time":1732788000}` */
function decodeClient({ fields }: Place): Client {
  return {
    user: textOf(fields.user),
    clientType: textOf(fields.client_type),
    kind: kindOf(textOf(fields.client_type)),
    clientVersion: textOf(fields.client_version),
    ipAddress: textOf(fields.ip_address),
    connectedSince: countOf(fields.connected_time),
    connected: true,
  };
}

/** `{"user":"john.doe","share_name":"Team Projects","sync_status":"syncing","files_synced":150,"bytes_synced":104857600}` */
function decodeTask({ fields }: Place): SyncTask {
  return {
    user: textOf(fields.user),
    shareName: textOf(fields.share_name),
    status: textOf(fields.sync_status),
    filesSynced: countOf(fields.files_synced),
    bytesSynced: countOf(fields.bytes_synced),
  };
}

/** `{"user":"john.doe","quota_used":5368709120,"quota_total":107374182400,"file_count":500,"folder_count":50,"last_sync_time":1732788000}` */
function decodeProfile(place: Place, user: string): Profile {
  const { fields } = place;
  return {
    user,
    quotaUsed: countOf(fields.quota_used),
    quotaTotal: countOf(fields.quota_total),
    fileCount: countOf(fields.file_count),
    folderCount: countOf(fields.folder_count),
    lastSyncTime: countOf(fields.last_sync_time),
    source: sourceOf(place),
  };
}

function decodeListing<Row>(place: Place, decode: (row: Place) => Row): Listing<Row> {
  return listingOf(place, listAt(place, 'connections').map(decode), countOf(place.fields.total));
}

const NO_DEVICES = 'the API of this NAS lists who is connected, not which devices are linked';
export const DOCUMENTED_CANNOT_TELL = {
  sharesync: 'the API of this NAS does not count ShareSync clients',
  linked: NO_DEVICES,
  stale: NO_DEVICES,
  last_seen: NO_DEVICES,
};

/** Synology Drive as the API document "Synology Drive - Connections" describes it; every API in version 1. */
export class DocumentedDrive implements DriveServer {
  readonly dialect = 'documented';
  readonly cannotTell = DOCUMENTED_CANNOT_TELL;
  readonly #client: Asker;

  constructor(client: Asker) {
    this.#client = client;
  }

  async summary(): Promise<Summary> {
    return decodeSummary(await this.#ask({ api: CONNECTIONS, method: 'GetSummary' }));
  }

  async clients(): Promise<Listing<Client>> {
    return decodeListing(await this.#ask({ api: CONNECTIONS, method: 'List' }), decodeClient);
  }

  async syncTasks(): Promise<Listing<SyncTask>> {
    return decodeListing(await this.#ask({ api: SHARE_SYNC, method: 'ListConnections' }), decodeTask);
  }

  async profile(user: string): Promise<Profile> {
    return decodeProfile(await this.#ask({ api: USER_PROFILE, method: 'Get' }, { user }), user);
  }

  async users(): Promise<undefined> {
    return undefined;
  }

  async package(): Promise<undefined> {
    return undefined;
  }

  async #ask(call: Call, parameters: Parameters = {}): Promise<Place> {
    return objectAt(call, await this.#client.ask({ ...call, versions: [1], parameters }));
  }
}
