/** The status line and the headers of an answer. */
export interface HttpHead {
  readonly status: number;
  /** By lower-case name; '' where there is none. */
  readonly header: (name: string) => string;
  /** How the body ends: after so many bytes, with its last chunk, or with the connection. */
  readonly body: number | 'chunked' | 'to the end';
  /** The server keeps the connection for another request. */
  readonly keepsOpen: boolean;
}

/** What is no HTTP, with a code as Node's own parser gives it. */
export const notHttp = (why: string): Error => Object.assign(new Error(why), { code: 'HPE_INVALID' });

const HEADER = /^([!#$%&'*+\-.^_`|~\dA-Za-z]+):[ \t]*(.*?)[ \t]*$/;

function readHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, typed = '', value = ''] = HEADER.exec(line) ?? [];
    if (typed === '') throw notHttp('a line that is no header');
    const name = typed.toLowerCase();
    const known = headers.get(name);
    // Two lengths that differ are an attack or a broken proxy; of other headers the first counts.
    if (name === 'content-length' && known !== undefined && known !== value) throw notHttp('two lengths');
    if (known === undefined) headers.set(name, value);
  }
  return headers;
}

function bodyOf(status: number, header: HttpHead['header']): HttpHead['body'] {
  const [coding, length] = [header('transfer-encoding').toLowerCase(), header('content-length')];
  if (coding !== '' && length !== '') throw notHttp('a length and a transfer coding');
  if (status === 204 || status === 304) return 0;
  if (/(?:^|,)\s*chunked$/.test(coding)) return 'chunked';
  if (coding !== '' || length === '') return 'to the end';
  if (!/^\d{1,15}$/.test(length)) throw notHttp('a length that is none');
  return Number(length);
}

/** Reads everything before the empty line. Throws what `notHttp` makes. */
export function readHead(text: string): HttpHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, code] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first) ?? [];
  if (code === undefined) throw notHttp('no status line');
  const headers = readHeaders(lines);
  const header = (name: string) => headers.get(name) ?? '';
  const status = Number(code);
  const body = bodyOf(status, header);
  const connection = header('connection').toLowerCase();
  const wants = minor === '1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  return { status, header, body, keepsOpen: wants && body !== 'to the end' };
}
