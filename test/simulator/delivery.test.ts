import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { describe, expect, test } from 'vitest';
import { selfSigned } from '../../src/simulator/certificate.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { call, codeOf, logIn, openSession, send, simulate } from './client.ts';

const list = 'SYNO.SynologyDrive.Connections.List';
const info = { api: 'SYNO.API.Info', method: 'query', version: '1', query: 'SYNO.API.Info' };
const infoQuery = 'SYNO.API.Info.query';

async function withFault(fault: Fault, method = infoQuery): Promise<Simulator> {
  return await simulate({ scenario: { faults: { [method]: fault } } });
}

/** What the socket's user sees go wrong. */
async function failureOf(nas: Simulator): Promise<unknown> {
  const error = await send(nas, info)
    .then((response) => response.text())
    .then(
      () => undefined,
      (problem: Error) => problem,
    );
  return (error?.cause as { code?: string } | undefined)?.code ?? error?.message;
}

describe('a fault', () => {
  test('of code answers it, with its errors', async () => {
    const nas = await withFault({ code: 120, errors: { name: 'query' } });
    const error = { code: 120, errors: { name: 'query' } };
    expect(await call(nas, infoQuery)).toEqual({ success: false, error });
  });

  test.each<[Fault, number, string, RegExp]>([
    [{ status: 502 }, 502, 'text/html', /502 Bad Gateway/],
    [{ status: 404 }, 404, 'text/html', /404 Not Found/],
    [{ status: 503, raw: 'later', contentType: 'text/plain' }, 503, 'text/plain', /^later$/],
    [{ raw: '<html>log in</html>' }, 200, 'text/html', /^<html>log in<\/html>$/],
    [{ raw: '' }, 200, 'text/html', /^$/],
    [{ truncate: true }, 200, 'application/json; charset="UTF-8"', /^\{"data":\{"SYNO\.API\.Info":[^}]*$/],
  ])('of %o is served as HTTP', async (fault, status, type, body) => {
    const response = await send(await withFault(fault), info);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toMatch(body);
  });

  test('of a redirect names the place', async () => {
    const response = await send(await withFault({ status: 302, location: '/webman/index.cgi' }), info);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/webman/index.cgi']);
  });

  test('of reset ends the connection before any byte', async () => {
    expect(await failureOf(await withFault({ reset: true }))).toBe('ECONNRESET');
  });

  test('of cut ends it half way', async () => {
    const nas = await withFault({ cut: true });
    const response = await send(nas, info);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(60);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('of hang answers nothing, and the simulator closes all the same', async () => {
    const nas = await withFault({ hang: true });
    const hanging = failureOf(nas);
    await expect.poll(() => nas.requests.length).toBe(1);
    await nas.close();
    expect(await hanging).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  });

  test('of delay comes late, and with its answer', async () => {
    const nas = await withFault({ delay: 150 });
    const before = performance.now();
    expect((await call(nas, infoQuery, info)).success).toBe(true);
    expect(performance.now() - before).toBeGreaterThan(140);
  });

  test('of a delay nobody waits for does no harm', async () => {
    const nas = await withFault({ delay: 60_000, times: 1 });
    const impatient = fetch(`${nas.url}/webapi/entry.cgi`, {
      method: 'POST',
      body: new URLSearchParams(info),
      signal: AbortSignal.timeout(50),
    });
    await expect(impatient).rejects.toThrow();
    expect((await call(nas, infoQuery, info)).success).toBe(true);
  });

  test('of huge goes on beyond 64 MiB, and keeps nobody else waiting whether it is read or not', async () => {
    const nas = await withFault({ huge: true });
    const unread = await send(nas, info);
    expect(await readSome(nas, 65 * 1024 * 1024)).toBeGreaterThanOrEqual(65 * 1024 * 1024);
    expect((await logIn(nas)).success).toBe(true);
    await unread.body?.cancel();
    expect((await logIn(nas)).success).toBe(true);
  });

  test('of data replaces that of a success, and of nothing else', async () => {
    const nas = await withFault({ data: { connections: 'none' } }, list);
    expect(codeOf(await call(nas, list))).toBe(119);
    const answer = await call(nas, list, { _sid: await openSession(nas) });
    expect(answer).toEqual({ success: true, data: { connections: 'none' } });
  });

  test('can lie on log-in and logout', async () => {
    const nas = await withFault({ code: 100 }, 'SYNO.API.Auth.logout');
    nas.setFault('SYNO.API.Auth.login', { code: 107, times: 1 });
    expect(codeOf(await logIn(nas))).toBe(107);
    const _sid = await openSession(nas);
    expect(codeOf(await call(nas, 'SYNO.API.Auth.logout', { version: '7', _sid }))).toBe(100);
    expect([nas.logIns(), nas.sessions()]).toEqual([2, 1]);
  });
});

test.each<[Fault, string]>([
  [{ reset: true }, 'read ECONNRESET'],
  [{ cut: true }, 'aborted'],
  [{ status: 502 }, '502'],
])('%o goes through TLS as well', async (fault, outcome) => {
  const tls = await selfSigned();
  const nas = await simulate({ tls, scenario: { faults: { '*': fault } } });
  const seen = await new Promise((resolve) => {
    const fail = (error: Error) => resolve(error.message);
    const asked = httpsRequest(nas.url, { ca: tls.certificate, agent: false }, (response) => {
      const done = () => resolve(String(response.statusCode));
      response.on('error', fail).on('end', done).resume();
    });
    asked.on('error', fail).end();
  });
  expect(seen).toContain(outcome);
});

/** Reads so many bytes of an answer, then hangs up. */
function readSome(nas: Simulator, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(`${nas.url}/webapi/entry.cgi?${new URLSearchParams(info)}`, (response) => {
      let size = 0;
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size < wanted) return;
        response.destroy();
        resolve(size);
      });
    });
    asked.on('error', reject).end();
  });
}
