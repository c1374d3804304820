import type { Trouble } from './state/nas-state.ts';

export interface BrokerOptions {
  readonly clientId: string;
  /** Retained, QoS 1. */
  readonly will?: { readonly topic: string; readonly payload: string } | undefined;
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  readonly topic: string;
  /** In MQTT 5: what we publish ourselves does not come back. */
  readonly noLocal?: boolean;
  /** Only where the broker lets us: a refusal is none of anybody's troubles. */
  readonly isOptional?: boolean;
}

/** What a broker takes. */
export interface BrokerLimits {
  /** Messages under way at a time. */
  readonly inFlight: number;
  /** Bytes of a message with its topic. */
  readonly size: number;
}

export interface BrokerListener {
  up(limits: BrokerLimits): void;
  /** It was lost, or a try to reach it failed; another follows by itself. */
  down(why: Trouble): void;
  /** `retained`: it was there before we subscribed. */
  message(topic: string, payload: string, retained: boolean): void;
  /** The broker has answered that we want to subscribe, with yes or no. */
  answered?(topic: string): void;
  /** The broker did not let us subscribe. */
  refused(topic: string, why: Trouble): void;
  /** It lets us now. */
  granted?(topic: string): void;
}

/** The broker took the connection but not this message; sending it again as it is would not help. */
export class PublishRefused extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.message);
    this.trouble = trouble;
  }
}
