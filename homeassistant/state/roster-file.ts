import type { StateFolder } from '../../src/dsm/state-folder.ts';
import type { SteadyClock } from '../clock.ts';
import { isSameHouse, type Roster, readRoster, rosterText, writeRoster } from './roster.ts';

/** Figures that move at every poll are written so often at most, in seconds; who is there, at once. */
const AT_MOST_EVERY = 60;

/** The roster of one NAS on disk. */
export class RosterFile {
  readonly #folder: StateFolder;
  readonly #nas: string;
  readonly #clock: SteadyClock;
  readonly #onWritten: (error?: unknown) => void;
  #latest: Roster | undefined;
  #written: Roster | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;

  /** `onWritten` hears of each try; without an error it is on disk. */
  constructor(folder: StateFolder, nas: string, clock: SteadyClock, onWritten: (error?: unknown) => void) {
    this.#folder = folder;
    this.#nas = nas;
    this.#clock = clock;
    this.#onWritten = onWritten;
  }

  read(): Roster {
    return readRoster(this.#folder, this.#nas);
  }

  save(roster: Roster): void {
    this.#latest = roster;
    const isDue = this.#clock.now() - this.#writtenAt >= AT_MOST_EVERY;
    if (isDue || !this.#written || !isSameHouse(this.#written, roster)) this.flush();
  }

  /** Writes what is not written yet. */
  flush(): void {
    if (!this.#latest || this.#latest === this.#written) return;
    try {
      writeRoster(this.#folder, this.#nas, rosterText(this.#latest));
      this.#onWritten();
    } catch (error) {
      this.#onWritten(error);
    }
    this.#written = this.#latest;
    this.#writtenAt = this.#clock.now();
  }
}
