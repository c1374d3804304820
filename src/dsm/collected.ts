import { AnswerError } from './errors.ts';
import { authority, type Endpoint, type HttpAnswer, MAX_BODY } from './transport.ts';

/** The body of an answer as it comes in, refused as soon as it grows too large. */
export class Collected {
  readonly #endpoint: Endpoint;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Throws AnswerError. */
  add(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > MAX_BODY)
      throw new AnswerError(
        `the answer of ${authority(this.#endpoint)} is larger than ${MAX_BODY / 1024 / 1024} MiB`,
        'Is this the port of a Synology NAS?',
      );
    this.#chunks.push(chunk);
  }

  /** The whole answer; `header` is asked by lower-case names, and answers '' for none. */
  answer(status: number, header: (name: string) => string): HttpAnswer {
    return {
      status,
      contentType: header('content-type'),
      location: header('location').replace(/[?#].*$/s, '') || undefined,
      body: Buffer.concat(this.#chunks).toString('utf8'),
    };
  }
}
