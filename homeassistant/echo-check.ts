import type { MqttConfig } from './config/schema.ts';
import type { Trouble } from './state/nas-state.ts';

/** How long our own message may take to come back, in milliseconds. */
const PATIENCE = 5000;

const NOTHING_HEARD: Trouble = {
  message: 'the broker acknowledged a message, but does not pass it on',
  remedy:
    'Its ACL probably refuses it: in MQTT 3.1.1 a broker does not say so. Allow this account to write and read below ' +
    'mqtt.base_topic and mqtt.discovery_prefix (README: Plain MQTT)',
};

/** In MQTT 3.1.1 a refused message is acknowledged like any other: whether one arrives shows only by hearing it. */
export class EchoCheck {
  readonly #isNeeded: boolean;
  readonly #complain: (why: Trouble) => void;
  #timer: NodeJS.Timeout | undefined;
  #isHeard = false;

  constructor(protocol: MqttConfig['protocol'], complain: (why: Trouble) => void) {
    this.#isNeeded = protocol === '3.1.1';
    this.#complain = complain;
  }

  /** On a new connection nothing was heard yet. */
  begin(): void {
    this.stop();
    this.#isHeard = false;
  }

  sent(payload: string): void {
    // The echo may be faster than the acknowledgement.
    if (!this.#isNeeded || this.#isHeard || payload !== 'online') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#complain(NOTHING_HEARD), PATIENCE);
  }

  heard(payload: string, wasRetained: boolean): void {
    if (payload !== 'online' || wasRetained) return;
    this.#isHeard = true;
    this.stop();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
