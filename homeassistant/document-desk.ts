import type { StateFolder } from '../src/dsm/state-folder.ts';
import type { MqttSettings } from './config/settings.ts';
import { bridgeDevice } from './discovery/bridge-device.ts';
import type { FaultyDocument } from './discovery/device-texts.ts';
import { type DeviceOrder, Planner } from './discovery/planner.ts';
import type { InfoDesk } from './info-desk.ts';
import type { NasKeeper } from './nas-keeper.ts';
import { DocumentList, deviceIdOf } from './publish/document-list.ts';
import { Documents } from './publish/documents.ts';
import type { Outbox } from './publish/outbox.ts';
import { type Names, subjectOf } from './topics.ts';

export interface DeskOptions {
  readonly mqtt: MqttSettings;
  readonly names: Names;
  readonly folder: StateFolder;
  readonly outbox: Outbox;
  readonly keepers: readonly NasKeeper[];
  readonly info: Pick<InfoDesk, 'complain' | 'settle'>;
}

/** Keeps Home Assistant's documents in step with what is known, one look at a time. */
export class DocumentDesk {
  readonly #options: DeskOptions;
  readonly documents: Documents;
  readonly #planner: Planner;
  #looking: Promise<void> | undefined;
  #faulty: ReadonlySet<string> = new Set();
  #again = false;
  #isEnded = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    const { names, folder, outbox, info } = options;
    const list = new DocumentList(folder, (error) => {
      if (error === undefined) info.settle('disk', 'documents can be remembered again');
      else info.complain('disk', { message: `documents cannot be remembered: ${String(error)}` });
    });
    this.documents = new Documents({ outbox, list, names, now: () => Math.floor(Date.now() / 1000) });
    this.#planner = new Planner(names);
  }

  /** Something may have changed; what changes meanwhile is looked at once more. Resolves when all is looked at. */
  look(): Promise<void> {
    this.#again = true;
    this.#looking ??= this.#work().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#isEnded) {
      this.#again = false;
      const { wanted, faulty } = await this.#planner.plan(this.orders());
      if (this.#isEnded) return;
      this.#sayFaults(faulty);
      await this.documents.sync(wanted, (topic) => this.#isSettled(topic));
    }
  }

  #sayFaults(faulty: readonly FaultyDocument[]): void {
    const { info } = this.#options;
    const topics = new Set(faulty.map(({ topic }) => topic));
    for (const topic of this.#faulty)
      if (!topics.has(topic)) info.settle(topic, 'well again, or not wanted any more', { topic });
    this.#faulty = topics;
    for (const { topic, problems } of faulty) {
      const message = `not sent, because Home Assistant would refuse it: ${problems.join('; ')}`;
      info.complain(topic, { message }, { topic });
    }
  }

  /** Home Assistant has started, or may have: it finds on the broker all that is there, but not what has gone. */
  repeatRemovals(): void {
    if (this.#options.mqtt.discovery) this.documents.repeatRemovals();
  }

  /** Every device that is to be there. */
  orders(): DeviceOrder[] {
    const { mqtt, names, keepers } = this.#options;
    if (!mqtt.discovery) return [];
    const own = { id: names.bridgeDevice, key: '', make: () => bridgeDevice(names) };
    return [own, ...keepers.flatMap((keeper) => keeper.devices())];
  }

  /** Whether it is known that a device which is not wanted is not there: its list was read since the start. */
  #isSettled(topic: string): boolean {
    const { mqtt, names, keepers } = this.#options;
    if (!mqtt.discovery || !topic.startsWith(`${mqtt.discovery_prefix}/device/`)) return true;
    const subject = subjectOf(names, deviceIdOf(topic));
    const keeper = keepers.find(({ id }) => id === subject?.nas);
    if (!keeper || subject === undefined) return true;
    const { usersRead, tasksRead } = keeper.state;
    if (subject.kind === 'user') return usersRead;
    // A NAS that is configured is always wanted, sooner or later.
    return subject.kind === 'sync' && tasksRead;
  }

  end(): void {
    this.#isEnded = true;
    this.documents.end();
  }
}
