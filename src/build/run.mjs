/** Runs a TypeScript entry of this project that is not shipped: `node src/build/run.mjs FILE [ARGUMENT…]`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';

const [entry, ...rest] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'synology-drive-run-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const outfile = join(folder, `${basename(entry, '.ts')}.cjs`);
await build({ ...bundleOptions, entryPoints: [entry], outfile });
process.argv = [process.argv[0], entry, ...rest];
await import(pathToFileURL(outfile).href);
