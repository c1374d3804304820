import type { Profile } from '../drive/model.ts';
import {
  ageOf,
  bytes,
  count,
  largest,
  type Metric,
  NEVER,
  type Probe,
  type Reading,
  sum,
  UNLIMITED,
} from './probe.ts';

const limited = (profile: Profile, read: (used: number, total: number) => number): Reading => {
  const { quotaUsed, quotaTotal } = profile;
  if (quotaTotal === 0) return UNLIMITED;
  return quotaUsed === undefined || quotaTotal === undefined ? undefined : read(quotaUsed, quotaTotal);
};

const percent: Metric<Profile> = {
  name: 'quota_percent',
  title: 'of the quota used',
  unit: 'percent',
  read: (profile) => limited(profile, (used, total) => (used / total) * 100),
};

const quota: Metric<Profile> = {
  ...bytes('quota_total', 'quota', (profile: Profile) =>
    profile.quotaTotal === 0 ? UNLIMITED : profile.quotaTotal,
  ),
  unlimited: 0,
};

const lastSync: Metric<Profile> = {
  name: 'last_sync',
  title: 'last sync',
  unit: 'timestamp',
  read: ({ lastSyncTime }) => (lastSyncTime === 0 ? NEVER : lastSyncTime),
};

const ageOfLastSync = (profile: Profile, now: number): Reading => {
  const reading = lastSync.read(profile, now);
  return typeof reading === 'number' ? ageOf(reading, now) : reading;
};

/** What each user keeps in Drive, one row a user. */
export const profiles: Probe<Profile> = {
  name: 'profiles',
  row: ['user', 'users'],
  identify: (profile) => profile.user,
  metrics: [
    percent,
    bytes('quota_used', 'space used', (profile) => profile.quotaUsed),
    quota,
    bytes('quota_free', 'space left', (profile) =>
      limited(profile, (used, total) => Math.max(0, total - used)),
    ),
    count('file_count', 'files', (profile) => profile.fileCount),
    count('folder_count', 'folders', (profile) => profile.folderCount),
    lastSync,
  ],
  totals: [
    count('users', 'users', (rows) => rows.length, 'user'),
    count(
      'unlimited',
      'users without a quota',
      (rows) => rows.filter((row) => row.quotaTotal === 0).length,
      'user without a quota',
    ),
    {
      name: 'max_percent',
      title: 'of a quota used at most',
      unit: 'percent',
      of: 'quota_percent',
      read: (rows, now) => largest(rows.map((row) => percent.read(row, now))),
    },
    bytes('quota_used', 'space used', (rows) => sum(rows.map((row) => row.quotaUsed))),
    count(
      'never',
      'users who never synced',
      (rows) => rows.filter((row) => row.lastSyncTime === 0).length,
      'user who never synced',
    ),
    {
      name: 'oldest',
      title: 'since the oldest last sync',
      unit: 'seconds',
      of: 'last_sync',
      read: (rows, now) => largest(rows.map((row) => ageOfLastSync(row, now))),
    },
  ],
};
