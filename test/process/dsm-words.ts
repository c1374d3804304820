/** The calls of the API document, and those of a real DSM in their place. */
const CALLS = [
  ['SYNO.SynologyDrive.Connections', 'GetSummary', 'SYNO.SynologyDrive.Connection', 'summary'],
  ['SYNO.SynologyDrive.Connections', 'List', 'SYNO.SynologyDrive.Connection', 'list'],
  ['SYNO.SynologyDrive.ShareSync', 'ListConnections', 'SYNO.SynologyDriveShareSync.Connection', 'list'],
  ['SYNO.SynologyDrive.UserProfile', 'Get', 'SYNO.Core.Quota', 'get'],
] as const;

/** What DSM calls the types of clients. */
const TYPES: Readonly<Record<string, string>> = { desktop: 'drive', mobile: 'dscloud', web: 'web_portal' };

/** The names of calls, the interface and the method with `between` between them. */
export const inDsmCalls = (text: string, between: string): string =>
  CALLS.reduce(
    (named, [api, method, dsmApi, dsmMethod]) =>
      named.replaceAll(`${api}${between}${method}`, `${dsmApi}${between}${dsmMethod}`),
    text,
  );

/**
 * An output by the API document as it is on a DSM that holds the same: in its names of calls and of types, with a count
 * of other NASes (none) instead of browsers, without files and folders, and with devices that are away (none).
 */
export const inDsmWords = (text: string): string =>
  inDsmCalls(text, ' ')
    .replaceAll(/(desktop|mobile|web) client(?= \d| \()/g, (_, type: string) => `${TYPES[type]} client`)
    .replaceAll(/( |connections_)web=\d+;;;0/g, '$1sharesync=0;;;0')
    .replaceAll(/, \d+ web\b(?! client)/g, ', 0 sharesync')
    .replaceAll(/\d+ web clients/g, '0 other NASes that sync from this one')
    .replaceAll(/ (?:quota_)?(?:file|folder)_count=\S+/g, '')
    .replaceAll(/(clients_)?max_per_user=\S+/g, '$& $1linked=0;;;0 $1stale=0;;;0');
