/**
 * Builds dist/deb/: a Debian package for each platform, of the native executables in dist/native and what belongs to them.
 * `--version 1.2.3` builds another version than package.json's, `--architecture amd64` for one platform only.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { debianChangelog, editionOf } from './deb/changelog.mjs';
import { fill, needsOf } from './deb/control.mjs';
import { bundledLicences } from './deb/licences.mjs';
import { pack } from './deb/pack.mjs';
import { buildTime, debianVersion } from './deb/release.mjs';
import { treeOf } from './deb/tree.mjs';
import { NAME } from './native-bundle.mjs';
import { PLATFORMS, runtimeLicence } from './runtime.mjs';

const read = (file) => readFileSync(file, 'utf8');
const { version: own } = JSON.parse(read('package.json'));
const { values: chosen } = parseArgs({
  options: { version: { type: 'string', default: own }, architecture: { type: 'string' } },
});

const version = debianVersion(chosen.version);
const time = buildTime();
const [, maintainer] = /^Maintainer: (.+)$/m.exec(read('src/build/debian/control'));
const runtime = runtimeLicence();
const changes = read('CHANGELOG.md');
const texts = {
  copyright: fill(read('src/build/debian/copyright'), {
    licence: read('LICENSE').trim(),
    'runtime-version': runtime.version,
    javascript: await bundledLicences(),
  }),
  changelog: debianChangelog(changes, { version, maintainer, time, debianVersion }),
  manual: fill(read(`src/build/debian/${NAME}.1`), editionOf(changes)),
  runtimeLicence: runtime.text,
};

async function build({ name }) {
  const needs = needsOf(readFileSync(`dist/native/${name}/${NAME}`));
  if ((chosen.architecture ?? needs.architecture) !== needs.architecture) return;
  const file = `dist/deb/synology-drive-monitoring_${version}_${needs.architecture}.deb`;
  await pack(treeOf(name, texts), { version, ...needs }, { time, file });
  process.stdout.write(`${file}\n`);
}

// Every file and folder has the mode that is written down, whoever builds.
process.umask(0o022);
await Promise.all(PLATFORMS.map(build));
