import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Watch } from '../../src/doctor/watch.ts';
import { objectAt } from '../../src/drive/decode.ts';
import { decodeTask } from '../../src/drive/dsm-tasks.ts';

const CALL = { api: 'SYNO.SynologyDriveShareSync.Connection', method: 'list' };
const decoded = (row: object, paused = false) => decodeTask(objectAt(CALL, row), paused);

const NOTHING = {
  user: undefined,
  shareName: undefined,
  status: undefined,
  filesSynced: undefined,
  bytesSynced: undefined,
  others: undefined,
};

describe('a ShareSync task', () => {
  it.each<[string, object, object]>([
    ['without anything is one without anything', {}, {}],
    [
      'is told in the document’s words',
      { user: 'anna', share_name: 'Plans', sync_status: 'syncing', files_synced: 3, bytes_synced: '4' },
      { user: 'anna', shareName: 'Plans', status: 'syncing', filesSynced: 3, bytesSynced: 4 },
    ],
    [
      'is told in its predecessor’s words',
      { server_name: 'HQ', conn_status: 'error' },
      { shareName: 'HQ', status: 'error' },
    ],
    ['is idle when it is up to date', { status: 'uptodate' }, { status: 'idle' }],
    ['keeps a status nobody knows', { status: 'napping' }, { status: 'napping' }],
    ['is paused when it says so', { status: 'syncing', is_pause: true }, { status: 'paused' }],
    ['is not paused by another type', { status: 'syncing', is_pause: 'false' }, { status: 'syncing' }],
    [
      'takes the first name that can be read',
      { user: 5, user_name: ' ', username: 'anna' },
      { user: 'anna' },
    ],
    ['lacks what came in another type', { files_synced: -1, bytes_synced: 1.5, status: null }, {}],
    [
      'keeps the rest',
      { speed: 7, peer: { ip: ['10.0.0.1'] } },
      { others: 'speed=7 peer={"ip":["10.0.0.1"]}' },
    ],
  ])('%s', (_, row, expected) => {
    expect(decoded(row)).toEqual({ ...NOTHING, ...expected });
  });

  it('may have fields like what every object has', () => {
    const row = JSON.parse('{"then":1,"constructor":2,"__proto__":3}') as object;
    expect(decoded(row)).toEqual({ ...NOTHING, others: 'then=1 constructor=2 __proto__=3' });
  });

  it('is paused when all are', () => {
    expect(decoded({ status: 'syncing' }, true)).toMatchObject({ status: 'paused' });
    expect(decoded({}, true)).toMatchObject({ status: 'paused' });
  });

  it('says of a field that it knows all of it, and nothing of those it does not', () => {
    const watch = new Watch();
    decoded(watch.over({ user: 'anna', speed: 7 }));
    expect(watch.fields.unknown).toEqual([{ name: 'speed', types: ['number'] }]);
  });

  it('may be nested as deeply as it likes', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    expect(decoded({ user: 'anna', deep }).user).toBe('anna');
  });

  it('is decoded from any object', () => {
    const known = ['user', 'share_name', 'sync_status', 'status', 'files_synced', 'bytes_synced', 'is_pause'];
    const row = fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), fc.jsonValue());
    fc.assert(
      fc.property(row, fc.boolean(), (fields, paused) => {
        const { filesSynced = 0, bytesSynced = 0, ...texts } = decoded(fields, paused);
        for (const count of [filesSynced, bytesSynced])
          expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        for (const text of Object.values(texts)) expect(['string', 'undefined']).toContain(typeof text);
      }),
    );
  });
});
