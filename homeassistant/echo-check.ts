import type { MqttConfig } from './config/schema.ts';
import type { Trouble } from './state/nas-state.ts';

/** How long our own message may take to come back, in milliseconds. */
const PATIENCE = 5000;

const nothingHeard = (topic: string): Trouble => ({
  message: `the broker acknowledged what was published to ${topic}, but does not pass it on`,
  remedy:
    'Its ACL probably refuses it: in MQTT 3.1.1 a broker does not say so. Allow this account to write and read below ' +
    'mqtt.base_topic and mqtt.discovery_prefix (README: Plain MQTT)',
});

/**
 * In MQTT 3.1.1 a refused message is acknowledged like any other: whether one arrives shows only by hearing it. Listens
 * for one state and one document, because an ACL may allow the one and not the other.
 */
export class EchoCheck {
  readonly #topics: readonly string[];
  readonly #complain: (topic: string, why: Trouble) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #heard = new Set<string>();

  constructor(
    protocol: MqttConfig['protocol'],
    topics: readonly string[],
    complain: (topic: string, why: Trouble) => void,
  ) {
    this.#topics = protocol === '3.1.1' ? topics : [];
    this.#complain = complain;
  }

  /** On a new connection nothing was heard yet. */
  begin(): void {
    this.stop();
    this.#heard.clear();
  }

  sent(topic: string, payload: string): void {
    // The echo may be faster than the acknowledgement.
    if (!this.#topics.includes(topic) || this.#heard.has(topic) || payload === '') return;
    clearTimeout(this.#timers.get(topic));
    const complain = () => this.#complain(topic, nothingHeard(topic));
    this.#timers.set(topic, setTimeout(complain, PATIENCE));
  }

  heard(topic: string, wasRetained: boolean): void {
    if (wasRetained) return;
    this.#heard.add(topic);
    clearTimeout(this.#timers.get(topic));
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
