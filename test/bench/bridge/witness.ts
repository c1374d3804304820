import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { until } from '../../e2e/peers/until.ts';

export interface Heard {
  readonly topic: string;
  readonly size: number;
  /** Unix milliseconds. */
  readonly at: number;
  /** It stood there before. */
  readonly retained: boolean;
}

const now = () => performance.timeOrigin + performance.now();

/** Listens to everything that is published at a broker. */
export class Witness {
  readonly #client: MqttClient;
  readonly heard: Heard[] = [];
  /** What topics hold now. */
  readonly values = new Map<string, string>();

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('error', () => undefined);
    client.on('message', (topic, payload, { retain }) => {
      this.heard.push({ topic, size: payload.length, at: now(), retained: retain });
      this.values.set(topic, payload.toString());
    });
  }

  static async at(url: string): Promise<Witness> {
    const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 300 });
    const witness = new Witness(client);
    await client.subscribeAsync('#', { qos: 0 });
    return witness;
  }

  count(matches: (heard: Heard) => boolean): number {
    return this.heard.filter(matches).length;
  }

  /** Waits until a topic holds a value. */
  async holds(topic: string, value: string, within = 120_000): Promise<void> {
    await until(`${topic} to be ${value}`, () => this.values.get(topic) === value || undefined, {
      within,
      every: 50,
    });
  }

  /** Waits until nothing was said for so long. */
  async silence(milliseconds: number, within = 120_000): Promise<void> {
    const isQuiet = () => now() - (this.heard.at(-1)?.at ?? 0) > milliseconds || undefined;
    await sleep(milliseconds);
    await until('silence', isQuiet, { within, every: 100 });
  }

  async say(topic: string, payload: string, retain = false): Promise<void> {
    await this.#client.publishAsync(topic, payload, { qos: 1, retain });
  }

  leave(): void {
    this.#client.end(true);
  }
}
