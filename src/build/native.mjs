/** Builds dist/native/: one executable for each platform, and links to it with the names that package.json has in `bin`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';
import { lean } from './lean.mjs';
import { fetchRuntime, PLATFORMS } from './runtime.mjs';
import { sourceOf } from './source.mjs';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
const NAME = 'synology-drive';

/** The commit that is built, with `-dirty` where something was changed since; `unknown` outside a clone. */
function commit() {
  try {
    const git = (...args) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return git('describe', '--always', '--dirty', '--match=', '--abbrev=12');
  } catch {
    return 'unknown';
  }
}

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

/** Leaves the executables out of the file that chooses among them: each is a bundle beside it, evaluated when chosen. */
const beside = {
  name: 'beside',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = relative('.', join(resolveDir, path));
      return { path: `./${Object.keys(bin).find((name) => sourceOf(name) === source)}.js`, external: true };
    });
  },
};

/** Bundles every executable as it is bundled for Node, and the file that chooses among them; the path of that. */
async function bundle(folder) {
  const one = (name) =>
    build({ ...lean(options), entryPoints: [sourceOf(name)], outfile: join(folder, `${name}.js`) });
  const main = join(folder, `${NAME}.js`);
  const define = { ...options.define, __COMMIT__: JSON.stringify(commit()) };
  await Promise.all([
    ...Object.keys(bin).map(one),
    build({ ...options, define, plugins: [beside], entryPoints: ['src/native/main.ts'], outfile: main }),
  ]);
  return main;
}

/**
 * Compiles the bundle with its bytecode into a copy of the platform's runtime, which then reads no configuration from the
 * folder that it is started in.
 */
function compile(compiler, source, { target }, runtime, outfile) {
  const settings = ['dotenv', 'bunfig', 'tsconfig', 'package-json'].map(
    (file) => `--no-compile-autoload-${file}`,
  );
  const args = [
    '--compile',
    '--bytecode',
    // A check is over before compiled code would pay; src/native and src/dsm set it back where it does.
    '--compile-jit-policy=1000',
    '--format=cjs',
    `--target=${target}`,
    `--compile-executable-path=${runtime}`,
  ];
  execFileSync(compiler, ['build', ...args, ...settings, source, `--outfile=${outfile}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, HOME: tmpdir() },
  });
}

/** Puts a platform's folder together beside its place, so that whoever runs it meanwhile finds the old one or the new. */
function place(compiler, source, platform, runtime) {
  const draft = `dist/native/.draft-${process.pid}`;
  const target = `dist/native/${platform.name}`;
  mkdirSync(draft, { recursive: true });
  compile(compiler, source, platform, runtime, `${draft}/${NAME}`);
  chmodSync(`${draft}/${NAME}`, 0o755);
  for (const name of Object.keys(bin)) symlinkSync(NAME, `${draft}/${name}`);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}

const runtimes = await Promise.all(PLATFORMS.map(fetchRuntime));
const compiler = runtimes[PLATFORMS.findIndex(({ cpu }) => cpu === process.arch)];
// Not below node_modules: what comes from there starts half as fast.
const bundles = mkdtempSync(join(tmpdir(), 'synology-drive-native-'));
try {
  const source = await bundle(bundles);
  for (const [index, platform] of PLATFORMS.entries()) place(compiler, source, platform, runtimes[index]);
} finally {
  rmSync(bundles, { recursive: true });
}
