import { type Call, target } from './call.ts';
import type { Fault } from './fault.ts';

type Armed = { readonly fault: Fault; seen: number };

/** The faults that are set, by `API.method`, `API.*` or `*`; the most exact one that is not over goes first. */
export class Faults {
  #armed = new Map<string, Armed>();

  /** Replaces them all; each counts its calls from nothing. */
  load(faults: Readonly<Record<string, Fault>>): void {
    this.#armed = new Map(Object.entries(faults).map(([method, fault]) => [method, { fault, seen: 0 }]));
  }

  set(method: string, fault: Fault): void {
    this.#armed.set(method, { fault, seen: 0 });
  }

  /** The fault that this call meets, if any; being asked counts. */
  take(call: Call): Fault | undefined {
    const api = call.parameters.get('api') ?? '';
    const armed = [target(call), `${api}.*`, '*'].map((key) => this.#armed.get(key));
    return armed.find((one) => one && matches(one.fault, call) && strikes(one))?.fault;
  }
}

function strikes(armed: Armed): boolean {
  armed.seen += 1;
  const { after = 0, times = Number.POSITIVE_INFINITY } = armed.fault;
  return armed.seen > after && armed.seen <= after + times;
}

/** A value in quotes, as JSON's request format has it, counts as the bare one. */
function matches({ where = {} }: Fault, { parameters }: Call): boolean {
  return Object.entries(where).every(([name, value]) => {
    const given = parameters.get(name);
    return given === value || given === JSON.stringify(value);
  });
}
