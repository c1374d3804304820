import { describe, expect, it } from 'vitest';
import {
  type IcingaItem,
  type PnpItem,
  readIcinga,
  readIcingaItem,
  readPnp,
  readPnpItem,
  type SplitOutput,
  splitOutput,
} from './consumers.ts';
import { readVectors } from './vectors.ts';

type PerfdataVector =
  | { kind: 'consumer-regex'; input: string; result: PnpItem | null }
  | { kind: 'parse'; input: string; results: IcingaItem[] }
  | { kind: 'parse-error'; input: string };

const perfdata = readVectors<PerfdataVector[]>('perfdata');
const pnpVectors = perfdata.filter((vector) => vector.kind === 'consumer-regex');
const icingaVectors = perfdata.filter((vector) => vector.kind === 'parse');
const icingaErrors = perfdata.filter((vector) => vector.kind === 'parse-error');
const outputs = readVectors<(SplitOutput & { output: string })[]>('output-split');

describe('the model of Naemon', () => {
  it.each(outputs)('splits $output as the original does', ({ output, short, long, perfdata: expected }) => {
    // One case of the suite asks for the line breaks of the long output as `\n`.
    const newline = long?.includes('\\n') ? '\\n' : '\n';
    expect(splitOutput(output, newline)).toEqual({ short, long, perfdata: expected });
  });
});

describe('the model of pnp4nagios', () => {
  it.each(pnpVectors)('reads $input as the original does', ({ input, result }) => {
    expect(readPnpItem(input)).toEqual(result);
  });

  it('reads one item after the other', () => {
    expect(readPnp('a=1;2 b=3').map(({ label, value }) => [label, value])).toEqual([
      ['a', '1'],
      ['b', '3'],
    ]);
  });
});

describe('the model of Icinga', () => {
  it.each(icingaVectors)('reads $input as the original does', ({ input, results }) => {
    expect([readIcingaItem(input)]).toEqual(results);
  });

  it.each(icingaErrors)('refuses $input as the original does', ({ input }) => {
    expect(() => readIcingaItem(input)).toThrow();
  });

  it('reads one item after the other', () => {
    expect(readIcinga("'a b'=1;2 c=3").map(({ label, value }) => [label, value])).toEqual([
      ['a b', 1],
      ['c', 3],
    ]);
  });
});
