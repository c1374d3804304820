import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../src/generate/outputs.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('npm run generate', () => {
  it.each(generatedFiles().map(({ path, text }) => [path, text] as const))(
    'would write %s as it stands in the project',
    (path, text) => {
      expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
    },
  );

  it('writes no file twice', () => {
    const paths = generatedFiles().map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
