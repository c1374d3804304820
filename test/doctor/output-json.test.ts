import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import { version } from '../../src/version.ts';
import { examine } from '../support/doctor.ts';
import { type Office, openOffice } from '../support/office.ts';
import { documented, dsm } from './scenarios.ts';

let office: Office;
afterEach(() => office.close());

async function examined(options: SimulatorOptions, args: readonly string[] = []) {
  office = await openOffice(options);
  return examine(office, args).ended;
}

describe('--json', () => {
  it.each([
    ['documented', documented],
    ['dsm', dsm],
  ])('is JSON of the same findings, from a NAS of the dialect %s', async (dialect, scenario) => {
    const ended = await examined({ scenario }, ['--json']);
    const told = JSON.parse(ended.stdout) as Record<string, unknown>;
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(told).toMatchObject({ version, dialect, commands: { length: 6 }, bridge: expect.any(Array) });
    expect(told.findings).toHaveLength(11);
    expect(told.findings).toContainEqual({
      step: 'clients',
      state: 'ok',
      words: '1 connected',
      rows: 1,
      milliseconds: expect.any(Number),
      fields: { decoded: expect.any(Array), missing: [], unknown: expect.any(Array) },
    });
  });
});

it('is in no colour, and shows no step under way, when stdout is no terminal', async () => {
  const { stdout } = await examined({ scenario: documented });
  expect(stdout).not.toMatch(/[\u001b\r…]/);
});
