/** Bundles for the native runtime: all that its one file holds, beside each other in a folder. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';
import { lean } from './lean.mjs';
import { sourceOf } from './source.mjs';

/** The file that is every executable, by the name that it is called by. */
export const NAME = 'synology-drive';

/** What the native runtime does by itself takes the place of what does it in Node. */
const OWN = {
  './undici.ts': 'bun-line.ts',
  './hash.ts': 'bun-hash.ts',
  '../dsm/hash.ts': '../dsm/bun-hash.ts',
};

const byRuntime = {
  name: 'by-runtime',
  setup({ onResolve }) {
    onResolve({ filter: /\/(undici|hash)\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, OWN[path]),
    }));
  },
};

const options = {
  ...bundleOptions,
  target: 'es2023',
  minify: true,
  // yargs asks where it is, to find translations that nobody asks for.
  banner: { js: 'var __fileUrl="file:///";' },
  plugins: [byRuntime],
};

/** What runs on and on may take its time to start: it is not read where a check is wanted. */
const standsBeside = (name) => !name.startsWith('check_');

/** Leaves these executables out of the file that chooses among them: each is a bundle beside it. */
const beside = (names) => ({
  name: 'beside',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = relative('.', join(resolveDir, path));
      const found = names.find((name) => sourceOf(name) === source);
      return found && { path: `./${found}.js`, external: true };
    });
  },
});

/** The runtime's `require` takes half a millisecond to load before it loads anything. */
function loadDirectly(file) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/\brequire\("(node:[\w/]+)"\)/g, 'process.getBuiltinModule("$1")'));
}

/**
 * Bundles all executables: the checks, which share nearly all they are made of, in the one file that chooses, every other
 * in a file of its own. Returns the paths, that one first. Watchers are plugins that see what is read.
 */
export async function bundleNative(names, folder, define, watchers = []) {
  const others = names.filter(standsBeside);
  const table = names.map((name) => `${JSON.stringify(name)}: () => import('./${sourceOf(name)}')`);
  const contents = `import { choose } from './src/native/choose.ts';\nchoose({ ${table.join(',')} });`;
  const main = join(folder, `${NAME}.js`);
  const files = others.map((name) => join(folder, `${name}.js`));
  const settings = lean({
    ...options,
    define: { ...options.define, ...define },
    plugins: [...watchers, ...options.plugins],
  });
  await Promise.all([
    build({
      ...settings,
      plugins: [beside(others), ...settings.plugins],
      stdin: { contents, resolveDir: '.' },
      outfile: main,
    }),
    ...others.map((name, index) =>
      build({ ...settings, entryPoints: [sourceOf(name)], outfile: files[index] }),
    ),
  ]);
  loadDirectly(main);
  return [main, ...files];
}
