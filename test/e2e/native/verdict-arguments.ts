import type { CheckId } from '../../support/checks.ts';

/** What makes each check OK, and what CRITICAL, where the simulated NAS is as it is by default. */
export const VERDICTS: Readonly<Record<CheckId, { readonly ok: string[]; readonly critical: string[] }>> = {
  health: { ok: [], critical: ['--critical-response-time', '@0:1000'] },
  connections: { ok: [], critical: ['-c', '1'] },
  clients: { ok: [], critical: ['-c', '0'] },
  sync: { ok: [], critical: ['-c', '@0:100'] },
  quota: { ok: ['-w', '99', '-c', '99'], critical: ['-c', '1'] },
  last_sync: { ok: [], critical: ['-c', '1s'] },
  all: { ok: ['--quota-warning', '99', '--quota-critical', '99'], critical: ['--quota-critical', '1'] },
};
