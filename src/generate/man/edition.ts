import { version } from '../../version.ts';
import type { ReadFile } from '../generated-file.ts';
import type { Edition } from './page.ts';

/** Version and day of the newest release that the changelog names. */
export function editionOf(read: ReadFile): Edition {
  const [, named, date] = /^## (\S+) \((\d{4}-\d\d-\d\d)\)$/m.exec(read('CHANGELOG.md')) ?? [];
  if (named !== version || date === undefined)
    throw new Error(`CHANGELOG.md has to begin with the heading "## ${version} (YYYY-MM-DD)"`);
  return { version, date };
}
