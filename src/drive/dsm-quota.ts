import { DsmError } from '../dsm/errors.ts';
import { countOf, keysOf, listAt, type Place, textOf } from './decode.ts';
import type { Profile } from './model.ts';

const MiB = 1024 ** 2;

/** The share that holds everybody's My Drive. */
const HOMES = 'homes';

/** What one volume allows a user, in bytes; a total of 0 is no limit. */
interface VolumeQuota {
  readonly volume: string;
  readonly total: number | undefined;
  readonly used: number | undefined;
}

/** Bytes of mebibytes, unless there are more than can be told apart. */
function bytesOf(mebibytes: number | undefined): number | undefined {
  const bytes = (mebibytes ?? Number.NaN) * MiB;
  return Number.isSafeInteger(Math.round(bytes)) ? Math.round(bytes) : undefined;
}

/** DSM's sizes are MiB; used ones may have a fraction. */
function usedOf(value: unknown): number | undefined {
  return bytesOf(countOf(value) ?? (typeof value === 'number' && value > 0 ? value : undefined));
}

/** The user's own limit; where there is none, what the user's groups leave. */
function totalOf(fields: Place['fields']): number | undefined {
  const [own, groups] = [countOf(fields.quota), countOf(fields.group_limit)];
  return bytesOf(own === 0 ? (groups ?? 0) : own);
}

/** A volume counts by its share `homes`, or as a whole where quotas are not kept by share. */
function readVolume(place: Place): VolumeQuota | undefined {
  const { fields } = place;
  const shares = Array.isArray(fields.shares) ? listAt(place, 'shares') : [];
  const homes = shares.find((share) => share.fields.name === HOMES)?.fields;
  const counted = homes ?? (fields.quota === undefined && fields.used === undefined ? undefined : fields);
  if (counted === undefined) return undefined;
  return { volume: textOf(fields.volume) ?? '?', total: totalOf(counted), used: usedOf(counted.used) };
}

/** The sum of known values; undefined as soon as one is not. */
const add = (values: readonly (number | undefined)[]): number | undefined =>
  values.reduce((sum, value) => (sum === undefined || value === undefined ? undefined : sum + value), 0);

/**
 * Several volumes as one quota: those with a limit, summed, because a volume without one would make the whole
 * unlimited and hide that the others are full.
 */
function combine(volumes: readonly VolumeQuota[]): Pick<Profile, 'quotaTotal' | 'quotaUsed' | 'quotaFrom'> {
  const limited = volumes.filter(({ total }) => total !== 0);
  const counted = limited.length > 0 ? limited : volumes;
  const left = volumes.filter((volume) => !counted.includes(volume)).map(({ volume }) => volume);
  const names = counted.map(({ volume }) => volume).join(' + ');
  const from = left.length > 0 ? `${names}, without the unlimited ${left.join(', ')}` : names;
  return {
    quotaTotal: counted.length === 0 ? undefined : add(counted.map(({ total }) => total)),
    quotaUsed: counted.length === 0 ? undefined : add(counted.map(({ used }) => used)),
    quotaFrom: volumes.length > 1 ? from : undefined,
  };
}

function noSuchVolume(chosen: string, { call }: Place, names: string): DsmError {
  const others = names === '' ? '' : `, only ${names}`;
  return new DsmError(
    `${call.api} ${call.method}: the NAS has no volume ${chosen} with quotas${others}`,
    'Correct the volume that is asked for',
  );
}

/**
 * `{"user_quota":[{"volume":"/volume1","quota_status":"v2","support_share_quota":true,
 * "shares":[{"name":"homes","quota":2048,"used":512,"group_limit":0}]}]}`; `chosen` is the volume to look at, e.g.
 * `/volume1`, undefined for all. Throws a DsmError when there is none of that name.
 */
export function decodeQuota(place: Place, user: string, chosen: string | undefined): Profile {
  const all = listAt(place, 'user_quota').map(readVolume);
  const volumes = all.filter((volume) => volume !== undefined);
  const counted = chosen === undefined ? volumes : volumes.filter(({ volume }) => volume === chosen);
  const names = volumes.map(({ volume }) => volume).join(', ');
  if (chosen !== undefined && counted.length === 0) throw noSuchVolume(chosen, place, names);
  const { call, path } = place;
  return {
    user,
    ...combine(counted),
    source: `${call.api} ${call.method}: ${path} has ${keysOf(place.fields)}: ${names || 'no volume with a quota'}`,
  };
}
