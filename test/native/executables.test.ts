import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { executables } from '../../src/native/executables.ts';

it('the native file holds exactly the executables that package.json names', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8');
  const { bin } = JSON.parse(text) as { bin: Record<string, string> };
  expect(Object.keys(executables).toSorted()).toEqual(Object.keys(bin).toSorted());
});
