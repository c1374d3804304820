import { AnswerError, type DsmError, UnreachableError } from './errors.ts';
import type { HttpAnswer } from './transport.ts';

/** A Web API answer with its envelope taken off: `{"success":true,"data":…}` or `{"success":false,"error":{…}}`. */
export type Outcome =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly code: number; readonly details: unknown };

const ADDRESS = 'Use the address and port of DSM itself (5001 https, 5000 http)';

function redirected(location: string): DsmError {
  const https = location.startsWith('https:');
  return new AnswerError(
    `the NAS does not answer but redirects to ${https ? 'https: ' : ''}${location}`,
    https ? 'Leave out --plain-http, and use the https port (usually 5001)' : ADDRESS,
  );
}

function badStatus({ status, location, body }: HttpAnswer): DsmError | undefined {
  if (status === 200) return undefined;
  if (/plain HTTP request was sent to (an )?HTTPS port/i.test(body))
    return new AnswerError('this port speaks https, not plain http', 'Leave out --plain-http');
  if (status >= 300 && status < 400) return redirected(location ?? 'nowhere');
  if (status >= 500)
    return new UnreachableError(
      'status',
      `the NAS answered HTTP ${status}`,
      'Its web server runs but DSM behind it does not answer: it may be starting, updating or overloaded',
    );
  const remedy = status === 404 ? `There is no Web API at this address. ${ADDRESS}` : ADDRESS;
  return new AnswerError(`the NAS answered HTTP ${status}`, remedy);
}

function parse({ body, contentType }: HttpAnswer): unknown {
  try {
    // Some servers put a byte order mark before what they send.
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (body.trim() !== '' && (/^\s*</.test(body) || contentType.includes('html')))
      throw new AnswerError(
        'the NAS answered a web page (HTML), not the Web API',
        `A log-in portal, a proxy or another web server is in the way. ${ADDRESS}`,
        error,
      );
    throw new AnswerError(
      body.trim() === ''
        ? 'the NAS sent an empty answer'
        : 'the NAS sent an answer that is not JSON, or cut short',
      'If it stays so, look at what is between this machine and the NAS',
      error,
    );
  }
}

/** Reads an answer. Throws AnswerError when it is none of the Web API's, UnreachableError on HTTP 5xx. */
export function readAnswer(answer: HttpAnswer): Outcome {
  const problem = badStatus(answer);
  if (problem) throw problem;
  const parsed = parse(answer);
  const { success, data, error } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Record<
    string,
    unknown
  >;
  if (success === true) return { success, data };
  if (success === false) {
    const { code, errors } = (error ?? {}) as Record<string, unknown>;
    return { success, code: Number.isInteger(code) ? Number(code) : 100, details: errors };
  }
  throw new AnswerError('the NAS sent JSON that is not an answer of its Web API (no "success")', ADDRESS);
}
