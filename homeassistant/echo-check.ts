import type { MqttConfig } from './config/schema.ts';
import type { InfoDesk } from './info-desk.ts';
import type { Trouble } from './state/nas-state.ts';
import type { Names } from './topics.ts';

/** How long our own message may take to come back, in milliseconds. */
const PATIENCE = 5000;

export const nothingHeard = (topic: string): Trouble => ({
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
  readonly #info: InfoDesk;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #heard = new Set<string>();

  constructor(protocol: MqttConfig['protocol'], names: Names, info: InfoDesk) {
    const topics = [names.bridgeState, names.document(names.bridgeDevice)];
    this.#topics = protocol === '3.1.1' ? topics : [];
    this.#info = info;
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
    const complain = () => this.#info.complain(`broker/echo ${topic}`, nothingHeard(topic), { topic });
    this.#timers.set(topic, setTimeout(complain, PATIENCE));
  }

  heard(topic: string, wasRetained: boolean): void {
    // Of others nothing is to be known: anybody may publish to ever new ones.
    if (wasRetained || !this.#topics.includes(topic)) return;
    this.#heard.add(topic);
    clearTimeout(this.#timers.get(topic));
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
