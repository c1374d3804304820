import { setTimeout as sleep } from 'node:timers/promises';
import { mapLimited } from '../../src/drive/pool.ts';
import { Broker } from '../broker.ts';
import { PublishRefused } from '../broker-link.ts';
import type { MqttSettings } from '../config/settings.ts';
import { withoutQuery } from '../config/values.ts';
import { nothingHeard } from '../echo-check.ts';
import type { Trouble } from '../state/nas-state.ts';
import { troubleOf, wordsOf } from '../state/trouble.ts';

/** How long the broker may take to be reached, and how long to be silent before all that is retained was heard. */
const CONNECT = 15_000;
const SILENCE = 1500;
/** So many topics are emptied at a time. */
const AT_A_TIME = 20;

/** A stay at the broker: hears what is retained there, and empties topics. */
export class Visit {
  /** What stands on the broker, as far as it was heard: topics with their payloads. */
  readonly retained = new Map<string, string>();
  /** What the broker does not let us subscribe to. */
  readonly unheard: string[] = [];
  readonly #mqtt: MqttSettings;
  readonly #broker: Broker;
  /** Topics that came by empty, after we emptied them or somebody else did. */
  readonly #emptied = new Set<string>();
  #unanswered: number;
  #messages = 0;
  #onAnswered: () => void = () => undefined;
  #onFailed: (error: Error) => void = () => undefined;

  constructor(mqtt: MqttSettings, clientId: string, topics: readonly string[]) {
    this.#mqtt = mqtt;
    this.#unanswered = topics.length;
    const options = { clientId, subscriptions: topics.map((topic) => ({ topic })) };
    this.#broker = new Broker(mqtt, options, {
      up: () => undefined,
      down: (why) => this.fail(wordsOf(why)),
      message: (topic, payload, isRetained) => this.#hear(topic, payload, isRetained),
      answered: () => this.#answered(),
      refused: (topic) => void this.unheard.push(topic),
    });
  }

  /** Connects, and listens until nothing more comes. Rejects with an Error in words. */
  async begin(): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.#onFailed = reject;
    });
    const answered = new Promise<void>((resolve) => {
      this.#onAnswered = resolve;
    });
    const limit = setTimeout(
      () => this.fail(`the broker ${withoutQuery(this.#mqtt.url)} does not answer`),
      CONNECT,
    );
    this.#broker.start();
    await Promise.race([failed, answered]).finally(() => clearTimeout(limit));
    await Promise.race([failed, this.#silence()]);
  }

  fail(words: string): void {
    void this.end(500);
    this.#onFailed(new Error(words));
  }

  #answered(): void {
    this.#unanswered -= 1;
    if (this.#unanswered === 0) this.#onAnswered();
  }

  #hear(topic: string, payload: string, isRetained: boolean): void {
    this.#messages += 1;
    if (isRetained) this.retained.set(topic, payload);
    else if (payload === '') this.#emptied.add(topic);
  }

  async #silence(): Promise<void> {
    let before: number;
    do {
      before = this.#messages;
      await sleep(SILENCE);
    } while (this.#messages > before);
  }

  /** Empties topics; resolves to those that may not be empty, with the reasons. */
  async empty(topics: readonly string[]): Promise<ReadonlyMap<string, Trouble>> {
    const outcomes = await mapLimited(topics, AT_A_TIME, (topic) => this.#broker.publish(topic, '', true));
    const isAnyTaken = outcomes.some(({ status }) => status === 'fulfilled');
    // In MQTT 3.1.1 what is refused is acknowledged, too: only what comes back was really taken.
    const mustComeBack = this.#mqtt.protocol === '3.1.1';
    if (mustComeBack && isAnyTaken) await this.#silence();
    const doubtful = new Map<string, Trouble>();
    for (const [index, topic] of topics.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status === 'rejected') doubtful.set(topic, reasonOf(outcome.reason));
      else if (mustComeBack && !this.#emptied.has(topic)) doubtful.set(topic, nothingHeard(topic));
    }
    return doubtful;
  }

  end(milliseconds: number): Promise<void> {
    return this.#broker.end(milliseconds);
  }
}

const reasonOf = (error: unknown): Trouble =>
  error instanceof PublishRefused ? error.trouble : troubleOf(error);
