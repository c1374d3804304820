/** Builds dist/: one self-contained file per executable that package.json names in `bin`. */
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
const sourceOf = (name) =>
  name.startsWith('check_') ? `plugins/${name}.ts` : `src/${name.replace('synology-drive-', '')}/main.ts`;

rmSync('dist', { recursive: true, force: true });
await Promise.all(
  Object.entries(bin).map(async ([name, outfile]) => {
    await build({ ...bundleOptions, entryPoints: [sourceOf(name)], outfile, minify: true });
    chmodSync(outfile, 0o755);
  }),
);
