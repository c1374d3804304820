/** Builds dist/: one self-contained file per executable that package.json names in `bin`. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';
import { lean } from './lean.mjs';
import { sourceOf } from './source.mjs';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));

// Beside dist/ first, so that whoever runs the executables meanwhile finds the old ones or the new.
const draft = `node_modules/.cache/executables-${process.pid}`;
mkdirSync('dist', { recursive: true });
await Promise.all(
  Object.entries(bin).map(async ([name, target]) => {
    const outfile = `${draft}/${name}`;
    await build({ ...lean({ ...bundleOptions, minify: true }), entryPoints: [sourceOf(name)], outfile });
    chmodSync(outfile, 0o755);
    renameSync(outfile, target);
  }),
);
rmSync(draft, { recursive: true });
for (const file of readdirSync('dist'))
  if (!['native', 'deb'].includes(file) && !Object.hasOwn(bin, file))
    rmSync(`dist/${file}`, { recursive: true });
