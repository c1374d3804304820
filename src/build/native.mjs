/** Builds dist/native/: one executable for each platform, and links to it with the names that package.json has in `bin`. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { bundleNative, NAME } from './native-bundle.mjs';
import { fetchRuntime, PLATFORMS } from './runtime.mjs';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));

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

/**
 * Compiles the bundles with their bytecode into a copy of the platform's runtime, which then reads no configuration from
 * the folder that it is started in. The first of them is what runs.
 */
function compile(compiler, sources, { target }, runtime, outfile) {
  const settings = ['dotenv', 'bunfig', 'tsconfig', 'package-json'].map(
    (file) => `--no-compile-autoload-${file}`,
  );
  const args = [
    '--compile',
    '--bytecode',
    // What is over soon compiles little; src/native sets it back for what runs on. (By its own name a check compiles
    // nothing: first-steps.mjs.)
    '--compile-jit-policy=1000',
    '--format=cjs',
    // Each is a file of its own.
    '--external=./*',
    `--target=${target}`,
    `--compile-executable-path=${runtime}`,
  ];
  // From their own folder: the paths of the bundles stand in what comes out.
  execFileSync(compiler, ['build', ...args, ...settings, ...sources, `--outfile=${resolve(outfile)}`], {
    cwd: dirname(sources[0]),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, HOME: tmpdir() },
  });
}

/** Puts a platform's folder together beside its place, so that whoever runs it meanwhile finds the old one or the new. */
function place(compiler, sources, platform, runtime) {
  const draft = `dist/native/.draft-${process.pid}`;
  const target = `dist/native/${platform.name}`;
  mkdirSync(draft, { recursive: true });
  compile(compiler, sources, platform, runtime, `${draft}/${NAME}`);
  chmodSync(`${draft}/${NAME}`, 0o755);
  for (const name of Object.keys(bin)) symlinkSync(NAME, `${draft}/${name}`);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}

/**
 * Not below node_modules: what comes from there starts half as fast. And the same on every machine, as is the name of the
 * folder in it, which is made of what it holds: the executables of a commit are the same bytes wherever they are built.
 */
const WORKSHOP = '/tmp';

/** Bundles everything in a folder of that kind; the paths of the bundles. */
async function bundled() {
  const draft = mkdtempSync(join(WORKSHOP, 'synology-drive-bundles-'));
  try {
    const define = { __COMMIT__: JSON.stringify(commit()) };
    const sources = await bundleNative(Object.keys(bin), draft, define);
    const digest = createHash('sha256');
    for (const source of sources) digest.update(readFileSync(source));
    const folder = join(WORKSHOP, `synology-drive-native-${digest.digest('hex').slice(0, 12)}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    return sources.map((source) => join(folder, basename(source)));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const runtimes = await Promise.all(PLATFORMS.map(fetchRuntime));
const compiler = runtimes[PLATFORMS.findIndex(({ cpu }) => cpu === process.arch)];
const sources = await bundled();
try {
  for (const [index, platform] of PLATFORMS.entries()) place(compiler, sources, platform, runtimes[index]);
} finally {
  rmSync(dirname(sources[0]), { recursive: true });
}
