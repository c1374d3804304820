import { afterEach } from 'vitest';
import type { JsonValue } from '../../src/simulator/json.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts';

type Answer = {
  readonly success: boolean;
  readonly data?: Record<string, JsonValue>;
  readonly error?: { readonly code: number; readonly errors?: JsonValue };
};

type Fields = Readonly<Record<string, string>>;

const running: Simulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

/** A simulator that lives as long as the test. */
export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

/** Sends a form; gives the HTTP response as it is. */
export function send(
  nas: Simulator,
  fields: Fields,
  path = 'entry.cgi',
  headers: Fields = {},
): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(`${nas.url}/webapi/${path}`, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(5000),
  });
}

/** Calls `API.method` with its version, and reads the answer. */
export async function call(
  nas: Simulator,
  target: string,
  fields: Fields = {},
  path?: string,
): Promise<Answer> {
  const dot = target.lastIndexOf('.');
  const api = { api: target.slice(0, dot), method: target.slice(dot + 1), version: '1', ...fields };
  const response = await send(nas, api, path);
  return (await response.json()) as Answer;
}

export function logIn(nas: Simulator, fields: Fields = {}): Promise<Answer> {
  const usual = { version: '7', account: 'monitor', passwd: 'monitor', session: 'test', format: 'sid' };
  return call(nas, 'SYNO.API.Auth.login', { ...usual, ...fields });
}

/** Logs in as monitor, for a session that must come about. */
export async function openSession(nas: Simulator, fields: Fields = {}): Promise<string> {
  const { data } = await logIn(nas, fields);
  if (typeof data?.sid !== 'string') throw new Error('no session');
  return data.sid;
}

/** The code of a refusal; undefined for a success. */
export function codeOf(answer: Answer): number | undefined {
  return answer.success ? undefined : answer.error?.code;
}

/** A clock that goes only when told to. */
export function handClock(start = 1_700_000_000_000): {
  readonly now: () => number;
  readonly pass: (seconds: number) => void;
} {
  let time = start;
  return {
    now: () => time,
    pass: (seconds) => {
      time += seconds * 1000;
    },
  };
}

/** Logs in and calls; `fields` are sent as they are. */
export async function ask(nas: Simulator, target: string, fields: Fields = {}): Promise<Answer> {
  return call(nas, target, { ...fields, _sid: await openSession(nas) });
}

/** The rows of a list in an answer that must have it. */
export function rowsOf({ data }: Answer, list: string): readonly Readonly<Record<string, JsonValue>>[] {
  const rows = data?.[list];
  if (!Array.isArray(rows)) throw new Error(`no list ${list}`);
  return rows;
}
