import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { call, codeOf, openSession, send, simulate } from './client.ts';

const connections = 'SYNO.SynologyDrive.Connections';
const list = { api: connections, method: 'List', version: '1' };

describe('a call', () => {
  test.each<[number, Record<string, string>]>([
    [101, {}],
    [101, { api: connections, method: 'List' }],
    [101, { api: connections, version: '1' }],
    [101, { method: 'List', version: '1' }],
    [102, { ...list, api: 'SYNO.No.Such' }],
    [102, { ...list, api: '__proto__' }],
    [104, { ...list, version: '2' }],
    [104, { ...list, version: '0', method: 'NoSuch' }],
    [103, { ...list, method: 'list' }],
    [103, { ...list, method: 'constructor' }],
    [119, list],
  ])('is answered %i to %o', async (code, fields) => {
    const response = await send(await simulate(), fields);
    expect(await response.json()).toEqual({ error: { code }, success: false });
  });

  test.each(['query.cgi', 'auth.cgi'])('at the wrong path %s is answered 102', async (path) => {
    const nas = await simulate();
    expect(codeOf(await call(nas, `${connections}.List`, { _sid: await openSession(nas) }, path))).toBe(102);
  });

  test.each(['/', '/webapi/', '/webapi/other.cgi', '//', '/webapi/entry.cgi/', '/%'])(
    'of %s is a 404 page',
    async (path) => {
      const nas = await simulate();
      const response = await fetch(`${nas.url}${path}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('404 Not Found');
    },
  );

  test('by GET is answered too, and is on record with what stood in its URL', async () => {
    const nas = await simulate();
    const query = 'api=SYNO.API.Auth&method=login&version=6&account=monitor&passwd=monitor';
    const response = await fetch(`${nas.url}/webapi/entry.cgi?${query}`);
    expect(await response.json()).toMatchObject({ success: true });
    const [record] = nas.requests;
    expect(record).toMatchObject({ httpMethod: 'GET', account: 'monitor', hasSession: false });
    expect(record?.queryParameters).toEqual(['api', 'method', 'version', 'account', 'passwd']);
  });

  test('is on record without its secrets', async () => {
    const nas = await simulate({
      scenario: { accounts: [{ name: 'monitor', password: 'hunter2' }] },
      now: () => 5,
    });
    const _sid = await openSession(nas, { passwd: 'hunter2' });
    await call(nas, `${connections}.List`, { _sid });
    expect(nas.requests).toMatchObject([
      {
        api: 'SYNO.API.Auth',
        method: 'login',
        version: '7',
        account: 'monitor',
        queryParameters: [],
        arrived: 5,
      },
      { api: connections, method: 'List', httpMethod: 'POST', path: '/webapi/entry.cgi', hasSession: true },
    ]);
    expect(nas.requests[1]?.parameters).toEqual(['api', 'method', 'version', '_sid']);
    expect(JSON.stringify(nas.requests)).not.toMatch(new RegExp(`hunter2|${_sid}`));
  });

  test('with another HTTP method is refused', async () => {
    const nas = await simulate();
    const response = await fetch(`${nas.url}/webapi/entry.cgi`, { method: 'PUT', body: 'x' });
    expect(response.status).toBe(405);
  });

  test('with a body beyond a mebibyte is refused, and the next one is served', async () => {
    const nas = await simulate();
    const response = await send(nas, { filler: 'x'.repeat(1_100_000) });
    expect(response.status).toBe(413);
    expect(codeOf(await call(nas, 'SYNO.API.Info.query', { query: 'all' }))).toBeUndefined();
  });

  test.each([
    ['no HTTP at all', '\u0016\u0003\u0001\r\n\r\n'],
    ['a broken header', 'POST /webapi/entry.cgi HTTP/1.1\r\nContent-Length: x\r\n\r\n'],
    ['half a request', 'POST /webapi/entry.cgi HTTP/1.1\r\nHost: nas\r\nContent-Length: 500\r\n\r\napi='],
    [
      'broken escapes',
      'GET /webapi/entry.cgi?api=%E0%A4%A&%ff=%&=& HTTP/1.1\r\nHost: nas\r\nConnection: close\r\n\r\n',
    ],
  ])('of %s does no harm', async (_, bytes) => {
    const nas = await simulate();
    await new Promise<void>((resolve) => {
      const socket = connect(nas.port, '127.0.0.1', () => socket.end(bytes));
      socket
        .on('error', () => undefined)
        .on('close', () => resolve())
        .resume();
    });
    expect(codeOf(await call(nas, 'SYNO.API.Info.query', { query: 'all' }))).toBeUndefined();
  });
});

describe('the JSON request format', () => {
  const scenario = {
    users: [{ user: 'anna' }],
    apis: { 'SYNO.SynologyDrive.UserProfile': { requestFormat: 'JSON' as const } },
  };

  test.each<[string, number | undefined]>([
    ['"anna"', undefined],
    ['anna', 120],
    ['7', 120],
  ])('takes the user %s with code %s', async (user, code) => {
    const nas = await simulate({ scenario });
    const answer = await call(nas, 'SYNO.SynologyDrive.UserProfile.Get', {
      _sid: await openSession(nas),
      user,
    });
    expect(codeOf(answer)).toBe(code);
  });
});
