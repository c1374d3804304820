import type { State } from '../../nagios/status.ts';

/** A metric that counts what is wrong. */
export interface Problem {
  readonly check: string;
  readonly metric: string;
  /** What one of them is, where nobody set anything else. */
  readonly state: State;
}

/** What to look at first, the worst first. */
export const PROBLEMS: readonly Problem[] = [
  { check: 'sync', metric: 'error', state: 'CRITICAL' },
  { check: 'quota', metric: 'users_critical', state: 'CRITICAL' },
  { check: 'sync', metric: 'stalled', state: 'WARNING' },
  { check: 'sync', metric: 'paused', state: 'WARNING' },
  { check: 'quota', metric: 'users_warning', state: 'WARNING' },
  { check: 'clients', metric: 'unexpected', state: 'WARNING' },
  { check: 'clients', metric: 'outdated', state: 'WARNING' },
  { check: 'clients', metric: 'stale', state: 'WARNING' },
  { check: 'last_sync', metric: 'never', state: 'WARNING' },
];

/** Ends of the labels that --perfdata-per-user adds, by check. */
export const PER_USER: Readonly<Record<string, string>> = { quota: '_percent', last_sync: '_age' };

/** Counts of what people keep in Drive: beside them, counts of users and tasks would be flat lines. */
export const CONTENTS: readonly string[] = ['files_synced', 'file_count', 'folder_count'];
