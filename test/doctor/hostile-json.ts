import fc from 'fast-check';

/** What people put into names, and what gives them away. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.emailAddress(),
  fc.domain(),
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc.uuid(),
  fc.webUrl(),
  fc.tuple(fc.ipV4(), fc.nat(255)).map(([address, last]) => `${address}-${last}`),
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, length]) => `${address}/${length}`),
  fc.constantFrom(
    '192.168.1',
    '10.0.0.1-5',
    '192.168.1.300',
    '24.12.1980',
    '1980.12.24',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
  ),
  fc.constantFrom(
    '1780PDN123456',
    'anna\nberta\r\n',
    'anna.cgi',
    'ANNA',
    'Änna',
    'anna',
    'name-1',
    'name-2',
    '198.18.0.1',
    '2001:db8::1',
  ),
  fc.constantFrom(
    'name',
    'NAME',
    'Backup',
    'no',
    'SYNO.Core.User',
    'syno.core.user',
    '/VOLUME1',
    'Entry.cgi',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'data',
    'items',
    'OFFICE\\anna',
    'anna@example.net',
    '/volume1/anna',
    "anna's MacBook",
  ),
);

/** DSM's own words, in any case. */
const WORDS =
  /^(-|json|v[12]|homes|yes|no|true|false|idle|syncing|paused|error|uptodate|up_to_date|o(n|ff)_line|desktop|mobile|web|drive|drive_backup|sharesync|serversync|dscloud|backup|system|web_portal|unknown|normal|now|disabled|home_disabled|local|domain|ldap|enabled|status|expired|synologydrive|running|stop|stopped|user|name|no such user|type|required)$/i;
/** What else a record keeps: nothing at all, numbers as digits, names of APIs, volumes, files of the Web API. */
const KEPT = /^(\s*|-?\d+(\.\d+)?|SYNO(\.[A-Za-z0-9]+)+|\/volume\d{1,3}|(entry|query|auth)\.cgi)$/;
export const isPrivate = (text: string) => !KEPT.test(text) && !WORDS.test(text);

export const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostile,
    fc.constantFrom('homes', 'on_line', 'drive', '1711111111', '-3.5', 'SYNO.Core.User', '/volume1', '', ' '),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('user', 'client_version', 'total'), hostile), tie('json'), {
      maxKeys: 4,
    }),
  ),
}));

/** Every string value, by its path; and every key. */
export function textsOf(value: unknown): { values: string[]; keys: string[] } {
  if (typeof value === 'string') return { values: [value], keys: [] };
  if (typeof value !== 'object' || value === null) return { values: [], keys: [] };
  const below = Object.values(value).map(textsOf);
  return {
    values: below.flatMap(({ values }) => values),
    keys: [...(Array.isArray(value) ? [] : Object.keys(value)), ...below.flatMap(({ keys }) => keys)],
  };
}

/** The same with every string as `text`, and keys in their order: what of a value is no text. */
export function frameOf(value: unknown): unknown {
  if (typeof value === 'string') return 'text';
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(frameOf) : { fields: Object.values(value).map(frameOf) };
}

const VERSION_FIELD = /version/i;
export function versionsIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string') return VERSION_FIELD.test(field) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    versionsIn(item, Array.isArray(value) ? field : name),
  );
}
