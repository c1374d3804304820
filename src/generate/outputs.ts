import { readFileSync } from 'node:fs';
import type { GeneratedFile, Generator, ReadFile } from './generated-file.ts';
import { manPages } from './man/man-pages.ts';

/** Every generator, each in a file of its own. */
const GENERATORS: readonly Generator[] = [manPages];

/** As the files stand in the working folder, which is the project's. */
const readHere: ReadFile = (path) => readFileSync(path, 'utf8');

export const generatedFiles = (read: ReadFile = readHere): readonly GeneratedFile[] =>
  GENERATORS.flatMap((generate) => generate(read));
