import { allCases } from './cases/all.ts';
import type { Case } from './cases/case.ts';
import { clientsCases } from './cases/clients.ts';
import { optionCases, refusalCases, verbosityCases } from './cases/command-line.ts';
import { connectionsCases } from './cases/connections.ts';
import {
  dsmClientsCases,
  dsmConnectionsCases,
  dsmHealthCases,
  dsmLastSyncCases,
  dsmQuotaCases,
  dsmSyncCases,
} from './cases/dsm.ts';
import { healthCases } from './cases/health.ts';
import { hostileCases } from './cases/hostile.ts';
import { lastSyncCases } from './cases/last-sync.ts';
import { quotaCases, quotasCases, rememberedCases } from './cases/quota.ts';
import { stallCases, syncCases } from './cases/sync.ts';
import { documented, dsm, type Stage } from './driver.ts';

const BOTH: Readonly<Record<string, readonly Case[]>> = {
  health: healthCases,
  connections: connectionsCases,
  clients: clientsCases,
  sync: syncCases,
  stalls: stallCases,
  'the quota of one user': quotaCases,
  quotas: quotasCases,
  'remembered users': rememberedCases,
  'last sync': lastSyncCases,
  'the command line': refusalCases,
  options: optionCases,
  verbosity: verbosityCases,
  'hostile answers': hostileCases,
  'all checks': allCases,
};

const BY_DSM: Readonly<Record<string, readonly Case[]>> = {
  'health by DSM': dsmHealthCases,
  'connections by DSM': dsmConnectionsCases,
  'clients by DSM': dsmClientsCases,
  'sync by DSM': dsmSyncCases,
  'quotas by DSM': dsmQuotaCases,
  'last sync by DSM': dsmLastSyncCases,
};

/** Every table of verdicts, with what it is run on. */
export const TABLES: readonly (readonly [title: string, table: readonly Case[], stage: Stage])[] = [
  ...[documented, dsm].flatMap((stage) =>
    Object.entries(BOTH).map(([title, table]) => [title, table, stage] as const),
  ),
  ...Object.entries(BY_DSM).map(([title, table]) => [title, table, dsm] as const),
];
