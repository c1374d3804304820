import { afterEach, beforeEach, vi } from 'vitest';
import { type Folder, makeFolder } from './executable.ts';

/** For every test of a file a folder of its own, and a clock that stands still until the test has it go on. */
export function stillFolder(): Pick<Folder, 'path' | 'remove'> {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    folder.remove();
  });
  return {
    get path() {
      return folder.path;
    },
    remove: () => folder.remove(),
  };
}
