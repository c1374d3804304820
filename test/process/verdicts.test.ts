import { runTable } from './driver.ts';
import { TABLES } from './tables.ts';

for (const [title, table, stage] of TABLES) runTable(title, table, stage);
