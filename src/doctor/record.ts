import type { ApiInfo } from '../dsm/api-info.ts';
import { Anonymiser } from './anonymise.ts';
import type { Testimony } from './witness.ts';

/** What a NAS answered, without what belongs to its people; the simulated NAS plays it back. */
export interface NasRecord {
  readonly format: 'synology-drive-record';
  readonly version: 1;
  /** Unix seconds; times in the answers are as old as they were then. */
  readonly recorded: number;
  /** As SYNO.API.Info announced them. */
  readonly apis: Readonly<Record<string, unknown>>;
  readonly answers: readonly unknown[];
}

/** The frame of a call is the program's own; what was asked for and answered is the NAS's. */
function anonymiseAnswers(testimonies: readonly Testimony[], anonymiser: Anonymiser): unknown[] {
  // All at once, so that a name is replaced where it is a field as well, whichever answer shows that it is one.
  const told = anonymiser.value(
    testimonies.map(({ parameters, outcome }) => [Object.entries(parameters), outcome]),
  );
  return testimonies.map(({ api, version, method }, index) => {
    const [parameters, outcome] = (told as [[string, unknown][], unknown][])[index] ?? [[], undefined];
    const names = Object.keys(testimonies[index]?.parameters ?? {});
    const values = parameters.map(([, value], at) => [names[at], value]);
    return {
      api,
      version,
      method,
      parameters: Object.fromEntries(values) as unknown,
      ...(outcome as object),
    };
  });
}

/** Makes a record of testimonies. */
export function makeRecord(
  info: ApiInfo,
  testimonies: readonly Testimony[],
  fields: ReadonlySet<string>,
  now: number,
): NasRecord {
  const anonymiser = new Anonymiser(fields);
  const apis = Object.entries(info).map(([name, { path, minVersion, maxVersion, json }]) => [
    name,
    { path, minVersion, maxVersion, ...(json ? { requestFormat: 'JSON' } : {}) },
  ]);
  return {
    format: 'synology-drive-record',
    version: 1,
    recorded: now,
    apis: Object.fromEntries(apis) as NasRecord['apis'],
    answers: anonymiseAnswers(testimonies, anonymiser),
  };
}
