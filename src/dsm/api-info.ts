import { AnswerError, NotAnnouncedError } from './errors.ts';

/** What SYNO.API.Info tells about one API. */
export interface ApiEntry {
  /** Below `/webapi/`, e.g. `entry.cgi`. */
  readonly path: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** Values of parameters are JSON, so strings carry quotes (`requestFormat: "JSON"`). */
  readonly json: boolean;
}

/** The announced APIs by name, e.g. `{"SYNO.API.Auth":{"path":"entry.cgi","minVersion":1,"maxVersion":7,…}}`. */
export type ApiInfo = Readonly<Record<string, ApiEntry>>;

/** A version as a number or as digits. */
function versionOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

function decodeEntry(value: unknown): ApiEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { path, minVersion, maxVersion, requestFormat } = value as Record<string, unknown>;
  const [min, max] = [versionOf(minVersion), versionOf(maxVersion)];
  // A path leads to a CGI of the Web API and nowhere else, whatever was answered.
  if (typeof path !== 'string' || !/^\/?\w[\w./-]*$/.test(path) || path.includes('..')) return undefined;
  if (min === undefined || max === undefined) return undefined;
  return { path: path.replace(/^\/+/, ''), minVersion: min, maxVersion: max, json: requestFormat === 'JSON' };
}

/** Decodes the `data` of SYNO.API.Info `query`; what is not an entry is left out. */
export function decodeApiInfo(data: unknown): ApiInfo {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new AnswerError(
      'SYNO.API.Info query answered no list of APIs',
      'Is this the address of a Synology NAS, and nothing in between?',
    );
  const entries = Object.entries(data).map(([name, value]) => [name, decodeEntry(value)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, ApiEntry] => entry[1] !== undefined));
}

/** The highest of the versions we speak that the NAS offers. */
export function chooseVersion(api: string, entry: ApiEntry, spoken: readonly number[]): number {
  const offered = spoken.filter((version) => version >= entry.minVersion && version <= entry.maxVersion);
  if (offered.length === 0)
    throw new NotAnnouncedError(
      api,
      `the NAS offers ${api} in versions ${entry.minVersion} to ${entry.maxVersion}, this program speaks ${spoken.join(', ')}`,
      "Look for a newer version of this program, or of the NAS's software",
    );
  return Math.max(...offered);
}
