/** A package of the npm registry that is taken apart and not installed: exactly this one, kept between builds. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CACHE = 'node_modules/.cache/native';

/** Its archive in this folder, checked. */
function download(wanted, integrity, folder) {
  const told = execFileSync('npm', ['pack', '--json', `--pack-destination=${folder}`, wanted], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const archive = join(folder, JSON.parse(told)[0].filename);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${wanted} is not what it was: ${found}`);
  return archive;
}

/**
 * Downloads, checks, unpacks and prepares a package, unless that was done before; the folder that `package/` is in. It is
 * kept under the name `as`, which has to say what it was prepared for.
 */
export function fetchPackage({ package: name, version, integrity, as, prepare = () => undefined }) {
  const place = resolve(CACHE, as);
  if (existsSync(place)) return place;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, 'fetch-'));
  try {
    const archive = download(`${name}@${version}`, integrity, draft);
    execFileSync('tar', ['-xzf', archive, '-C', draft]);
    rmSync(archive);
    prepare(draft);
    renameSync(draft, place);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return place;
}
