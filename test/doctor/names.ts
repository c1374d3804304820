import type { Recording } from '../../src/simulator/recording.ts';
import { ask } from '../simulator/client.ts';
import type { Ended } from '../support/executable.ts';
import type { Office } from '../support/office.ts';

/** What stands for which text, by laying an answer beside the record of it. */
function compare(original: unknown, recorded: unknown, names: Map<string, string>): void {
  if (typeof original === 'string') names.set(original, String(recorded));
  if (typeof original !== 'object' || original === null) return;
  const others = Object.values(recorded as object);
  for (const [index, value] of Object.values(original).entries()) compare(value, others[index], names);
}

/** The names in a record, as far as they are in lists: whoever is asked about by name stands in one. */
export async function namesIn(office: Office, { answers }: Recording): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { api, method, version, parameters, data } of answers) {
    if ('user' in parameters || 'name' in parameters) continue;
    const fields = Object.entries(parameters).map(([name, value]) => [name, JSON.stringify(value)]);
    const question = { version: String(version), ...(Object.fromEntries(fields) as object) };
    compare((await ask(office.nas, `${api}.${method}`, question)).data, data, names);
  }
  return names;
}

const AGES = /\b((?:last_sync_)?oldest|(?:health_)?response_time)=([\d.]+)s/g;
/** What a clock says of it in words, too: `3 h ago`, `answered in 8 ms`. */
const SAID_AGES = /\b\d+(\.\d+)? (ms|s|min|h|d)( \d+ (s|min|h))?\b/g;

const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const asWord = (name: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${name.replaceAll(SPECIAL, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');

/** The words of an output, in no order: rows stand in the order of their names. */
export function wordsOf({ stdout }: Ended, names: ReadonlyMap<string, string>): string[] {
  const longestFirst = [...names].sort(([a], [b]) => b.length - a.length);
  const text = longestFirst.reduce((said, [name, other]) => said.replaceAll(asWord(name), other), stdout);
  const ageless = text.replaceAll(AGES, '$1=<age>').replaceAll(SAID_AGES, '<age>');
  return ageless.split(/[\s,.:]+/).sort();
}

export const agesOf = ({ stdout }: Ended) =>
  [...stdout.matchAll(AGES)].map(([, , seconds]) => Number(seconds));
