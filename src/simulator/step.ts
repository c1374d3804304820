import { type Decoded, listOf, number, shape, text } from './decode.ts';
import { connectionRow, datedConnection, datedUser, syncRow, userRow } from './rows.ts';
import { datedSituation, type Situation, situation } from './situation.ts';

/**
 * One change of a moving scenario: `at` so many seconds after its beginning, or, without `at`, when asked to advance.
 * Rows of `syncs` and `users` are laid over the rows they name, or added.
 */
export type Step = Decoded<typeof step>;
export const step = shape(
  {},
  {
    at: number,
    say: text,
    connect: listOf(connectionRow),
    disconnect: listOf(shape({ user: text }, { client_type: text, ip_address: text })),
    syncs: listOf(syncRow),
    users: listOf(userRow),
    /** Replaces whole keys of the situation. */
    set: situation,
  },
);

/** The situation after a step. */
export function after<T extends Situation>(before: T, change: Step, now: number): T {
  const base = { ...before, ...datedSituation(change.set ?? {}, now) };
  const left = (base.connections ?? []).filter(
    (row) => !change.disconnect?.some((gone) => covers(gone, row)),
  );
  const come = (change.connect ?? []).map((row) => datedConnection(row, now));
  return {
    ...base,
    connections: [...left, ...come],
    syncs: laid(base.syncs ?? [], change.syncs ?? [], ['user', 'share_name']),
    users: laid(
      base.users ?? [],
      (change.users ?? []).map((row) => datedUser(row, now)),
      ['user'],
    ),
  };
}

type Row = Readonly<Record<string, unknown>>;

function covers(pattern: Row, row: Row): boolean {
  return Object.entries(pattern).every(([key, value]) => row[key] === value);
}

function laid<T extends Row>(
  rows: readonly T[],
  changes: readonly T[],
  identity: readonly (keyof T)[],
): readonly T[] {
  const same = (a: T, b: T) => identity.every((key) => a[key] === b[key]);
  const changed = rows.map((row) => ({ ...row, ...changes.find((change) => same(change, row)) }));
  return [...changed, ...changes.filter((change) => !rows.some((row) => same(change, row)))];
}
