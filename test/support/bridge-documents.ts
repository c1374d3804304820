import { vi } from 'vitest';
import { DocumentList } from '../../homeassistant/publish/document-list.ts';
import { Documents, type WantedDocument } from '../../homeassistant/publish/documents.ts';
import { StateFolder } from '../../src/dsm/state-folder.ts';
import { NAMES, NOW } from './bridge.ts';
import { FakeLink, outboxOn } from './bridge-outbox.ts';

/** A run of the bridge's documents on a folder, with a broker of its own. Needs fake timers. */
export class DocumentsRun {
  readonly link = new FakeLink();
  readonly kit = outboxOn(this.link);
  readonly troubles: unknown[] = [];
  readonly list: DocumentList;
  readonly documents: Documents;
  now = NOW;

  constructor(path: string) {
    this.list = new DocumentList(StateFolder.open(path), (error) => {
      if (error !== undefined) this.troubles.push(error);
    });
    this.documents = new Documents({
      outbox: this.kit.outbox,
      list: this.list,
      names: NAMES,
      now: () => this.now,
    });
    this.kit.open();
    this.documents.begin();
  }

  /** What goes out, with what the broker has acknowledged said back. */
  async sends(): Promise<string[]> {
    const from = this.kit.accepted.length;
    const sent = await this.kit.flush();
    for (const message of this.kit.accepted.slice(from)) this.documents.sent(message);
    return sent;
  }

  /** What goes out some seconds later, when this is what is wanted and every list was read. */
  async wants(...documents: readonly WantedDocument[]): Promise<string[]> {
    await vi.advanceTimersByTimeAsync(2100);
    void this.documents.sync(new Map(documents.map((one) => [one.topic, one])), () => true);
    return this.sends();
  }

  end(): void {
    this.documents.end();
    this.kit.outbox.close();
  }
}
