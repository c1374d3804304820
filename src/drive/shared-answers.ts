import type { ApiInfo } from '../dsm/api-info.ts';
import type { Asker, Question } from '../dsm/client.ts';
import { Slots } from './slots.ts';

/**
 * The answers of one NAS during one run, for several who ask: no question goes out twice, whether it was answered or
 * refused, and at most so many are on the way.
 */
export class SharedAnswers implements Asker {
  readonly #client: Asker;
  readonly #slots: Slots;
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(client: Asker, concurrency: number) {
    this.#client = client;
    this.#slots = new Slots(concurrency);
  }

  infoWithAnyOf(apis: readonly string[]): Promise<ApiInfo> {
    return this.#once(JSON.stringify(apis), () => this.#client.infoWithAnyOf(apis));
  }

  ask(question: Question): Promise<unknown> {
    const { api, versions, method, parameters } = question;
    const key = JSON.stringify([api, versions, method, parameters]);
    return this.#once(key, () => this.#slots.run(() => this.#client.ask(question)));
  }

  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const answer = (this.#answers.get(key) as Promise<T> | undefined) ?? ask();
    this.#answers.set(key, answer);
    return answer;
  }
}
