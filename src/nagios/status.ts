import { alerts, type Range } from './range.ts';

/** The verdict of a check. */
export type State = 'OK' | 'WARNING' | 'CRITICAL' | 'UNKNOWN';

export const exitCodes: Readonly<Record<State, number>> = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 };

/** From the best to the worst. Not the order of exit codes: what is known to be broken matters more than what is not known. */
export const SEVERITY: readonly State[] = ['OK', 'WARNING', 'UNKNOWN', 'CRITICAL'];

/** The worst of these states; of none it is OK. */
export function worst(states: Iterable<State>): State {
  let found = 0;
  for (const state of states) found = Math.max(found, SEVERITY.indexOf(state));
  return SEVERITY[found] ?? 'UNKNOWN';
}

const ABBREVIATED: Readonly<Record<string, State>> = { WARN: 'WARNING', CRIT: 'CRITICAL' };

/** Reads `warning`, `Warn` or `1`; undefined when it is no state. */
export function parseState(text: string): State | undefined {
  const word = text.trim().toUpperCase();
  const whole = SEVERITY.find((state) => state === word || String(exitCodes[state]) === word);
  return whole ?? (Object.hasOwn(ABBREVIATED, word) ? ABBREVIATED[word] : undefined);
}

/** What two ranges make of a value; critical is judged first, and may be there alone. */
export function judgeValue(value: number, warning?: Range, critical?: Range): State {
  if (critical && alerts(critical, value)) return 'CRITICAL';
  return warning && alerts(warning, value) ? 'WARNING' : 'OK';
}
