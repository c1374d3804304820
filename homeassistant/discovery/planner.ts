import { setImmediate as breathe } from 'node:timers/promises';
import type { WantedDocument } from '../publish/documents.ts';
import type { Names } from '../topics.ts';
import type { DeviceSpec } from './device.ts';
import { type FaultyDocument, textOf } from './device-texts.ts';
import { type DeviceKind, Stencil, type Words } from './stencil.ts';

/** A device that is wanted: made only where what it depends on has changed. */
export interface DeviceOrder {
  readonly id: string;
  /** Changes with everything that its document depends on and that is not in its id. */
  readonly key: string;
  readonly make: () => DeviceSpec;
  /** Where others of its kind differ from it in a few words only. */
  readonly alike?: { readonly kind: DeviceKind; readonly words: () => Words } | undefined;
}

export interface Plan {
  readonly wanted: ReadonlyMap<string, WantedDocument>;
  readonly faulty: readonly FaultyDocument[];
}

type Made = { readonly key: string; readonly made: WantedDocument | FaultyDocument };

/** Writes documents; what is alike, after one stencil. */
class Scribe {
  readonly #names: Names;
  readonly #stencils = new Map<DeviceKind, Stencil>();

  constructor(names: Names) {
    this.#names = names;
  }

  write({ make, alike }: DeviceOrder): WantedDocument | FaultyDocument {
    return alike ? this.#stencil(alike.kind).write(alike.words()) : textOf(make(), this.#names);
  }

  #stencil(kind: DeviceKind): Stencil {
    const stencil = this.#stencils.get(kind) ?? new Stencil(kind, this.#names);
    this.#stencils.set(kind, stencil);
    return stencil;
  }
}

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
    const scribe = new Scribe(this.#names);
    let fresh = 0;
    for (const order of orders) {
      const { id, key } = order;
      const known = this.#made.get(id);
      if (known?.key === key) {
        made.set(id, known);
        continue;
      }
      made.set(id, { key, made: scribe.write(order) });
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
