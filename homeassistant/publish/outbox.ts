import { monotonic } from '../../src/dsm/clock.ts';
import type { Broker } from '../broker.ts';
import { type BrokerLimits, PublishRefused } from '../broker-link.ts';
import type { Trouble } from '../state/nas-state.ts';
import { messageProblem } from '../topic-rules.ts';
import { DocumentGap } from './document-gap.ts';
import type { Message } from './message.ts';
import type { OutboxListener } from './outbox-listener.ts';
import { Refusals } from './refusals.ts';
import { WaitingLine } from './waiting-line.ts';

/** Messages under way at a time, unless the broker takes fewer. */
const WINDOW = 64;
/** Without any acknowledgement for so long the connection is there by name only. */
const PATIENCE = 20_000;

const DEAF: Trouble = { message: 'the broker acknowledges nothing any more' };

type Link = Pick<Broker, 'isUp' | 'publish' | 'drop'>;

/**
 * What is to stand on the broker: one value a topic, the last one, whatever happened while nobody could be told. What the
 * broker has acknowledged on this connection is not sent again.
 */
export class Outbox {
  readonly #link: Link;
  readonly #listener: OutboxListener;
  readonly #wanted = new Map<string, Message>();
  readonly #acknowledged = new Map<string, string>();
  readonly #waiting = new WaitingLine();
  readonly #underWay = new Map<string, number>();
  readonly #gap = new DocumentGap();
  readonly #refusals = new Refusals();
  #limits: BrokerLimits = { inFlight: WINDOW, size: Number.POSITIVE_INFINITY };
  #idle: (() => void)[] = [];
  #isOpen = false;
  #scheduled = false;
  #heard = 0;

  constructor(link: Link, listener: OutboxListener) {
    this.#link = link;
    this.#listener = listener;
  }

  /** Puts a value in place of the one before. */
  put(message: Message): void {
    const before = this.#wanted.get(message.topic);
    if (before?.payload === message.payload) return;
    this.#wanted.set(message.topic, message);
    this.#enqueue(message);
  }

  /** The broker has it already. */
  adopt(message: Message): void {
    this.#acknowledged.set(message.topic, message.payload);
    this.#wanted.set(message.topic, message);
  }

  /** Takes a topic away: what is retained there is removed. */
  remove(topic: string, rank: Message['rank'] = 'state'): void {
    this.put({ topic, payload: '', rank });
  }

  /** Leaves a topic as it is on the broker, whoever changed it. */
  forget(topic: string): void {
    this.#wanted.delete(topic);
    this.#acknowledged.delete(topic);
    this.#refusals.drop(topic);
  }

  /** A new connection: nothing is known of what the broker has. */
  open(limits: BrokerLimits): void {
    this.#limits = limits;
    this.#isOpen = true;
    this.#heard = monotonic();
    this.#refusals.clear();
    this.sendAll();
  }

  close(): void {
    this.#isOpen = false;
    this.#underWay.clear();
    for (const done of this.#idle.splice(0)) done();
  }

  /** Sends everything again. */
  sendAll(): void {
    this.#acknowledged.clear();
    for (const message of this.#wanted.values()) this.#enqueue(message);
  }

  /** Tries again what was refused, or some of it. */
  retryRefused(topics: readonly string[] = this.#refusals.some()): void {
    for (const topic of topics) {
      this.#acknowledged.delete(topic);
      const message = this.#wanted.get(topic);
      if (message) this.#enqueue(message);
    }
  }

  /** Whether all of it is on the broker. */
  get isDone(): boolean {
    return this.#isOpen && this.#isIdle() && this.#refusals.isEmpty;
  }

  /** When everything is sent that can be; at once where there is no connection. */
  async flushed(): Promise<void> {
    if (this.#isOpen && !this.#isIdle()) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Whether so long nothing was acknowledged that the connection must be given up. */
  checkPulse(): void {
    if (this.#underWay.size > 0 && monotonic() - this.#heard > PATIENCE) this.#link.drop(DEAF);
  }

  #isIdle(): boolean {
    return this.#underWay.size === 0 && this.#waiting.isEmpty && this.#gap.isEmpty;
  }

  #enqueue(message: Message): void {
    this.#waiting.add(message);
    this.#schedule();
  }

  /** Not at once: what is put together goes out in its order. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    if (!this.#isOpen) return;
    const window = Math.min(WINDOW, this.#limits.inFlight);
    this.#waiting.drain(
      () => this.#underWay.size < window,
      // Of one topic only one message is under way.
      (topic) => this.#underWay.has(topic),
      (topic) => this.#send(this.#wanted.get(topic)),
    );
    if (this.#isIdle()) for (const done of this.#idle.splice(0)) done();
  }

  #send(message: Message | undefined): void {
    if (!message || this.#acknowledged.get(message.topic) === message.payload) return;
    const { topic } = message;
    const problem = messageProblem(message, this.#limits.size);
    if (problem !== undefined) this.#refuse(message, { message: `not sent to ${topic}: ${problem}` });
    else if (!this.#gap.postpone(message, () => this.#enqueue(message))) this.#publish(message);
  }

  #publish(message: Message): void {
    const { topic, payload } = message;
    const ticket = monotonic();
    if (this.#underWay.size === 0) this.#heard = ticket;
    this.#underWay.set(topic, ticket);
    this.#link.publish(topic, payload, true).then(
      () => this.#settle(message, ticket, () => this.#accept(message)),
      (error: unknown) =>
        this.#settle(message, ticket, () => {
          if (error instanceof PublishRefused) this.#refuse(message, error.trouble);
          else this.#waiting.add(message);
        }),
    );
  }

  /** What belongs to an earlier connection is not looked at. */
  #settle({ topic }: Message, ticket: number, then: () => void): void {
    if (this.#underWay.get(topic) !== ticket) return;
    this.#underWay.delete(topic);
    this.#heard = monotonic();
    then();
    this.#schedule();
  }

  #accept(message: Message): void {
    const { topic, payload } = message;
    const isNewest = this.#wanted.get(topic)?.payload === payload;
    if (payload === '' && isNewest) {
      this.#wanted.delete(topic);
      this.#acknowledged.delete(topic);
    } else this.#acknowledged.set(topic, payload);
    if (!isNewest && this.#wanted.has(topic)) this.#waiting.add(message);
    this.#listener.sent(message);
    const wereRefused = !this.#refusals.isEmpty;
    this.retryRefused(this.#refusals.taken(topic));
    if (wereRefused && this.#refusals.isEmpty) this.#listener.settled();
  }

  #refuse(message: Message, why: Trouble): void {
    this.#acknowledged.set(message.topic, message.payload);
    this.#refusals.add(message.topic);
    this.#listener.refused(message, why);
  }
}
