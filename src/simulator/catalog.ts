import type { Api, ApiTable } from './api.ts';
import { documentedApis } from './documented.ts';
import { isInstalled } from './drive-package.ts';
import { dsmApis } from './dsm.ts';
import { own } from './json.ts';
import { replayApis } from './replay.ts';
import type { Announcement, Situation } from './situation.ts';

type Overrides = Readonly<Record<string, Announcement | null>>;

/** Where DSM 6 keeps what DSM 7 has at entry.cgi; asked at another place it answers 102. */
const dsm6: Overrides = {
  'SYNO.API.Info': { path: 'query.cgi' },
  'SYNO.API.Auth': { path: 'auth.cgi', maxVersion: 6 },
};

/**
 * What a NAS announces and serves in a situation: its own APIs, those of its dialect or of the recorded NAS, and what
 * `apis` makes of them.
 */
export function catalogOf(situation: Situation, system: ApiTable): ApiTable {
  const { apis = {}, dialect, dsmVersion = 7, replay } = situation;
  if (replay) return overlaid(replayApis(replay, system), apis);
  const drive = dialect === 'dsm' ? dsmApis(dsmVersion) : documentedApis;
  const served = Object.entries({ ...system, ...drive }).filter(([name]) => isInstalled(name, situation));
  return overlaid(overlaid(Object.fromEntries(served), dsmVersion === 6 ? dsm6 : {}), apis);
}

function overlaid(table: ApiTable, overrides: Overrides): ApiTable {
  const names = [...new Set([...Object.keys(table), ...Object.keys(overrides)])];
  const entries = names.flatMap((name): readonly (readonly [string, Api])[] => {
    const override = own(overrides, name);
    if (override === null) return [];
    const api = own(table, name) ?? unserved;
    return [[name, { ...api, announced: { ...api.announced, ...override } }]];
  });
  return Object.fromEntries(entries);
}

/** An API that a scenario announces and nobody here can answer: 103 whatever the method. */
const unserved: Api = { announced: { minVersion: 1, maxVersion: 1, path: 'entry.cgi' }, methods: {} };
