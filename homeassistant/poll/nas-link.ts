import { isDeepStrictEqual } from 'node:util';
import { type NasConfig, type OpenNas, openNas } from '../../src/config/nas.ts';
import { DRIVE_CODES } from '../../src/drive/codes.ts';
import { DRIVE_APIS, openDrive } from '../../src/drive/dialect.ts';
import type { DriveServer } from '../../src/drive/server.ts';
import { Slots } from '../../src/drive/slots.ts';
import type { DsmClient } from '../../src/dsm/client.ts';
import { monotonic } from '../../src/dsm/clock.ts';
import { type Deadline, startDeadline } from '../../src/dsm/deadline.ts';
import { InterruptedError } from '../../src/dsm/errors.ts';
import type { Trace } from '../../src/dsm/trace.ts';
import type { NasSettings } from '../config/settings.ts';

export type Question<T> = (drive: DriveServer, client: DsmClient) => Promise<T>;

/** Files are looked at so often at most, in milliseconds: thousands of questions may follow each other. */
const LOOK_EVERY = 500;

interface Opened extends OpenNas {
  readonly config: NasConfig;
}

/** The way to one NAS: every question gets its own deadline, and never more are under way than the settings allow. */
export class NasLink {
  readonly #settings: NasSettings;
  readonly #trace: Trace;
  readonly #slots: Slots;
  readonly #deadlines = new Set<Deadline>();
  #opened: Opened | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #ended = false;

  constructor(settings: NasSettings, trace: Trace) {
    this.#settings = settings;
    this.#trace = trace;
    this.#slots = new Slots(settings.concurrency);
  }

  /** Asks as soon as there is a free slot; throws the errors of src/dsm/errors.ts. */
  ask<T>(question: Question<T>, urgent = false): Promise<T> {
    const { api, volume, timeout } = this.#settings;
    return this.#slots.run(async () => {
      if (this.#ended) throw new InterruptedError('the bridge is ending');
      const deadline = startDeadline(timeout * 1000, timeout);
      this.#deadlines.add(deadline);
      try {
        const client = this.#open().client(deadline);
        return await question(await openDrive(client, { dialect: api, volume }), client);
      } finally {
        deadline.clear();
        this.#deadlines.delete(deadline);
      }
    }, urgent);
  }

  /** By the settings as they are now: a password file may have changed since. */
  #open(): Opened {
    const now = monotonic();
    if (this.#opened && now - this.#lookedAt < LOOK_EVERY) return this.#opened;
    this.#lookedAt = now;
    const config = this.#settings.access();
    if (this.#opened && isDeepStrictEqual(this.#opened.config, config)) return this.#opened;
    this.#opened?.transport.close();
    const asking = { trace: this.#trace, apis: DRIVE_APIS, families: [DRIVE_CODES] };
    this.#opened = { ...openNas(config, asking), config };
    return this.#opened;
  }

  /** Gives up what is under way, and asks nothing any more. */
  interrupt(): void {
    this.#ended = true;
    for (const deadline of this.#deadlines) deadline.interrupt('the bridge is ending');
  }

  /** Drops the connections; the session stays for whoever comes next. */
  close(): void {
    this.interrupt();
    this.#opened?.transport.close();
  }

  /** Logs out and drops the connections; takes at most so long. Never throws. */
  async end(milliseconds: number): Promise<void> {
    this.interrupt();
    if (!this.#opened) return;
    const deadline = startDeadline(milliseconds);
    await this.#opened.client(deadline).logOut(milliseconds);
    deadline.clear();
    this.#opened.transport.close();
  }
}
