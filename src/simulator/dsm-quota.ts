import type { JsonValue } from './json.ts';
import type { UserRow } from './rows.ts';

const MiB = 1024 ** 2;

/**
 * What SYNO.Core.Quota says of a user: a volume with the share `homes`, which holds My Drive. Sizes are MiB, 0 is no
 * limit. A volume that has no quota by share has `quota` and `used` on itself, which a scenario says with `user_quota`:
 * `{"user_quota":[{"quota_status":"v2","shares":[{"group_limit":0,"name":"homes","quota":2048,"used":512}],
 * "support_share_quota":true,"volume":"/volume1"}]}`.
 */
export function quotaOf({ quota_used, quota_total, dsm }: UserRow): JsonValue {
  const homes = {
    group_limit: dsm?.group_limit ?? 0,
    name: 'homes',
    quota: mebibytes(quota_total),
    used: mebibytes(quota_used),
  };
  const volume = { quota_status: 'v2', shares: [homes], support_share_quota: true, volume: '/volume1' };
  return { user_quota: dsm?.user_quota ?? [volume] };
}

function mebibytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.round(bytes / MiB);
}
