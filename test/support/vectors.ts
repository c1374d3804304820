import { readFileSync } from 'node:fs';

/** Inputs and expected outcomes from public test suites; each names its source. */
export const readVectors = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
