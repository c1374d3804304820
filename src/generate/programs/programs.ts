import type { Check } from '../../nagios/check.ts';
import { checkProgram } from './check-program.ts';
import { companions } from './companions.ts';
import type { Program } from './program.ts';

/** Every executable of the project: these checks, and what stands beside them. */
export const programs = (checks: readonly Check[]): readonly Program[] => [
  ...checks.map(checkProgram),
  ...companions,
];
