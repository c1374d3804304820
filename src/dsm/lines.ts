import { AnswerError, ConfigurationError, UnreachableError } from './errors.ts';
import type { Line } from './line.ts';
import { translateNetworkError } from './network-errors.ts';
import { openLine } from './open-line.ts';
import type { Certificate, Endpoint, FormRequest, HttpAnswer, Transport } from './transport.ts';

/** Throws for a name that no host can have: one beyond ASCII, or in its ASCII form (`xn--…`), that stands for no name. */
function requireName({ host }: Endpoint): void {
  const isPlain = host.includes(':') || (/^[!-~]*$/.test(host) && !/(?:^|\.)xn--/i.test(host));
  if (isPlain || URL.canParse(`http://${host}/`)) return;
  throw new ConfigurationError(`${host} is no name that a host can have`, 'Check --hostname');
}

/** Throws for a header that would end before its value does. */
function requireHeaders({ headers = {} }: FormRequest): void {
  for (const [name, value] of Object.entries(headers))
    if (/[^\t -~]/.test(value)) throw new AnswerError(`no request can carry the characters of ${name}`);
}

/** HTTP to one NAS on as many connections as there are requests at a time, each used again when it is free. */
export class Lines implements Transport {
  certificate: Certificate | undefined;
  readonly #endpoint: Endpoint;
  readonly #idle: Line[] = [];
  readonly #all = new Set<Line>();

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** A connection that was used before may have been closed by the server unnoticed: then a new one is tried. */
  async post(request: FormRequest): Promise<HttpAnswer> {
    const used = this.#idle.pop();
    try {
      return await this.#attempt(used ?? this.#open(), request);
    } catch (error) {
      if (used && error instanceof UnreachableError && error.reason === 'reset')
        return this.#attempt(this.#open(), request);
      throw error;
    }
  }

  close(): void {
    for (const line of this.#all) this.#drop(line);
    this.#idle.length = 0;
  }

  #open(): Line {
    requireName(this.#endpoint);
    const line = openLine(this.#endpoint, (seen) => {
      this.certificate = seen;
    });
    this.#all.add(line);
    return line;
  }

  async #attempt(line: Line, request: FormRequest): Promise<HttpAnswer> {
    try {
      requireHeaders(request);
      const answer = await line.send(request);
      if (line.open) this.#idle.push(line);
      else this.#drop(line);
      return answer;
    } catch (error) {
      this.#drop(line);
      throw translateNetworkError(error, this.#endpoint);
    }
  }

  #drop(line: Line): void {
    this.#all.delete(line);
    line.close();
  }
}
