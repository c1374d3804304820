import { describe, expect, it } from 'vitest';
import { parseRange, RangeSyntaxError } from '../../src/nagios/range.ts';
import { exitCodes, judgeValue, parseState, type State, worst } from '../../src/nagios/status.ts';
import { readVectors } from '../support/vectors.ts';

interface Vector {
  readonly source: string;
  readonly warning: string | null;
  readonly critical: string | null;
  readonly value: number;
  readonly state: State;
}

const rangeOf = (text: string | null) => (text === null ? undefined : parseRange(text));

/** As a check does: a range that cannot be read is UNKNOWN. */
function judge({ warning, critical, value }: Vector): State {
  try {
    return judgeValue(value, rangeOf(warning), rangeOf(critical));
  } catch (error) {
    if (error instanceof RangeSyntaxError) return 'UNKNOWN';
    throw error;
  }
}

describe('judgeValue', () => {
  it.each(readVectors<Vector[]>('status'))(
    'makes $value with -w $warning -c $critical $state ($source)',
    (vector) => {
      expect(judge(vector)).toBe(vector.state);
    },
  );
});

describe('worst', () => {
  it.each<[readonly State[], State]>([
    [[], 'OK'],
    [['OK', 'WARNING'], 'WARNING'],
    [['UNKNOWN', 'WARNING', 'OK'], 'UNKNOWN'],
    [['UNKNOWN', 'CRITICAL', 'WARNING'], 'CRITICAL'],
  ])('of %j is %s', (states, expected) => {
    expect(worst(states)).toBe(expected);
    expect(worst(new Set(states.toReversed()))).toBe(expected);
  });
});

describe('parseState', () => {
  it.each<[string, State | undefined]>([
    ['ok', 'OK'],
    ['Warning', 'WARNING'],
    ['CRITICAL', 'CRITICAL'],
    [' unknown ', 'UNKNOWN'],
    ['warn', 'WARNING'],
    ['Crit', 'CRITICAL'],
    ['0', 'OK'],
    ['1', 'WARNING'],
    ['2', 'CRITICAL'],
    ['3', 'UNKNOWN'],
    ['4', undefined],
    ['', undefined],
    ['constructor', undefined],
    ['00', undefined],
  ])('reads "%s" as %s', (text, expected) => {
    expect(parseState(text)).toBe(expected);
  });
});

it('exit codes are those of the Monitoring Plugins', () => {
  expect(exitCodes).toEqual({ OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 });
});
