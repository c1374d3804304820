import type { Call } from './call.ts';
import type { JsonValue } from './json.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { Announcement, Situation } from './situation.ts';

/** A call that has come as far as its method. */
export type Visit = {
  readonly call: Call;
  readonly version: number;
  readonly quoted: boolean;
  readonly situation: Situation;
  /** Absent where the API needs none. */
  readonly session: Session | undefined;
};

/** Gives `data`, or throws a Refusal. */
export type Method = (visit: Visit) => JsonValue | undefined;

export type Api = {
  readonly announced: Required<Omit<Announcement, 'requestFormat'>> & Pick<Announcement, 'requestFormat'>;
  /** A second path under which it is served as well. */
  readonly alsoAt?: string;
  /** Needs no session. */
  readonly open?: true;
  /** Served, but SYNO.API.Info does not tell of it. */
  readonly unlisted?: true;
  /** The code for accounts that are not administrators, where they are refused. */
  readonly adminOnly?: 105 | 402;
  readonly methods: Readonly<Record<string, Method>>;
  /** By method, the first version that has it: lower ones answer 103. */
  readonly since?: Readonly<Record<string, number>>;
};

export type ApiTable = Readonly<Record<string, Api>>;

/** A parameter's value: JSON where the API announces that format (else 120), the bare text otherwise. */
export function parameter(visit: Visit, name: string): JsonValue | undefined {
  const raw = visit.call.parameters.get(name);
  if (raw === undefined || !visit.quoted) return raw;
  try {
    return JSON.parse(raw) as JsonValue;
  } catch {
    throw new Refusal(120, { name, reason: 'type' });
  }
}

export function optionalText(visit: Visit, name: string): string | undefined {
  const value = parameter(visit, name);
  if (value === undefined || typeof value === 'string') return value;
  throw new Refusal(120, { name, reason: 'type' });
}

export function requiredText(visit: Visit, name: string): string {
  const value = optionalText(visit, name);
  if (value === undefined) throw new Refusal(114, { name, reason: 'required' });
  return value;
}

/** `yes`, `true`, or JSON's true. */
export function isOn(visit: Visit, name: string): boolean {
  return ['yes', 'true', true].some((word) => word === parameter(visit, name));
}
