import { describe, expect, it } from 'vitest';
import { duration, number, percent, type Quantity, size } from '../../src/nagios/quantity.ts';

const table: readonly [Quantity, string, number | undefined][] = [
  [number, '10', 10],
  [number, '-.5', -0.5],
  [number, '1e3', 1000],
  [number, '90%', undefined],
  [number, '1e999', Number.POSITIVE_INFINITY],
  [percent, '90', 90],
  [percent, '90%', 90],
  [percent, '90 %', 90],
  [percent, '90%%', undefined],
  [percent, '%', undefined],
  [duration, '90', 90],
  [duration, '1.5e2', 150],
  [duration, '36h', 129_600],
  [duration, '-1h', -3600],
  [duration, '+1d12h', 129_600],
  [duration, '--1h', undefined],
  [duration, '- 1h', undefined],
  [duration, '-', undefined],
  [duration, '1GiB', undefined],
  [size, '1024', 1024],
  [size, '1e3', 1000],
  [size, '50GiB', 53_687_091_200],
  [size, '-1 KiB', -1024],
  [size, '-0KiB', 0],
  [size, '1h', undefined],
];

describe('a bound of a range', () => {
  it.each(table.map(([quantity, text, value]) => ({ name: quantity.name, quantity, text, value })))(
    'that is a $name reads "$text" as $value',
    ({ quantity, text, value }) => {
      expect(quantity.parse(text)).toBe(value);
    },
  );

  it.each([number, percent, duration, size])(
    'that is a $name has an example it can read',
    ({ example, parse }) => {
      expect(parse(example)).toBeGreaterThan(0);
    },
  );

  it.each([number, percent, duration, size])(
    'that is a $name is no word, hexadecimal number, group of digits or nothing',
    ({ parse }) => {
      for (const text of [
        '',
        ' ',
        '0x10',
        '1_000',
        '1,5',
        'inf',
        'nan',
        'Infinity',
        '1 2',
        '.',
        '+',
        'e3',
        '٣',
      ])
        expect(parse(text)).toBeUndefined();
    },
  );
});
