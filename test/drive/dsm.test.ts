import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Watch } from '../../src/doctor/watch.ts';
import { isNoSuchUser } from '../../src/drive/codes.ts';
import { DsmDrive } from '../../src/drive/dsm.ts';
import { AnswerError, ApiError } from '../../src/dsm/errors.ts';
import { oracle } from './asker.ts';

const drive = (data: unknown) => new DsmDrive(oracle(() => data));

describe('the summary', () => {
  it.each<[object, object]>([
    [
      { desktop: 2, mobile: '1', sharesync: 0, total: 3 },
      { desktop: 2, mobile: 1, sharesync: 0, total: 3 },
    ],
    [{}, { desktop: undefined, mobile: undefined, sharesync: undefined, total: undefined }],
    [
      { desktop: -1, mobile: 1.5, sharesync: [0], total: null },
      { desktop: undefined, mobile: undefined, total: undefined },
    ],
  ])('%j', async (summary, expected) => {
    expect(await drive({ summary }).summary()).toMatchObject(expected);
  });

  it('says what was there, and that it must be there', async () => {
    expect((await drive({ summary: { sum: 3, of: 4 } }).summary()).source).toBe(
      'SYNO.SynologyDrive.Connection summary: data.summary has sum, of',
    );
    await expect(drive({ total: 3 }).summary()).rejects.toThrow(
      'data.summary should be an object, but is missing',
    );
  });
});

describe('the tasks', () => {
  it('are all paused when ShareSync is', async () => {
    const conn = [{ share_name: 'Plans', status: 'syncing' }];
    expect(await drive({ conn, is_pause: true, total: 1 }).syncTasks()).toMatchObject({
      rows: [{ shareName: 'Plans', status: 'paused' }],
      total: 1,
    });
    expect(await drive({ conn, is_pause: 'yes' }).syncTasks()).toMatchObject({
      rows: [{ status: 'syncing' }],
    });
  });
});

describe('the package', () => {
  it.each<[object, object]>([
    [
      { version: '4.0.2-27889', additional: { status: 'running' } },
      { version: '4.0.2-27889', status: 'running' },
    ],
    [
      { version: '4.0.2-27889', status: 'stop' },
      { version: '4.0.2-27889', status: 'stop' },
    ],
    [
      { version: 4, additional: 'running' },
      { version: undefined, status: undefined },
    ],
    [{ additional: null }, { version: undefined, status: undefined }],
  ])('%j', async (data, expected) => {
    expect(await drive(data).package()).toEqual(expected);
  });

  it('is not asked for where it cannot be', async () => {
    const asker = oracle(() => ({}), ['SYNO.SynologyDrive.Connection']);
    expect([await new DsmDrive(asker).package(), asker.questions]).toEqual([undefined, []]);
  });
});

/** Answers that begin like good ones. */
const lists = [
  'items',
  'conn',
  'users',
  'user_quota',
  'shares',
  'summary',
  'additional',
  'total',
  'then',
  'name',
];
const { answer } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...lists), fc.string()), tie('answer'), { maxKeys: 5 }),
    fc.array(tie('answer'), { maxLength: 3 }),
  ),
}));

it('any answer is decoded, or an AnswerError, whether somebody watches or not', async () => {
  await fc.assert(
    fc.asyncProperty(answer, fc.boolean(), async (data, watched) => {
      const asked = new DsmDrive(oracle(() => (watched ? new Watch().over(data) : data)));
      const outcomes = await Promise.allSettled([
        asked.summary(),
        asked.clients(),
        asked.syncTasks(),
        asked.users(),
        asked.profile('anna'),
        asked.package(),
      ]);
      const errors = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      );
      expect(errors.filter((error) => !(error instanceof AnswerError))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe('that a user is not known', () => {
  const error = (api: string, code: number, details?: unknown) =>
    new ApiError({ api, method: 'get' }, code, '', '', details);

  it.each<[string, number, unknown, boolean]>([
    ['SYNO.SynologyDrive.UserProfile', 120, { name: 'user', reason: 'no such user' }, true],
    ['SYNO.Core.Quota', 3106, undefined, true],
    ['SYNO.Core.Quota', 120, { name: 'name', reason: 'type' }, false],
    ['SYNO.Core.Quota', 120, { name: 'support_share_quota', reason: 'type' }, false],
    ['SYNO.Core.Quota', 105, undefined, false],
    ['SYNO.SynologyDrive.Connection', 3106, undefined, false],
    ['SYNO.SynologyDrive.UserProfile', 120, null, false],
    ['SYNO.SynologyDrive.UserProfile', 120, 'user', false],
  ])('is what %s says by %i with %j: %s', (api, code, details, known) => {
    expect(isNoSuchUser(error(api, code, details))).toBe(known);
  });
});
