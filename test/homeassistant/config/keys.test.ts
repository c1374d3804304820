import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Config } from '../../../homeassistant/config/schema.ts';
import { configKeys, problems, read, SMALLEST, textWith } from '../../support/bridge-config.ts';
import { DEFAULTS, MATCHERS, VALID, WRONG } from './cases.ts';

const placeOf = (key: string) => `bridge.yaml:6:${key.includes('.') ? 5 : 1}`;
const nameOf = (key: string) => key.replace(/^nas\./, 'nas[0].');

function valueAt(config: Config, key: string): unknown {
  const [section = '', name = ''] = key.split('.');
  if (section === 'mqtt') return config.mqtt[name as keyof Config['mqtt']];
  if (section === 'nas') return config.nas[0]?.[name as keyof Config['nas'][number]];
  return config[section as keyof Config];
}

describe('the smallest bridge.yaml', () => {
  it('gets the documented defaults', () => {
    expect(read(SMALLEST)).toEqual(DEFAULTS);
  });

  it('may be JSON', () => {
    expect(read(JSON.stringify(parse(SMALLEST)))).toEqual(DEFAULTS);
  });

  it('may have a byte order mark and Windows line ends', () => {
    expect(read(`\ufeff${SMALLEST}\r\nlog_level: info\r\n`)).toEqual(DEFAULTS);
  });
});

describe('a key', () => {
  it.each(VALID)('$key may be $given', ({ key, given, read: expected }) => {
    expect(valueAt(read(textWith(key, given)), key)).toEqual(expected);
  });

  it.each(WRONG.map((row) => [row[0], row[1].slice(0, 40), row] as const))(
    '%s may not be %s',
    (key, _, row) => {
      expect(problems(textWith(key, row[1]))).toEqual([`${placeOf(key)}: ${nameOf(key)}: ${row[2]}`]);
    },
  );

  it.each(configKeys())('%s is in the tables here, with right and with wrong values', (key) => {
    expect([...VALID.map((one) => one.key), ...MATCHERS]).toContain(key);
    expect(WRONG.map(([wrong]) => wrong)).toContain(key);
  });

  it.each(configKeys().filter((key) => !['nas.id', 'nas.host', 'nas.username'].includes(key)))(
    '%s without a value counts as left out',
    (key) => {
      expect(read(textWith(key, '', true))).toEqual(DEFAULTS);
    },
  );

  it.each([
    ['nas.id', 'a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`'],
    ['nas.host', 'a host name or address, without http:// and without a port'],
    ['nas.username', 'a name'],
  ])('%s without a value is missed', (key, expected) => {
    expect(problems(textWith(key, ''))).toEqual([
      `bridge.yaml:6:5: ${nameOf(key)}: missing: expected ${expected}`,
    ]);
  });
});
