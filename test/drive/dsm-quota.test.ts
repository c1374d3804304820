import { describe, expect, it } from 'vitest';
import { objectAt } from '../../src/drive/decode.ts';
import { decodeQuota } from '../../src/drive/dsm-quota.ts';

const MiB = 1024 ** 2;
const CALL = { api: 'SYNO.Core.Quota', method: 'get' };

const decoded = (data: unknown, volume?: string) => decodeQuota(objectAt(CALL, data), 'anna', volume);

/** Used and total in bytes of a NAS that answers with these volumes, and what they were put together from. */
function quotaOf(volumes: readonly unknown[], volume?: string) {
  const { quotaUsed, quotaTotal, quotaFrom } = decoded({ user_quota: volumes }, volume);
  return [quotaUsed, quotaTotal, quotaFrom];
}

const homes = (share: object, volume = '/volume1') => ({
  volume,
  quota_status: 'v2',
  support_share_quota: true,
  shares: [
    { name: 'photo', quota: 1, used: 1, group_limit: 1 },
    { name: 'homes', ...share },
  ],
});

describe('a quota of one volume', () => {
  it.each<[string, unknown, number | undefined, number | undefined]>([
    ['is that of the share homes, in MiB', homes({ quota: 2048, used: 512 }), 512 * MiB, 2048 * MiB],
    ['may come as digits', homes({ quota: '2048', used: '512' }), 512 * MiB, 2048 * MiB],
    ['may be used in part of a MiB', homes({ quota: 2048, used: 0.5 }), 0.5 * MiB, 2048 * MiB],
    ['of 0 is no limit', homes({ quota: 0, used: 3 }), 3 * MiB, 0],
    ['of 0 is what the groups leave', homes({ quota: 0, used: 3, group_limit: 10 }), 3 * MiB, 10 * MiB],
    ['of 0 is no limit where the groups have none', homes({ quota: 0, used: 3, group_limit: 0 }), 3 * MiB, 0],
    ['goes before what the groups leave', homes({ quota: 5, used: 3, group_limit: 10 }), 3 * MiB, 5 * MiB],
    ['is missing where it was not sent', homes({ used: 3, group_limit: 10 }), 3 * MiB, undefined],
    ['is missing in another type', homes({ quota: [2048], used: true }), undefined, undefined],
    ['is missing where it is null', homes({ quota: null, used: null }), undefined, undefined],
    ['is missing where it is negative', homes({ quota: -1, used: -0.5 }), undefined, undefined],
    [
      'is missing in more bytes than are exact',
      homes({ quota: 2 ** 52, used: 2 ** 40 }),
      undefined,
      undefined,
    ],
    [
      'stands on the volume where shares have none',
      { volume: '/volume1', quota: 7, used: 2 },
      2 * MiB,
      7 * MiB,
    ],
    [
      'stands on the volume where homes is not on it',
      { volume: '/volume1', quota: 7, used: 2, shares: [{ name: 'photo', quota: 1 }] },
      2 * MiB,
      7 * MiB,
    ],
    ['is missing where neither has one', { volume: '/volume1', shares: [] }, undefined, undefined],
    [
      'is missing where homes is on no volume',
      { volume: '/volume1', shares: [{ name: 'photo' }] },
      undefined,
      undefined,
    ],
  ])('%s', (_, volume, used, total) => {
    expect(quotaOf([volume])).toEqual([used, total, undefined]);
  });

  it('is missing where there is no volume, and the source says so', () => {
    expect(decoded({ user_quota: [] })).toEqual({
      user: 'anna',
      quotaUsed: undefined,
      quotaTotal: undefined,
      quotaFrom: undefined,
      source: 'SYNO.Core.Quota get: data has user_quota: no volume with a quota',
    });
  });
});

describe('a quota of several volumes', () => {
  const limited = homes({ quota: 10, used: 1 });
  const alsoLimited = homes({ quota: 20, used: 2 }, '/volume2');
  const unlimited = homes({ quota: 0, used: 4 }, '/volume3');
  const unknown = homes({ used: 8 }, '/volume4');

  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['is their sum', [limited, alsoLimited], [3 * MiB, 30 * MiB, '/volume1 + /volume2']],
    [
      'leaves out those without a limit',
      [limited, unlimited, alsoLimited],
      [3 * MiB, 30 * MiB, '/volume1 + /volume2, without the unlimited /volume3'],
    ],
    [
      'is unlimited where all are',
      [unlimited, { ...unlimited, volume: '/volume5' }],
      [8 * MiB, 0, '/volume3 + /volume5'],
    ],
    ['is missing where that of one is', [limited, unknown], [9 * MiB, undefined, '/volume1 + /volume4']],
    [
      'leaves out volumes that have none',
      [limited, { volume: '/volume9', shares: [] }],
      [MiB, 10 * MiB, undefined],
    ],
    [
      'has a ? for a volume without a name',
      [limited, homes({ quota: 1, used: 1 }, '')],
      [2 * MiB, 11 * MiB, '/volume1 + ?'],
    ],
  ])('%s', (_, volumes, expected) => {
    expect(quotaOf(volumes)).toEqual(expected);
  });

  it.each([
    ['/volume2', [2 * MiB, 20 * MiB]],
    ['/volume3', [4 * MiB, 0]],
    ['/volume4', [8 * MiB, undefined]],
  ])('is that of %s alone when it was asked for', (volume, expected) => {
    const all = [limited, alsoLimited, unlimited, unknown];
    expect(quotaOf(all, volume).slice(0, 2)).toEqual(expected);
    expect(decoded({ user_quota: all }, volume).source).toContain('/volume1, /volume2, /volume3, /volume4');
  });

  it('is refused of a volume that there is not, with the names of those that there are', () => {
    expect(() => quotaOf([limited, alsoLimited], '/volume7')).toThrow(
      'SYNO.Core.Quota get: the NAS has no volume /volume7 with quotas, only /volume1, /volume2',
    );
    expect(() => quotaOf([], '/volume7')).toThrow(/no volume \/volume7 with quotas$/);
  });
});
