import { readAnswer } from './answer.ts';
import type { ApiEntry } from './api-info.ts';
import { monotonic } from './clock.ts';
import { type CodeFamily, explain } from './codes.ts';
import { ApiError, LogInRefused } from './errors.ts';
import { encodeForm, type Parameters } from './form.ts';
import type { Trace } from './trace.ts';
import type { Transport } from './transport.ts';

/** What proves to the NAS who is asking. */
export interface Session {
  readonly sid: string;
  /** Goes into the header X-SYNO-TOKEN where the log-in gave one. */
  readonly token?: string | undefined;
}

/** One call of one method in one version. */
export interface WireCall {
  readonly api: string;
  readonly version: number;
  readonly method: string;
  readonly parameters: Parameters;
  readonly entry: Pick<ApiEntry, 'path' | 'json'>;
  readonly session?: Session | undefined;
}

export interface Wire {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  readonly trace: Trace;
  /** The error codes of the APIs that are called, beside DSM's own. */
  readonly families: readonly CodeFamily[];
  /** Told how long each answer took, in seconds. */
  readonly timed?: (seconds: number) => void;
}

const isLogInRefusal = (call: WireCall, code: number) =>
  call.api === 'SYNO.API.Auth' && call.method === 'login' && code >= 400 && code <= 411;

/** The error of a `success: false`, explained by its own API's codes. */
export function apiError(
  call: Pick<WireCall, 'api' | 'method'>,
  code: number,
  families: readonly CodeFamily[],
  details?: unknown,
): ApiError {
  const { meaning, remedy } = explain(call.api, code, families);
  return new ApiError(call, code, meaning, remedy, details);
}

/** Makes one call and returns the answer's `data`. Throws ApiError, or what the transport throws. */
export async function ask(wire: Wire, call: WireCall): Promise<unknown> {
  const frame = { api: call.api, version: String(call.version), method: call.method };
  const sid = call.session ? { _sid: call.session.sid } : {};
  const began = monotonic();
  const name = `${call.api} ${call.method} v${call.version}`;
  const told = (end: string) => wire.trace(2, `${name} ${end} in ${Math.round(monotonic() - began)} ms`);
  try {
    const answer = await wire.transport.post({
      path: `/webapi/${call.entry.path}`,
      form: encodeForm({ ...frame, ...sid }, call.parameters, call.entry.json),
      headers: call.session?.token ? { 'x-syno-token': call.session.token } : {},
      signal: wire.signal,
    });
    wire.timed?.((monotonic() - began) / 1000);
    const outcome = readAnswer(answer);
    told(outcome.success ? `answered ${answer.body.length} characters` : `answered code ${outcome.code}`);
    if (outcome.success) return outcome.data;
    if (!isLogInRefusal(call, outcome.code))
      throw apiError(call, outcome.code, wire.families, outcome.details);
    const { meaning, remedy } = explain(call.api, outcome.code, []);
    throw new LogInRefused(call, outcome.code, meaning, remedy);
  } catch (error) {
    if (!(error instanceof ApiError)) told('failed');
    throw error;
  }
}
