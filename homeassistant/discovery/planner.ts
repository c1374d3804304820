import { setImmediate as breathe } from 'node:timers/promises';
import type { WantedDocument } from '../publish/documents.ts';
import type { Names } from '../topics.ts';
import type { DeviceSpec } from './device.ts';
import { type FaultyDocument, textOf } from './device-texts.ts';

/** A device that is wanted: made only where what it depends on has changed. */
export interface DeviceOrder {
  readonly id: string;
  /** Changes with everything that its document depends on and that is not in its id. */
  readonly key: string;
  readonly make: () => DeviceSpec;
}

export interface Plan {
  readonly wanted: ReadonlyMap<string, WantedDocument>;
  readonly faulty: readonly FaultyDocument[];
}

type Made = { readonly key: string; readonly made: WantedDocument | FaultyDocument };

/** So many documents are made before others get their turn. */
const AT_A_TIME = 50;

/** Makes documents out of devices, and remembers them: thousands of them change seldom. */
export class Planner {
  readonly #names: Names;
  #made = new Map<string, Made>();

  constructor(names: Names) {
    this.#names = names;
  }

  async plan(orders: readonly DeviceOrder[]): Promise<Plan> {
    const made = new Map<string, Made>();
    let fresh = 0;
    for (const { id, key, make } of orders) {
      const known = this.#made.get(id);
      if (known?.key === key) {
        made.set(id, known);
        continue;
      }
      made.set(id, { key, made: textOf(make(), this.#names) });
      fresh += 1;
      if (fresh % AT_A_TIME === 0) await breathe();
    }
    this.#made = made;
    const all = [...made.values()].map((one) => one.made);
    return {
      wanted: new Map(all.flatMap((one) => ('text' in one ? [[one.topic, one] as const] : []))),
      faulty: all.filter((one) => 'problems' in one),
    };
  }
}
