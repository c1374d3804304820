import type { BrokerListener, BrokerOptions, Subscription } from './broker-link.ts';
import { refusedSubscription } from './broker-reasons.ts';

/** Asks the broker for a topic; `answered` gets its code, and is not called where the connection is lost before. */
export type Ask = (
  topic: string,
  options: { readonly qos: 1; readonly nl?: boolean },
  answered: (code: number) => void,
) => void;

const REFUSED = 128;

/** What one connection listens to; what the broker refuses may be tried again, for it may be allowed meanwhile. */
export class Subscriptions {
  readonly #listener: Pick<BrokerListener, 'refused' | 'granted' | 'answered'>;
  readonly #isFive: boolean;
  readonly #ask: Ask;
  readonly #refused = new Set<Subscription>();

  constructor(listener: Pick<BrokerListener, 'refused' | 'granted' | 'answered'>, isFive: boolean, ask: Ask) {
    this.#listener = listener;
    this.#isFive = isFive;
    this.#ask = ask;
  }

  begin(all: BrokerOptions['subscriptions']): void {
    for (const subscription of all) this.#subscribe(subscription);
  }

  retryRefused(): void {
    for (const subscription of this.#refused) this.#subscribe(subscription);
  }

  #subscribe(subscription: Subscription): void {
    const { topic, noLocal = false } = subscription;
    const options = this.#isFive ? { qos: 1 as const, nl: noLocal } : { qos: 1 as const };
    this.#ask(topic, options, (code) => this.#answered(subscription, code));
  }

  #answered(subscription: Subscription, code: number): void {
    const { topic, isOptional } = subscription;
    this.#listener.answered?.(topic);
    if (code < REFUSED) {
      if (this.#refused.delete(subscription)) this.#listener.granted?.(topic);
      return;
    }
    this.#refused.add(subscription);
    if (!isOptional) this.#listener.refused(topic, refusedSubscription(code));
  }
}
