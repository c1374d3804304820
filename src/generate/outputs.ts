import type { GeneratedFile, Generator } from './generated-file.ts';

/** Every generator, each in a file of its own. */
const GENERATORS: readonly Generator[] = [];

export const generatedFiles = (): readonly GeneratedFile[] => GENERATORS.flatMap((generate) => generate());
