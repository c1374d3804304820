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
import { documented, dsm, runTable } from './driver.ts';

for (const stage of [documented, dsm]) {
  runTable('health', healthCases, stage);
  runTable('connections', connectionsCases, stage);
  runTable('clients', clientsCases, stage);
  runTable('sync', syncCases, stage);
  runTable('stalls', stallCases, stage);
  runTable('the quota of one user', quotaCases, stage);
  runTable('quotas', quotasCases, stage);
  runTable('remembered users', rememberedCases, stage);
  runTable('last sync', lastSyncCases, stage);
  runTable('the command line', refusalCases, stage);
  runTable('options', optionCases, stage);
  runTable('verbosity', verbosityCases, stage);
  runTable('hostile answers', hostileCases, stage);
}

runTable('health by DSM', dsmHealthCases, dsm);
runTable('connections by DSM', dsmConnectionsCases, dsm);
runTable('clients by DSM', dsmClientsCases, dsm);
runTable('sync by DSM', dsmSyncCases, dsm);
runTable('quotas by DSM', dsmQuotaCases, dsm);
runTable('last sync by DSM', dsmLastSyncCases, dsm);
