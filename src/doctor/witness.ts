import type { ApiInfo } from '../dsm/api-info.ts';
import type { Asker, Question } from '../dsm/client.ts';
import { ApiError } from '../dsm/errors.ts';
import { type SeenFields, Watch } from './watch.ts';

/** One answer as it came, for a record. */
export interface Testimony {
  readonly api: string;
  readonly version: number;
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly outcome: { readonly data: unknown } | { readonly code: number; readonly errors?: unknown };
}

/** Stands between a dialect and the NAS: keeps every answer, and watches what of it is read. */
export class Witness implements Asker {
  readonly #client: Asker;
  readonly testimonies: Testimony[] = [];
  #watch = new Watch();
  /** Names of all fields that were read of any answer. */
  readonly fieldNames = new Set<string>();

  constructor(client: Asker) {
    this.#client = client;
  }

  infoWithAnyOf(apis: readonly string[]): Promise<ApiInfo> {
    return this.#client.infoWithAnyOf(apis);
  }

  async ask(question: Question): Promise<unknown> {
    const { api, method, versions, parameters = {} } = question;
    const call = { api, version: Math.max(...versions), method, parameters };
    try {
      const data = await this.#client.ask(question);
      this.testimonies.push({ ...call, outcome: { data: structuredClone(data) } });
      return this.#watch.over(data);
    } catch (error) {
      if (error instanceof ApiError)
        this.testimonies.push({ ...call, outcome: { code: error.code, errors: error.details } });
      throw error;
    }
  }

  /** What was read of the answers to the questions asked meanwhile. */
  async watching<T>(work: () => Promise<T>): Promise<{ value: T; fields: SeenFields }> {
    this.#watch = new Watch();
    const value = await work();
    const { fields } = this.#watch;
    for (const path of [...fields.decoded.map(({ name }) => name), ...fields.missing])
      this.fieldNames.add(path.split('.').at(-1) ?? path);
    return { value, fields };
  }
}
