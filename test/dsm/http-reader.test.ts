import { describe, expect, it } from 'vitest';
import { AnswerError } from '../../src/dsm/errors.ts';
import { HttpReader } from '../../src/dsm/http-reader.ts';
import { type HttpAnswer, MAX_BODY } from '../../src/dsm/transport.ts';

const ENDPOINT = { host: 'nas.example.com', port: 5000 };

interface Read {
  readonly answer: HttpAnswer;
  readonly reusable: boolean;
}

/** Feeds an answer in pieces of so many bytes; `closed`: then the server closes the connection. */
function read(text: string, size: number, closed = false): Read {
  const reader = new HttpReader(ENDPOINT);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) reader.feed(bytes.subarray(at, at + size));
  if (closed) reader.end();
  if (!reader.done) throw new Error('there is more to come');
  return { answer: reader.answer(), reusable: reader.reusable };
}

const SIZES = [1, 2, 3, 7, 100_000];
const BODY = '{"success":true,"data":"Größe"}';
const LENGTH = Buffer.byteLength(BODY);
const chunked = (...chunks: string[]) =>
  [...chunks, ''].map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`).join('');

describe('an answer', () => {
  const cases = [
    {
      title: 'of a length',
      text: `HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n${BODY}`,
      reusable: true,
    },
    {
      title: 'after which the server closes',
      text: `HTTP/1.1 200 OK\r\nContent-Length:${LENGTH}\r\nConnection: Close\r\n\r\n${BODY}`,
      reusable: false,
    },
    {
      title: 'of HTTP/1.0',
      text: `HTTP/1.0 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n${BODY}`,
      reusable: false,
    },
    {
      title: 'of HTTP/1.0 that stays',
      text: `HTTP/1.0 200 OK\r\nconnection: keep-alive\r\nContent-Length: ${LENGTH}\r\n\r\n${BODY}`,
      reusable: true,
    },
    { title: 'to the end', text: `HTTP/1.1 200 OK\r\n\r\n${BODY}`, reusable: false, closed: true },
    {
      title: 'in chunks',
      text: `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunked(BODY.slice(0, 5), BODY.slice(5))}`,
      reusable: true,
    },
    {
      title: 'in chunks with extensions and trailers',
      text: `HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n${LENGTH.toString(16)};a=b\r\n${BODY}\r\n000\r\nx: y\r\n\r\n`,
      reusable: true,
    },
    {
      title: 'without a reason, after others that only prepare it',
      text: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\na: b\r\n\r\nHTTP/1.1 200\r\nContent-Length: ${LENGTH}\r\n\r\n${BODY}`,
      reusable: true,
    },
    {
      title: 'with more behind it than was asked for',
      text: `HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n${BODY}HTTP/1.1 200 OK\r\n`,
      reusable: false,
    },
  ];
  it.each(cases)('$title is read, in whatever pieces it comes', ({ text, reusable, closed }) => {
    for (const size of SIZES) {
      const seen = read(text, size, closed);
      expect([size, seen.answer.status, seen.answer.body]).toEqual([size, 200, BODY]);
      // In small pieces, the answer is over before there is more.
      if (size > 1000 || !/HTTP.*HTTP\/1.1 200 OK\r\n$/s.test(text)) expect(seen.reusable).toBe(reusable);
    }
  });

  it('tells its type and where it points, without the query', () => {
    const head = 'HTTP/1.1 302 Found\r\nCONTENT-type:  text/html \r\nLocation: https://nas/x?token=1\r\n';
    expect(read(`${head}content-length: 0\r\n\r\n`, 5).answer).toEqual({
      status: 302,
      contentType: 'text/html',
      location: 'https://nas/x',
      body: '',
    });
  });

  it.each(['204 No Content', '304 Not Modified'])('%s has no body', (status) =>
    expect(read(`HTTP/1.1 ${status}\r\n\r\n`, 1000).answer.body).toBe(''),
  );
});

describe('no HTTP', () => {
  it.each([
    'SSH-2.0-OpenSSH_9.6\r\n',
    '\x15\x03\x01\x00\x02\x02\x46',
    'HTTP/2 200 OK\r\n\r\n',
    'HTTP/1.1 20 OK\r\n\r\n',
    'HTTP/1.1 200 OK\ncontent-length: 0\n\n',
    'HTTP/1.1 200 OK\r\nno header\r\n\r\n',
    'HTTP/1.1 200 OK\r\na b: c\r\n\r\n',
    'HTTP/1.1 200 OK\r\n folded: c\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length:\r\n\r\n',
    'HTTP/1.1 200 OK\r\nx: a\u0001b\r\n\r\n',
    'HTTP/1.1 200 OK\nx: y\r\n\r\n',
    'HTTP/1.1 099 Odd\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 1e3\r\n\r\n',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n',
    `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`,
  ])('is %j', (text) => {
    for (const size of SIZES)
      expect(() => read(text, size)).toThrowError(expect.objectContaining({ code: 'HPE_INVALID' }));
  });

  it.each([
    '',
    'HTTP/1.1 200 OK\r\ncontent-le',
    'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n12345\r\n',
  ])('is cut off: %j', (text) => {
    expect(() => read(text, 3, true)).toThrowError(expect.objectContaining({ code: 'ECONNRESET' }));
  });

  it('is a reset, but where a body goes to the end', () => {
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    const ended = (text: string, error: Error) => {
      const reader = new HttpReader(ENDPOINT);
      reader.feed(Buffer.from(text));
      reader.end(error);
      return reader.answer().body;
    };
    const toTheEnd = `HTTP/1.1 200 OK\r\n\r\n${BODY}`;
    expect(ended(toTheEnd, reset)).toBe(BODY);
    expect(() => ended(toTheEnd.replace('\r\n', '\r\ncontent-length: 999\r\n'), reset)).toThrow(reset);
    const other = Object.assign(new Error('bad record'), { code: 'ERR_SSL_BAD_RECORD' });
    expect(() => ended(toTheEnd, other)).toThrow(other);
  });

  it('is an answer larger than can be', () => {
    const reader = new HttpReader(ENDPOINT);
    reader.feed(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));
    const piece = Buffer.alloc(8 * 1024 * 1024);
    for (let sent = 0; sent < MAX_BODY; sent += piece.length) reader.feed(piece);
    expect(() => reader.feed(Buffer.from('x'))).toThrow(AnswerError);
  });
});
