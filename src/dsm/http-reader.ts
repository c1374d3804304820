import { Collected } from './collected.ts';
import { type HttpHead, notHttp, readHead, readHeader } from './http-head.ts';
import type { Endpoint, HttpAnswer } from './transport.ts';

/** As undici's: more before the body is no NAS. */
const MAX_HEAD = 16 * 1024;
const BEGINNING = 'HTTP/1.';
const NOTHING = Buffer.alloc(0);

const closed = () => Object.assign(new Error('closed by the other side'), { code: 'ECONNRESET' });

type Part = 'head' | 'body' | 'chunk size' | 'chunk' | 'chunk end' | 'trailer' | 'done';

/** Reads one answer of HTTP/1.1 from bytes as they come. */
export class HttpReader {
  readonly #body: Collected;
  #head: HttpHead | undefined;
  #part: Part = 'head';
  /** Bytes that were not understood yet. */
  #rest: Buffer = NOTHING;
  /** Bytes that the body or the chunk still has. */
  #left = 0;

  constructor(endpoint: Endpoint) {
    this.#body = new Collected(endpoint);
  }

  get done(): boolean {
    return this.#part === 'done';
  }

  /** The connection can carry another request: the server keeps it, and sent nothing that nobody asked for. */
  get reusable(): boolean {
    return this.done && this.#rest.length === 0 && (this.#head?.keepsOpen ?? false);
  }

  /** Throws for what is no HTTP, and AnswerError for what is too large. */
  feed(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    while (this.#step());
  }

  /** The connection is over, with an error or without. Throws when it should not be so yet. */
  end(error: Error & { code?: string } = closed()): void {
    // A body without a length has no other end than this one, in good order or by a reset, as undici takes it, too.
    const isEnd = this.#part === 'body' && this.#head?.body === 'to the end' && error.code === 'ECONNRESET';
    if (isEnd) this.#part = 'done';
    if (!this.done) throw error;
  }

  answer(): HttpAnswer {
    return this.#body.answer(this.#head?.status ?? 0, this.#head?.header ?? (() => ''));
  }

  /** Understands the next piece; false when there are too few bytes for it. */
  #step(): boolean {
    switch (this.#part) {
      case 'head':
        return this.#readHead();
      case 'body':
        return this.#take('done');
      case 'chunk size':
        return this.#readChunkSize();
      case 'chunk':
        return this.#take('chunk end');
      case 'chunk end':
        return this.#readLine((line) => {
          if (line !== '') throw notHttp('a chunk that does not end');
          this.#part = 'chunk size';
        });
      case 'trailer':
        return this.#readLine((line) => {
          if (line === '') this.#part = 'done';
          else readHeader(line);
        });
      case 'done':
        return false;
    }
  }

  #readHead(): boolean {
    const seen = this.#rest.subarray(0, MAX_HEAD).toString('latin1');
    const beginning = seen.slice(0, BEGINNING.length);
    const end = seen.indexOf('\r\n\r\n');
    // The body may have come along with the head, and holds what it likes.
    const head = end < 0 ? seen : seen.slice(0, end);
    if (!BEGINNING.startsWith(beginning) || /(?:^|[^\r])\n/.test(head)) throw notHttp('no HTTP');
    if (end < 0) {
      if (this.#rest.length >= MAX_HEAD) throw notHttp('too many headers');
      return false;
    }
    this.#rest = this.#rest.subarray(end + 4);
    this.#begin(readHead(head));
    return true;
  }

  #begin(head: HttpHead): void {
    // 100 Continue and its kin come before the answer.
    if (head.status < 200) return;
    this.#head = head;
    this.#left = typeof head.body === 'number' ? head.body : Number.POSITIVE_INFINITY;
    this.#part = head.body === 'chunked' ? 'chunk size' : this.#left === 0 ? 'done' : 'body';
  }

  /** Takes what there is of the body or the chunk. */
  #take(next: Part): boolean {
    const piece = this.#rest.subarray(0, this.#left);
    if (piece.length > 0) this.#body.add(piece);
    this.#rest = this.#rest.subarray(piece.length);
    this.#left -= piece.length;
    if (this.#left > 0) return false;
    this.#part = next;
    return true;
  }

  #readChunkSize(): boolean {
    return this.#readLine((line) => {
      const [digits = ''] = /^0*[\da-f]{1,16}(?=;|$)/i.exec(line) ?? [];
      if (digits === '') throw notHttp('a chunk without a size');
      this.#left = Number.parseInt(digits, 16);
      this.#part = this.#left === 0 ? 'trailer' : 'chunk';
    });
  }

  #readLine(read: (line: string) => void): boolean {
    const end = this.#rest.indexOf('\r\n');
    if (end < 0) {
      if (this.#rest.length >= MAX_HEAD) throw notHttp('a line without an end');
      return false;
    }
    const line = this.#rest.subarray(0, end).toString('latin1');
    this.#rest = this.#rest.subarray(end + 2);
    read(line);
    return true;
  }
}
