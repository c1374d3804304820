import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectAt } from '../../src/drive/decode.ts';
import { decodeQuota } from '../../src/drive/dsm-quota.ts';
import { AnswerError } from '../../src/dsm/errors.ts';

const CALL = { api: 'SYNO.Core.Quota', method: 'get' };
const decoded = (data: unknown) => decodeQuota(objectAt(CALL, data), 'anna', undefined);

describe('the answer of a quota in another shape', () => {
  it.each<[unknown, string]>([
    [undefined, 'data should be an object, but is missing'],
    [{ quota: [] }, 'data.user_quota should be a list, but is missing: data has quota'],
    [{ user_quota: {} }, 'data.user_quota should be a list, but is an object with no keys'],
    [{ user_quota: [5] }, 'data.user_quota[0] should be an object, but is a number'],
    [{ user_quota: [{ shares: [null] }] }, 'data.user_quota[0].shares[0] should be an object, but is null'],
  ])('%j is an error that says where', (data, words) => {
    expect(() => decoded(data)).toThrow(`SYNO.Core.Quota get: ${words}`);
  });

  it('is that error and no other, and sizes are whole and not negative, whatever the JSON', () => {
    const number = fc.oneof(
      fc.maxSafeInteger(),
      fc.double(),
      fc.constant('7'),
      fc.jsonValue({ maxDepth: 1 }),
    );
    const fields = {
      quota: number,
      used: number,
      group_limit: number,
      name: fc.constantFrom('homes', 'photo', 5),
    };
    const share = fc.record(fields, { requiredKeys: [] });
    const shares = fc.oneof(
      fc.array(fc.oneof({ weight: 9, arbitrary: share }, fc.jsonValue())),
      fc.jsonValue(),
    );
    const volume = fc.record(
      { ...fields, volume: fc.oneof(fc.string(), fc.jsonValue()), shares },
      { requiredKeys: [] },
    );
    const answer = fc.record({ user_quota: fc.array(volume) });
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: answer }, fc.jsonValue()), (data) => {
        try {
          const { quotaTotal = 0, quotaUsed = 0 } = decoded(data);
          for (const size of [quotaTotal, quotaUsed])
            expect(Number.isSafeInteger(size) && size >= 0).toBe(true);
        } catch (error) {
          if (!(error instanceof AnswerError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
