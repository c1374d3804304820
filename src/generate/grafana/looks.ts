import { exitCodes, type State } from '../../nagios/status.ts';
import type { Unit } from '../../probes/probe.ts';
import type { Thresholds, ValueMapping } from './model.ts';

/** Grafana's names of the units. A timestamp is in performance data as an age. */
export const UNITS: Readonly<Record<Unit, string>> = {
  count: 'short',
  bytes: 'bytes',
  percent: 'percent',
  seconds: 's',
  days: 'd',
  timestamp: 's',
};

export const COLOURS: Readonly<Record<State, string>> = {
  OK: 'green',
  WARNING: 'orange',
  CRITICAL: 'red',
  UNKNOWN: 'purple',
};

/** Exit codes shown as the words they stand for. */
export const STATE_MAPPING: ValueMapping = {
  type: 'value',
  options: Object.fromEntries(
    Object.entries(exitCodes).map(([state, code]) => [
      String(code),
      { text: state, color: COLOURS[state as State], index: code },
    ]),
  ),
};

/** Green below the first step. */
export const steps = (
  ...above: readonly { readonly value: number; readonly state: State }[]
): Thresholds => ({
  mode: 'absolute',
  steps: [
    { value: null, color: COLOURS.OK },
    ...above.map(({ value, state }) => ({ value, color: COLOURS[state] })),
  ],
});

/** What is over when it comes to nothing. */
export const ABOVE_ZERO: Thresholds = {
  mode: 'absolute',
  steps: [
    { value: null, color: COLOURS.CRITICAL },
    { value: 0, color: COLOURS.OK },
  ],
};

export const ALL_WELL: Thresholds = steps();
