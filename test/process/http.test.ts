import { describe, expect, it } from 'vitest';
import { CONNECTIONS_OK, withOffice } from '../support/checks.ts';
import { listenRawly, type Piece, SUMMARY } from '../support/raw-nas.ts';

const LENGTH = SUMMARY.length;
const SIZE = LENGTH.toString(16);

const answer = (head: string, body = SUMMARY) => `HTTP/1.1 ${head}\r\n\r\n${body}`;
const ok = (headers: string, body?: string) => answer(`200 OK\r\n${headers}`, body);
const withLength = (body: string) => `content-length: ${body.length}`;
const chunk = (size: string, end = '') =>
  ok('transfer-encoding: chunked', `${size}\r\n${SUMMARY}\r\n0\r\n${end}\r\n`);

const UNKNOWN = 'DRIVE CONNECTIONS UNKNOWN - ';
const CRITICAL = 'DRIVE CONNECTIONS CRITICAL - ';
const NO_HTTP = `${UNKNOWN}127.0.0.1:{port} does not speak HTTP. Is this the port of DSM (5001 https, 5000 http)?\n`;
const CUT_OFF =
  `${CRITICAL}127.0.0.1:{port} closed the connection without a full answer. ` +
  'If this port speaks https, leave out --plain-http\n';
const WEB_PAGE =
  `${UNKNOWN}the NAS answered a web page (HTML), not the Web API. A log-in portal, a proxy or another web server is in the way. ` +
  'Use the address and port of DSM itself (5001 https, 5000 http)\n';
const BAD_GATEWAY =
  `${CRITICAL}the NAS answered HTTP 502. Its web server runs but DSM behind it does not answer: ` +
  'it may be starting, updating or overloaded\n';

type Row = readonly [title: string, ...pieces: Piece[]];

/** That a check says the same of each of these answers. */
function says(stdout: string, rows: readonly Row[]): void {
  it.each(rows)('%s', async (_title, ...pieces) => {
    const nas = await listenRawly(pieces);
    try {
      await withOffice({}, async (office) => {
        const ended = await office.run('connections', ['-p', String(nas.port), '-t', '5']);
        expect(ended).toMatchObject({ stdout: stdout.replace('{port}', String(nas.port)), stderr: '' });
      });
    } finally {
      await nas.close();
    }
  });
}

/** Both in one packet, and the body after the head. */
const inOneAndInTwo = (title: string, head: string, body: string): Row[] => [
  [`${title}, in one packet`, answer(head, body)],
  [`${title}, after the head`, answer(head, ''), body],
];

describe.concurrent('a line feed in a body is no matter of HTTP', () => {
  const pretty = JSON.stringify(JSON.parse(SUMMARY), null, 2);
  const page = '<!DOCTYPE html>\n<html>\n</html>\n';
  says(CONNECTIONS_OK, [
    ...inOneAndInTwo('at the end of JSON', `200 OK\r\n${withLength(`${SUMMARY}\n`)}`, `${SUMMARY}\n`),
    ...inOneAndInTwo('within JSON', `200 OK\r\n${withLength(pretty)}`, pretty),
    [
      'within a chunk',
      ok('transfer-encoding: chunked', `${(LENGTH + 1).toString(16)}\r\n${SUMMARY}\n\r\n0\r\n\r\n`),
    ],
  ]);
  says(
    WEB_PAGE,
    inOneAndInTwo('in a web page', `200 OK\r\ncontent-type: text/html\r\n${withLength(page)}`, page),
  );
  says(BAD_GATEWAY, inOneAndInTwo('in the page of a proxy', `502 Bad Gateway\r\n${withLength(page)}`, page));
});

describe.concurrent('HTTP is', () => {
  says(CONNECTIONS_OK, [
    ['an answer after early hints', answer('103 Early Hints', ok(withLength(SUMMARY)))],
    ['a length with leading zeros', ok(`content-length: ${String(LENGTH).padStart(20, '0')}`)],
    ['a size of a chunk with leading zeros', chunk(SIZE.padStart(17, '0'))],
    ['a chunk with an extension, and a trailer', chunk(`${SIZE};a=b`, 'x: y\r\n')],
    ['a value with a tab and a letter that is none of ASCII', ok(`x: a\tb\xe9\r\n${withLength(SUMMARY)}`)],
    ['a body to the end', ok('x: y'), 'close'],
    ['a body to the end, which is a reset', ok('x: y'), 'reset'],
  ]);
});

describe.concurrent('HTTP is not', () => {
  says(NO_HTTP, [
    ['a head of lines that end in a line feed', ok(withLength(SUMMARY)).replaceAll('\r', '')],
    ['another protocol', answer('101 Switching Protocols', ok(withLength(SUMMARY)))],
    ['a status of 099', answer('099 Odd\r\ncontent-length: 0', '')],
    ['a status of 000', answer('000 Odd\r\ncontent-length: 0', '')],
    ['an empty length', ok('content-length:'), 'close'],
    ['two equal lengths', ok(`content-length: ${LENGTH}\r\ncontent-length: ${LENGTH}`)],
    ['two lengths', ok(`content-length: ${LENGTH}\r\ncontent-length: 5`)],
    ['a list of lengths', ok(`content-length: ${LENGTH}, ${LENGTH}`)],
    ['a length of 20 digits', ok(`content-length: ${'9'.repeat(20)}`)],
    ['a length and chunks', chunk(SIZE).replace('chunked', `chunked\r\n${withLength(SUMMARY)}`)],
    ['chunks and a length', chunk(SIZE).replace('transfer', `${withLength(SUMMARY)}\r\ntransfer`)],
    ['a size of a chunk with a blank', chunk(`${SIZE} `)],
    ['a size of a chunk with a blank before an extension', chunk(`${SIZE} ;a=b`)],
    ['a size of a chunk of 17 digits', chunk('f'.repeat(17))],
    ['a trailer that is no header', chunk(SIZE, 'nothing of the kind\r\n')],
    ...['\0', '\x01', '\x7f', '\r'].map(
      (character): Row => [
        `${JSON.stringify(character)} in a header`,
        ok(`x: a${character}b\r\n${withLength(SUMMARY)}`),
      ],
    ),
  ]);
});

describe.concurrent('an answer is cut off', () => {
  says(CUT_OFF, [
    ['within its length', ok(`content-length: ${LENGTH + 1}`), 'close'],
    ['within its length, as announced', ok(`connection: close\r\ncontent-length: ${LENGTH + 1}`), 'close'],
    ['within a chunk', ok('transfer-encoding: chunked', `${SIZE}\r\n${SUMMARY}`), 'close'],
  ]);
});

describe.concurrent('a session of a log-in that no header can carry is no session', () => {
  it.each([
    ['synotoken', { sid: 'abc', synotoken: 't\r\nEvil: 1' }],
    ['synotoken', { sid: 'abc', synotoken: 'beyond ASCII: \u20ac' }],
    ['sid', { sid: 'a\nb' }],
  ])('nor is a request sent with it: %s %j', async (field, login) => {
    const nas = await listenRawly([ok(withLength(SUMMARY))], { login });
    try {
      await withOffice({}, async (office) => {
        const ended = await office.run('connections', ['-p', String(nas.port)]);
        expect(ended).toMatchObject({
          code: 3,
          stdout: `${UNKNOWN}the log-in was accepted, but its answer holds characters that no request can carry (data.${field})\n`,
          stderr: '',
        });
      });
    } finally {
      await nas.close();
    }
  });
});
