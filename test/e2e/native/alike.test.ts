import { compareTable } from '../../process/driver.ts';
import { TABLES } from '../../process/tables.ts';
import { artefactNamed } from '../../support/executable.ts';

/* Every case of every table: what the native executable says is what the script says, byte for byte. */
const FORMS: [ReturnType<typeof artefactNamed>, ReturnType<typeof artefactNamed>] = [
  artefactNamed('script'),
  artefactNamed('native'),
];

for (const [title, table, stage] of TABLES) compareTable(title, table, stage, FORMS);
