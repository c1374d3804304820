import type { Broker } from '../broker.ts';
import { PublishRefused } from '../broker-link.ts';
import type { InfoDesk } from '../info-desk.ts';
import { messageProblem } from '../topic-rules.ts';

/**
 * Sends events, which are told once. One that the broker does not take is complained of and given up: sent again, it would
 * be refused again at every poll, or, larger than the broker takes, end every connection.
 */
export class EventPost {
  readonly #broker: Pick<Broker, 'publish'>;
  readonly #info: Pick<InfoDesk, 'complain' | 'settle'>;
  /** Bytes of a message that the broker takes. */
  #most = Number.POSITIVE_INFINITY;

  constructor(broker: Pick<Broker, 'publish'>, info: Pick<InfoDesk, 'complain' | 'settle'>) {
    this.#broker = broker;
    this.#info = info;
  }

  /** A new connection, to a broker that takes so many bytes. */
  open(most: number): void {
    this.#most = most;
  }

  /** Resolves when it is sent or given up; rejects when there is no connection. */
  async send(topic: string, payload: string): Promise<void> {
    const key = `broker/event ${topic}`;
    const problem = messageProblem({ topic, payload }, this.#most);
    try {
      if (problem !== undefined) throw new PublishRefused({ message: `not sent to ${topic}: ${problem}` });
      await this.#broker.publish(topic, payload, false);
      this.#info.settle(key, 'the broker takes events again', { topic });
    } catch (error) {
      if (!(error instanceof PublishRefused)) throw error;
      this.#info.complain(key, error.trouble, { topic });
    }
  }
}
