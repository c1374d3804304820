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

/** A token, a colon, and a value without control characters. */
const HEADER = /^([!#$%&'*+\-.^_`|~\dA-Za-z]+):[ \t]*([\t -~\x80-\xff]*?)[ \t]*$/;

/** The lower-case name and the value of a header. */
export function readHeader(line: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = HEADER.exec(line) ?? [];
  if (name === '') throw notHttp('a line that is no header');
  return [name.toLowerCase(), value];
}

function readHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [name, value] = readHeader(line);
    const isRepeated = headers.has(name);
    // Two lengths are an attack or a broken proxy, and Node's parser refuses equal ones, too; of other headers the first counts.
    if (name === 'content-length' && (isRepeated || !/^0*\d{1,15}$/.test(value)))
      throw notHttp('a length that is none');
    if (!isRepeated) headers.set(name, value);
  }
  return headers;
}

function bodyOf(status: number, header: HttpHead['header']): HttpHead['body'] {
  const [coding, length] = [header('transfer-encoding').toLowerCase(), header('content-length')];
  if (coding !== '' && length !== '') throw notHttp('a length and a transfer coding');
  if (status === 204 || status === 304) return 0;
  if (/(?:^|,)\s*chunked$/.test(coding)) return 'chunked';
  if (coding !== '' || length === '') return 'to the end';
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
  // Nobody asked for another protocol.
  if (status < 100 || status === 101) throw notHttp('a status that is none');
  const body = bodyOf(status, header);
  const connection = header('connection').toLowerCase();
  const wants = minor === '1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  return { status, header, body, keepsOpen: wants && body !== 'to the end' };
}
