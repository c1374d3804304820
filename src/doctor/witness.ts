import type { ApiInfo } from '../dsm/api-info.ts';
import type { Asker, Question } from '../dsm/client.ts';
import { ApiError } from '../dsm/errors.ts';
import { type SeenFields, Watch } from './watch.ts';

/** One answer as it came, for a record. */
export interface Testimony {
  readonly api: string;
  /** Those that the program speaks; the newest that the NAS offers was asked. */
  readonly versions: readonly number[];
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly outcome: { readonly data: unknown } | { readonly code: number; readonly errors?: unknown };
}

/** What came of questions, and what was seen of their answers. */
export interface Watched<T> {
  readonly value: T;
  readonly fields: SeenFields;
  /** E.g. `SYNO.SynologyDrive.Privilege list 402`. */
  readonly refused: readonly string[];
}

const sayRefusal = ({ api, method, outcome }: Testimony): string[] =>
  'code' in outcome ? [`${api} ${method} ${outcome.code}`] : [];

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
    const call = { api, versions, method, parameters };
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

  /** What was read of the answers to the questions asked meanwhile, and which of these were refused. */
  async watching<T>(work: () => Promise<T>): Promise<Watched<T>> {
    const watch = new Watch();
    const before = this.testimonies.length;
    this.#watch = watch;
    try {
      const value = await work();
      return { value, fields: watch.fields, refused: this.testimonies.slice(before).flatMap(sayRefusal) };
    } finally {
      this.#note(watch.fields);
    }
  }

  #note({ decoded, missing }: SeenFields): void {
    for (const path of [...decoded.map(({ name }) => name), ...missing])
      this.fieldNames.add(path.split('.').at(-1) ?? path);
  }
}
