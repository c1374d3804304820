import { describe, expect, test } from 'vitest';
import { call, codeOf, openSession, simulate } from './client.ts';

const connections = 'SYNO.SynologyDrive.Connections';

describe('SYNO.API.Info', () => {
  test.each(['query.cgi', 'entry.cgi'])(
    'tells at %s where the asked APIs are, and is silent about others',
    async (path) => {
      const nas = await simulate();
      const query = `SYNO.API.Auth,${connections},SYNO.No.Such`;
      const { data } = await call(nas, 'SYNO.API.Info.query', { query }, path);
      expect(data).toEqual({
        'SYNO.API.Auth': { minVersion: 3, maxVersion: 7, path: 'entry.cgi' },
        [connections]: { minVersion: 1, maxVersion: 1, path: 'entry.cgi' },
      });
    },
  );

  test('knows all, and understands quotes', async () => {
    const nas = await simulate();
    const all = await call(nas, 'SYNO.API.Info.query', { query: 'all' });
    expect(Object.keys(all.data ?? {})).toEqual([
      'SYNO.API.Info',
      'SYNO.API.Auth',
      connections,
      'SYNO.SynologyDrive.ShareSync',
      'SYNO.SynologyDrive.UserProfile',
    ]);
    const quoted = await call(nas, 'SYNO.API.Info.query', { query: '"SYNO.API.Auth"' });
    expect(Object.keys(quoted.data ?? {})).toEqual(['SYNO.API.Auth']);
  });

  test('announces what the scenario says', async () => {
    const apis = { [connections]: null, 'SYNO.SynologyDrive.ShareSync': { maxVersion: 3 }, 'SYNO.Other': {} };
    const nas = await simulate({ scenario: { apis } });
    const { data } = await call(nas, 'SYNO.API.Info.query', { query: 'all' });
    expect(data?.[connections]).toBeUndefined();
    expect(data?.['SYNO.SynologyDrive.ShareSync']).toMatchObject({ minVersion: 1, maxVersion: 3 });
    const _sid = await openSession(nas);
    expect(codeOf(await call(nas, `${connections}.List`, { _sid }))).toBe(102);
    expect(codeOf(await call(nas, 'SYNO.Other.list', { _sid }))).toBe(103);
  });
});
