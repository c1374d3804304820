import type { Trouble } from '../state/nas-state.ts';
import type { Message } from './message.ts';

/** What an outbox tells of its messages. */
export interface OutboxListener {
  /** The broker has it. */
  sent(message: Message): void;
  /** The broker does not take it. It is tried again when it is another, on another connection, and from time to time. */
  refused(message: Message, why: Trouble): void;
  /** The last of those that were refused was taken. */
  settled(): void;
}
