import type { Check } from '../../nagios/check.ts';
import type { GeneratedFile, ReadFile } from '../generated-file.ts';
import { programs } from '../programs/programs.ts';
import { PAGE as CONFIGURATION, configurationPage } from './configuration-page.ts';
import { editionOf } from './edition.ts';
import { programPage, type Reference } from './page.ts';

const pathOf = ({ name, section }: Reference) => `plugins/man/${name}.${section}`;

/** A manual page for every executable, and one for the bridge's configuration. */
export function manPages(checks: readonly Check[], read: ReadFile): readonly GeneratedFile[] {
  const edition = editionOf(read);
  const pages = programs(checks).map((program) => ({
    program,
    reference: { name: program.name, section: 1 },
  }));
  const all: readonly Reference[] = [...pages.map(({ reference }) => reference), CONFIGURATION];
  const others = (one: Reference) => all.filter(({ name }) => name !== one.name);
  return [
    ...pages.map(({ program, reference }) => ({
      path: pathOf(reference),
      text: programPage(program, edition, others(reference)),
    })),
    { path: pathOf(CONFIGURATION), text: configurationPage(edition, others(CONFIGURATION)) },
  ];
}
