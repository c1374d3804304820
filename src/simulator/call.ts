import type { IncomingMessage } from 'node:http';

/** One HTTP request as the NAS understands it, before anything is judged. */
export type Call = {
  readonly httpMethod: string;
  /** Without the query: `/webapi/entry.cgi`. */
  readonly path: string;
  /** Of the query and the form body together, as they came; the body wins. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The names among them that stood in the URL, where logs keep them. */
  readonly queryParameters: readonly string[];
  /** The X-SYNO-TOKEN header, or the parameter SynoToken. */
  readonly token: string | undefined;
  readonly address: string;
  readonly port: number;
};

/** A request body that is longer than any honest form. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

const bodyLimit = 1024 * 1024;

/** Reads a request to its end; rejects when the client goes away before, or sends more than the limit. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const [path = '', ...queries] = (request.url ?? '').split('?');
  const query = new URLSearchParams(queries.join('?'));
  const body = new URLSearchParams(isForm(request) ? await readBody(request) : await skipBody(request));
  const parameters = new Map([...query, ...body]);
  const header = request.headers['x-syno-token'];
  return {
    httpMethod: request.method ?? '',
    path,
    parameters,
    queryParameters: [...new Set(query.keys())],
    token: typeof header === 'string' ? header : parameters.get('SynoToken'),
    address: request.socket.remoteAddress ?? '',
    port: request.socket.remotePort ?? 0,
  };
}

/** The `API.method` a call is for, as faults name it. */
export function target(call: Call): string {
  return `${call.parameters.get('api') ?? ''}.${call.parameters.get('method') ?? ''}`;
}

function isForm(request: IncomingMessage): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    size += chunk.length;
    if (size > bodyLimit) throw new BodyTooLarge('the request body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A body that is no form holds no parameters, but is read as far as the limit. */
async function skipBody(request: IncomingMessage): Promise<string> {
  await readBody(request);
  return '';
}
