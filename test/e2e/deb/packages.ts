import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Older than every release. */
const OLDER = '0.0.1';

/** Where the packages are that `npm run package:deb` made. */
export const FOLDER = resolve('dist/deb');

const named = (of: string) => `synology-drive-monitoring_${of}-1_amd64.deb`;

export const CURRENT = named(version);

export function requireCurrent(): void {
  if (!existsSync(join(FOLDER, CURRENT))) throw new Error(`${CURRENT} is not there: npm run package:deb`);
}

/** Builds the package of an older version, in whatever surroundings. */
export function buildOlder(env: Readonly<Record<string, string>> = {}): string {
  const command = `umask ${env.UMASK ?? '022'}; exec node src/build/deb.mjs --architecture amd64 --version ${OLDER}`;
  execFileSync('sh', ['-c', command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return named(OLDER);
}

export const digest = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(join(FOLDER, name)))
    .digest('hex');
