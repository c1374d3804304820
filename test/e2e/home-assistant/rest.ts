/** What Home Assistant answered besides 2xx. */
export class RestError extends Error {
  readonly status: number;

  constructor(call: string, status: number, text: string) {
    super(`${call} was answered with ${status}: ${text}`);
    this.status = status;
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly token?: string | undefined;
  /** An object is sent as JSON, URLSearchParams as a form. */
  readonly body?: unknown;
}

/** One call of its REST API; an answer that is no JSON is taken as text. */
export async function callRest(address: URL, { method, token, body }: Call): Promise<unknown> {
  const isForm = body instanceof URLSearchParams;
  const response = await fetch(address, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new RestError(`${address.pathname}`, response.status, text);
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}
