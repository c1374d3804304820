import { readFileSync } from 'node:fs';
import { everyCheck, singleChecks } from '../nagios/checks/all.ts';
import { bashCompletion } from './completion/bash.ts';
import { zshCompletion } from './completion/zsh.ts';
import { directorFiles } from './director/basket.ts';
import type { GeneratedFile, Generator, ReadFile } from './generated-file.ts';
import { grafanaDashboards } from './grafana/dashboards.ts';
import { icinga2Files } from './icinga2/files.ts';
import { manPages } from './man/man-pages.ts';
import { nagiosFiles } from './nagios/files.ts';
import { readmeTables } from './readme/readme.ts';

/** Every generator, each in a file of its own. */
const GENERATORS: readonly Generator[] = [
  (read) => manPages(everyCheck(), read),
  () => bashCompletion(everyCheck()),
  () => zshCompletion(everyCheck()),
  () => grafanaDashboards(singleChecks()),
  () => icinga2Files(everyCheck()),
  () => directorFiles(everyCheck()),
  () => nagiosFiles(everyCheck()),
  (read) => readmeTables(singleChecks(), read),
];

/** As the files stand in the working folder, which is the project's. */
const readHere: ReadFile = (path) => readFileSync(path, 'utf8');

export const generatedFiles = (read: ReadFile = readHere): readonly GeneratedFile[] =>
  GENERATORS.flatMap((generate) => generate(read));
