import type { Retained } from './onlooker.ts';

export const BASE = 'synology_drive';
export const NAS = `${BASE}/office`;
export const BIRTH = 'homeassistant/status';

/** A discovery document, as far as the tests look into it. */
export interface Document {
  readonly device: {
    readonly identifiers: readonly string[];
    readonly name: string;
    readonly via_device?: string;
  };
  readonly origin: { readonly name: string; readonly sw_version?: string; readonly support_url?: string };
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [key: string]: unknown;
}

const DOCUMENT = /^homeassistant\/device\/([a-zA-Z0-9_-]+)\/config$/;

export const documentTopic = (id: string) => `homeassistant/device/${id}/config`;

export const isDocument = (topic: string): boolean => DOCUMENT.test(topic);

/** The discovery documents of one base topic, by id. */
export function documentsOf(retained: Retained, base = BASE): ReadonlyMap<string, Document> {
  const found = new Map<string, Document>();
  for (const [topic, text] of retained) {
    const id = DOCUMENT.exec(topic)?.[1];
    if (id?.startsWith(`${base}-`)) found.set(id, JSON.parse(text) as Document);
  }
  return found;
}

/** The ids of the devices that have a document. */
export const deviceIds = (retained: Retained): string[] =>
  [...retained.keys()]
    .flatMap((topic) => DOCUMENT.exec(topic)?.[1] ?? [])
    .filter((id) => id.startsWith(`${BASE}-`))
    .sort();

export type Json = Readonly<Record<string, unknown>>;

/** A retained JSON. */
export function jsonOf(retained: Retained, topic: string): Json {
  const text = retained.get(topic);
  if (text === undefined) throw new Error(`${topic} is not retained`);
  return JSON.parse(text) as Json;
}

/** The topic and the JSON of the row that carries some values, e.g. of the user of a name. */
export function rowOf(
  retained: Retained,
  kind: 'user' | 'sync',
  values: Json,
  nas = NAS,
): { readonly topic: string; readonly row: Json } | undefined {
  for (const [topic, text] of retained) {
    if (!topic.startsWith(`${nas}/${kind}/`)) continue;
    const row = JSON.parse(text) as Json;
    if (Object.entries(values).every(([key, value]) => row[key] === value)) return { topic, row };
  }
  return undefined;
}
