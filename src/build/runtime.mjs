/** The runtime that native executables are made of, from the npm registry: exactly these packages, kept between builds. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstSteps, takeFirstSteps } from './first-steps.mjs';
import { fetchPackage } from './npm-package.mjs';

const VERSION = '1.4.5';

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

/** Downloads and checks a platform's runtime, unless that was done before; its path. */
export async function fetchRuntime({ name, cpu, ...wanted }) {
  const changes = createHash('sha256').update(firstSteps(cpu)).digest('hex').slice(0, 8);
  const prepare = (folder) => mend(join(folder, 'package/bin/bun'), cpu);
  const folder = fetchPackage({ ...wanted, version: VERSION, as: `${name}-${VERSION}-${changes}`, prepare });
  return join(folder, 'package/bin/bun');
}

/** What the runtime's authors say of its licence and of the libraries in it: in Markdown, of the same version. */
export function runtimeLicence() {
  const folder = fetchPackage({
    package: 'bun-types',
    version: VERSION,
    as: `licence-${VERSION}`,
    integrity:
      'sha512-ECHn+9dhL3wv0G6u0+7dQvrnaimXiRDxxerYBmhTaLyJEEuvTPWk2Fye3XIf5Y++JIIiHKfQw4Z7V5D8KuiXbg==',
  });
  const text = readFileSync(join(folder, 'package/docs/project/license.mdx'), 'utf8');
  return { version: VERSION, text };
}
