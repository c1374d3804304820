import { connect, connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { until, type Waiting } from '../../peers/until.ts';
import { ONLOOKER } from './broker-options.ts';

/** One message as it passed by. */
export interface Message {
  readonly topic: string;
  readonly text: string;
  /** As it was published. */
  readonly retain: boolean;
  readonly qos: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly at: number;
  /** The broker had it from before; it was not published now. */
  readonly replayed: boolean;
}

/** Everything retained, by topic. */
export type Retained = ReadonlyMap<string, string>;

const MARK = 'onlooker/mark/';

const options: IClientOptions = {
  ...ONLOOKER,
  protocolVersion: 5,
  reconnectPeriod: 100,
  connectTimeout: 2000,
  resubscribe: false,
};

/** Subscribes to everything; `subscribed` comes true as soon as all that is retained has come. */
function subscribe(client: MqttClient, mark: string): void {
  client.subscribe('#', { qos: 1, rap: true });
  client.publish(mark, '', { qos: 1 });
}

let marks = 0;
const nextMark = () => `${MARK}${process.pid}/${marks++}`;

/** A client that sees every message, and is not in the way when the broker comes and goes. */
export class Onlooker {
  readonly messages: Message[] = [];
  readonly #url: string;
  readonly #client: MqttClient;
  #mark: string | undefined;

  constructor(url: string) {
    this.#url = url;
    this.#client = connect(url, options);
    this.#client.on('error', () => undefined);
    this.#client.on('connect', () => {
      this.#mark = nextMark();
      subscribe(this.#client, this.#mark);
    });
    this.#client.on('message', (topic, payload, { retain, qos }) => {
      if (topic === this.#mark) this.#mark = undefined;
      if (topic.startsWith(MARK)) return;
      const replayed = retain && this.#mark !== undefined;
      this.messages.push({ topic, text: payload.toString(), retain, qos, at: performance.now(), replayed });
    });
  }

  /** Sees everything from now on. */
  async ready(): Promise<this> {
    const isReady = () => (this.#client.connected && this.#mark === undefined) || undefined;
    await until('the onlooker to see everything', isReady, { within: 15_000, every: 10 });
    return this;
  }

  /** A place in the stream of messages. */
  get now(): number {
    return this.messages.length;
  }

  /** What was published from a place on. */
  since(place: number): Message[] {
    return this.messages.slice(place).filter(({ replayed }) => !replayed);
  }

  /** The first message of the kind that was published from a place on. */
  async until(
    what: string,
    matches: (message: Message) => boolean,
    { from = 0, within = 40_000 }: Waiting & { readonly from?: number } = {},
  ): Promise<Message> {
    const find = () => this.since(from).find(matches);
    return until(what, find, { within, every: 10 }).catch((error: Error) => {
      throw new Error(`${error.message}; seen: ${sketch(this.since(from))}`);
    });
  }

  /** The newest of a topic, replayed or not. */
  latest(topic: string): string | undefined {
    return this.messages.findLast((message) => message.topic === topic)?.text;
  }

  /** Waits until nobody has published anything for so many milliseconds. */
  async quiet(milliseconds: number, within = 60_000): Promise<void> {
    const rested = () =>
      performance.now() - (this.messages.at(-1)?.at ?? Number.NEGATIVE_INFINITY) > milliseconds || undefined;
    await until(`${milliseconds} ms without a message`, rested, { within, every: 25 });
  }

  /** At QoS 1, so that the broker has it when this resolves. */
  async publish(topic: string, text: string, { retain = false } = {}): Promise<void> {
    await this.#client.publishAsync(topic, text, { qos: 1, retain });
  }

  /** As Home Assistant says that it is up. */
  async beBorn(topic: string): Promise<void> {
    await this.#client.publishAsync(topic, 'online', { qos: 0, retain: false });
  }

  /** What the broker keeps now, seen with fresh eyes. */
  async retained(): Promise<Retained> {
    const found = new Map<string, string>();
    const client = await connectAsync(this.#url, { ...options, reconnectPeriod: 0 }, false);
    try {
      const mark = nextMark();
      let complete = false;
      client.on('message', (topic, payload) => {
        if (topic === mark) complete = true;
        else if (!topic.startsWith(MARK) && !complete) found.set(topic, payload.toString());
      });
      subscribe(client, mark);
      await until('everything retained', () => complete || undefined, { within: 10_000, every: 5 });
    } finally {
      client.end(true);
    }
    return found;
  }

  /** What the broker keeps as soon as it is as wanted. */
  async untilRetained(
    what: string,
    matches: (retained: Retained) => boolean,
    within = 40_000,
  ): Promise<Retained> {
    let last: Retained = new Map();
    const find = async () => {
      last = await this.retained();
      return matches(last) ? last : undefined;
    };
    return until(what, find, { within, every: 100 }).catch((error: Error) => {
      throw new Error(`${error.message}; retained: ${[...last.keys()].join(' ')}`, { cause: error.cause });
    });
  }

  leave(): void {
    this.#client.end(true);
  }
}

function sketch(messages: readonly Message[]): string {
  const lines = messages.slice(-25).map(({ topic, text }) => `${topic} ${text.slice(0, 60)}`);
  return lines.length > 0 ? `\n  ${lines.join('\n  ')}` : 'nothing';
}
