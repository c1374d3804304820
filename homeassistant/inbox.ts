import type { Birth } from './birth.ts';
import { type Command, Commands } from './commands.ts';
import type { EchoCheck } from './echo-check.ts';
import { deviceIdOf } from './publish/document-list.ts';
import type { Documents } from './publish/documents.ts';
import type { Names } from './topics.ts';

export interface InboxOptions {
  readonly names: Names;
  readonly birthTopic: string;
  readonly nases: readonly string[];
  readonly echo: EchoCheck;
  readonly birth: Birth;
  readonly documents: Documents;
  /** A document was there before: it may be one that nobody wants any more. */
  readonly onDocument: () => void;
  readonly onCommand: (command: Command) => void;
}

/** Takes each message of the broker to whom it is for. */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #commands: Commands;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#commands = new Commands(options.names, options.nases);
  }

  take(topic: string, payload: string, isRetained: boolean): void {
    const { names, birthTopic, echo, birth, documents } = this.#options;
    echo.heard(topic, isRetained);
    if (topic === birthTopic && payload === 'online') birth.announce();
    else if (topic === names.document(deviceIdOf(topic))) {
      documents.seen(topic, payload, isRetained);
      if (isRetained) this.#options.onDocument();
    } else this.#obey(topic, payload, isRetained);
  }

  #obey(topic: string, payload: string, isRetained: boolean): void {
    const command = this.#commands.read(topic, payload, isRetained);
    if (command) this.#options.onCommand(command);
  }
}
