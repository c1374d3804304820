import type { ApiInfo } from '../dsm/api-info.ts';
import { Anonymiser } from './anonymise.ts';
import type { Testimony } from './witness.ts';

/** What a NAS answered, without what belongs to its people; the simulated NAS plays it back. */
export interface NasRecord {
  readonly format: 'synology-drive-record';
  readonly version: 1;
  /** Unix seconds: by it, the age that a time had in an answer. */
  readonly recorded: number;
  /** As SYNO.API.Info announced them. */
  readonly apis: Readonly<Record<string, unknown>>;
  readonly answers: readonly unknown[];
}

/** Of the same question asked twice the first answer. */
function firstOfEach(testimonies: readonly Testimony[]): Testimony[] {
  const byCall = new Map<string, Testimony>();
  for (const testimony of testimonies) {
    const { api, method, parameters } = testimony;
    const call = JSON.stringify([api, method, parameters]);
    if (!byCall.has(call)) byCall.set(call, testimony);
  }
  return [...byCall.values()];
}

/** Values of parameters, and the data or the details of a refusal, without what belongs to people. */
type Told = readonly [values: readonly unknown[], details: unknown];

/** The frame of an answer is the program's own; what was asked for and answered is the NAS's. */
function answerOf({ api, versions, method, parameters, outcome }: Testimony, info: ApiInfo, told: Told) {
  const [values, details] = told;
  const newest = info[api]?.maxVersion ?? Number.POSITIVE_INFINITY;
  return {
    api,
    version: Math.max(...versions.filter((version) => version <= newest)),
    method,
    parameters: Object.fromEntries(Object.keys(parameters).map((name, index) => [name, values[index]])),
    ...('code' in outcome ? { code: outcome.code, errors: details } : { data: details }),
  };
}

/** All at once, so that a name is replaced where it is a field as well, whichever answer shows that it is one. */
function anonymise(testimonies: readonly Testimony[], fields: ReadonlySet<string>): readonly Told[] {
  const all = testimonies.map(({ parameters, outcome }) => [
    Object.values(parameters),
    'code' in outcome ? outcome.errors : outcome.data,
  ]);
  return new Anonymiser(fields).value(all) as Told[];
}

/** Makes a record of testimonies. */
export function makeRecord(
  info: ApiInfo,
  testimonies: readonly Testimony[],
  fields: ReadonlySet<string>,
  now: number,
): NasRecord {
  const apis = Object.entries(info).map(([name, { path, minVersion, maxVersion, json }]) => [
    name,
    { path, minVersion, maxVersion, ...(json ? { requestFormat: 'JSON' } : {}) },
  ]);
  const kept = firstOfEach(testimonies);
  const told = anonymise(kept, fields);
  return {
    format: 'synology-drive-record',
    version: 1,
    recorded: now,
    apis: Object.fromEntries(apis) as NasRecord['apis'],
    answers: kept.map((testimony, index) => answerOf(testimony, info, told[index] ?? [[], undefined])),
  };
}
