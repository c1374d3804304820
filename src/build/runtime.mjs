/** The runtime that native executables are made of, from the npm registry: exactly these packages, kept between builds. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { firstSteps, takeFirstSteps } from './first-steps.mjs';

const VERSION = '1.4.5';
const CACHE = 'node_modules/.cache/native';

/**
 * What is built for, by the names of its folders. The x64 runtime is the one for old processors, too: the common virtual
 * ones have no AVX2.
 */
export const PLATFORMS = [
  {
    name: 'linux-x64',
    cpu: 'x64',
    target: 'bun-linux-x64-baseline',
    package: '@oven/bun-linux-x64-baseline',
    integrity:
      'sha512-s8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==',
  },
  {
    name: 'linux-arm64',
    cpu: 'arm64',
    target: 'bun-linux-arm64',
    package: '@oven/bun-linux-aarch64',
    integrity:
      'sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==',
  },
];

/**
 * A variable of Node's that the runtime heeds, too: it would say on stderr that it cannot read that file.
 * src/dsm/system-trust.ts reads it where it counts. (What begins with BUN_ is taken care of in first-steps.mjs.)
 */
const READ_BY_US = '\0NODE_EXTRA_CA_CERTS\0';
const NOBODYS = READ_BY_US.replace('NOD', '\x01\x01\x01');

const digest = (algorithm, data, form = 'hex') => createHash(algorithm).update(data).digest(form);

/** Gives that variable a name in the runtime that nobody types, and has it begin with the first steps. */
function mend(runtime, cpu) {
  const bytes = readFileSync(runtime);
  if (!bytes.includes(READ_BY_US))
    throw new Error(`${runtime} does not know ${READ_BY_US}: what has taken its place?`);
  for (let at = bytes.indexOf(READ_BY_US); at >= 0; at = bytes.indexOf(READ_BY_US, at))
    bytes.write(NOBODYS, at, 'latin1');
  takeFirstSteps(bytes, cpu);
  writeFileSync(runtime, bytes, { mode: 0o755 });
}

/** Downloads and checks a package, unless that was done before; the path of the runtime in it. */
export async function fetchRuntime({ name, cpu, package: wanted, integrity }) {
  const changes = digest('sha256', firstSteps(cpu)).slice(0, 8);
  const folder = resolve(CACHE, `${name}-${VERSION}-${changes}`);
  const runtime = join(folder, 'package/bin/bun');
  if (existsSync(runtime)) return runtime;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, 'fetch-'));
  try {
    const told = execFileSync(
      'npm',
      ['pack', '--json', `--pack-destination=${draft}`, `${wanted}@${VERSION}`],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const archive = join(draft, JSON.parse(told)[0].filename);
    const found = `sha512-${digest('sha512', readFileSync(archive), 'base64')}`;
    if (found !== integrity) throw new Error(`${wanted}@${VERSION} is not what it was: ${found}`);
    execFileSync('tar', ['-xzf', archive, '-C', draft]);
    rmSync(archive);
    mend(join(draft, 'package/bin/bun'), cpu);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return runtime;
}
