import type { Check } from '../check.ts';
import { clientsCheck } from './clients.ts';
import { combinedCheck } from './combined.ts';
import { connectionsCheck } from './connections.ts';
import { healthCheck } from './health.ts';
import { lastSyncCheck } from './last-sync.ts';
import { quotaCheck } from './quota.ts';
import { syncCheck } from './sync.ts';

/** Every check that judges one subject, in the order in which people read them. */
export const singleChecks = (): readonly Check[] => [
  healthCheck(),
  connectionsCheck(),
  clientsCheck(),
  syncCheck(),
  quotaCheck(),
  lastSyncCheck(),
];

/** The check that runs all of them. */
export const allInOne = (): Check => combinedCheck(singleChecks());

/** Every check: those of one subject, then the one that runs them all. */
export const everyCheck = (): readonly Check[] => [...singleChecks(), allInOne()];
