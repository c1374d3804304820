import { vi } from 'vitest';
import { type BrokerLimits, PublishRefused } from '../../homeassistant/broker-link.ts';
import type { Message } from '../../homeassistant/publish/message.ts';
import { Outbox } from '../../homeassistant/publish/outbox.ts';
import type { Trouble } from '../../homeassistant/state/nas-state.ts';
import { UnreachableError } from '../../src/dsm/errors.ts';

interface UnderWay {
  readonly topic: string;
  readonly payload: string;
  readonly settle: (error?: Error) => void;
}

/** A connection to a broker that acknowledges at once, or when it is told to. Needs fake timers. */
export class FakeLink {
  isUp = true;
  /** Acknowledges what comes by itself. */
  isEager: boolean;
  readonly sent: string[] = [];
  readonly dropped: Trouble[] = [];
  readonly #refusals = new Set<string>();
  #underWay: UnderWay[] = [];

  constructor(isEager = true) {
    this.isEager = isEager;
  }

  publish(topic: string, payload: string): Promise<void> {
    this.sent.push(`${topic} ${payload}`);
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => (error ? reject(error) : resolve());
      if (this.#refusals.has(topic)) settle(new PublishRefused({ message: 'not allowed' }));
      else if (this.isEager) settle();
      else this.#underWay.push({ topic, payload, settle });
    });
  }

  drop(why: Trouble): void {
    this.dropped.push(why);
  }

  refuse(topic: string): void {
    this.#refusals.add(topic);
  }

  /** Refuses nothing, or only these, from now on. */
  refuseOnly(...topics: readonly string[]): void {
    this.#refusals.clear();
    for (const topic of topics) this.#refusals.add(topic);
  }

  get underWay(): string[] {
    return this.#underWay.map(({ topic, payload }) => `${topic} ${payload}`);
  }

  /** Acknowledges so many of those that wait. */
  acknowledge(count = this.#underWay.length): void {
    for (const { settle } of this.#underWay.splice(0, count)) settle();
  }

  /** The connection is lost: whoever waits is told. */
  lose(): void {
    for (const { settle } of this.#underWay.splice(0)) settle(new UnreachableError('reset', 'lost'));
  }
}

const NO_LIMITS: BrokerLimits = { inFlight: 65_535, size: Number.POSITIVE_INFINITY };

/** An outbox on a fake connection, and what it said. */
export function outboxOn(link: FakeLink) {
  const accepted: Message[] = [];
  const refused: string[] = [];
  const outbox = new Outbox(link, {
    sent: (message) => void accepted.push(message),
    refused: ({ topic }, { message }) => void refused.push(`${topic}: ${message}`),
    settled: () => void refused.push('none'),
  });
  return {
    outbox,
    accepted,
    refused,
    open: (limits: Partial<BrokerLimits> = {}) => outbox.open({ ...NO_LIMITS, ...limits }),
    /** What goes out until nothing more does, for some milliseconds. */
    async flush(): Promise<string[]> {
      const from = link.sent.length;
      await settle();
      return link.sent.slice(from);
    },
  };
}

/** Lets everything happen that is due now. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await vi.advanceTimersByTimeAsync(1);
}
