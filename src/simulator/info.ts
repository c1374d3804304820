import { type Api, type ApiTable, requiredText, type Visit } from './api.ts';
import type { JsonValue } from './json.ts';

/** `SYNO.API.Info`, which tells where the APIs of this table are; itself it needs no session. */
export function infoApi(table: () => ApiTable): Api {
  return {
    announced: { minVersion: 1, maxVersion: 1, path: 'entry.cgi' },
    alsoAt: 'query.cgi',
    open: true,
    methods: { query: (visit) => query(visit, table()) },
  };
}

/**
 * `query` is `all` or names with commas between them, also in quotes. A name nobody knows is left out of the answer:
 * `{"SYNO.API.Auth":{"maxVersion":7,"minVersion":3,"path":"entry.cgi"}}`.
 */
function query(visit: Visit, table: ApiTable): JsonValue {
  const wanted = requiredText(visit, 'query')
    .replace(/^"(.*)"$/, '$1')
    .split(',');
  const listed = Object.keys(table).filter((name) => !table[name]?.unlisted);
  const names = wanted.includes('all') ? listed : wanted.filter((name) => listed.includes(name));
  return Object.fromEntries(names.map((name) => [name, table[name]?.announced]));
}
