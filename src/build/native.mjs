/** Builds dist/native/: one executable for each platform, and links to it with the names that package.json has in `bin`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';
import { fetchRuntime, PLATFORMS } from './runtime.mjs';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
const NAME = 'synology-drive';
const CACHE = 'node_modules/.cache/native';

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

/** Puts the native runtime's connections in the place of Node's. */
const nativeLines = {
  name: 'native-lines',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/undici\.ts$/ }, ({ resolveDir }) => ({ path: `${resolveDir}/bun-line.ts` }));
  },
};

/** One bundle with all of them, in which a module is evaluated when it is first asked for. */
async function bundle(outfile) {
  await build({
    ...bundleOptions,
    target: 'es2023',
    minify: true,
    banner: {},
    // yargs asks where it is, to find translations that nobody asks for.
    define: {
      ...bundleOptions.define,
      'import.meta.url': '"file:///"',
      __COMMIT__: JSON.stringify(commit()),
    },
    plugins: [nativeLines],
    entryPoints: ['src/native/main.ts'],
    outfile,
  });
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
    '--format=cjs',
    `--target=${target}`,
    `--compile-executable-path=${runtime}`,
  ];
  execFileSync(compiler, ['build', ...args, ...settings, source, `--outfile=${outfile}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, HOME: CACHE },
  });
}

mkdirSync(CACHE, { recursive: true });
const source = `${CACHE}/${NAME}.js`;
await bundle(source);
const runtimes = await Promise.all(PLATFORMS.map(fetchRuntime));
const compiler = runtimes[PLATFORMS.findIndex(({ cpu }) => cpu === process.arch)];
for (const [index, platform] of PLATFORMS.entries()) {
  const draft = `${CACHE}/draft-${process.pid}-${platform.name}`;
  mkdirSync(draft);
  compile(compiler, source, platform, runtimes[index], `${draft}/${NAME}`);
  chmodSync(`${draft}/${NAME}`, 0o755);
  for (const name of Object.keys(bin)) symlinkSync(NAME, `${draft}/${name}`);
  const target = `dist/native/${platform.name}`;
  mkdirSync('dist/native', { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}
