import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleNative } from '../native-bundle.mjs';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** The folders of all libraries that go into the executables. */
async function bundledPackages() {
  const folders = new Set();
  const watcher = {
    name: 'watch-packages',
    setup({ onLoad }) {
      onLoad({ filter: PACKAGE }, ({ path }) => {
        folders.add(PACKAGE.exec(path)[0]);
        return undefined;
      });
    },
  };
  const folder = mkdtempSync(join(tmpdir(), 'synology-drive-licences-'));
  try {
    await bundleNative(Object.keys(bin), folder, { __COMMIT__: '""' }, [watcher]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return [...folders];
}

const APACHE = /^ *Apache License\s+Version 2\.0, January 2004/;
/** Debian's policy wants this one named, not repeated. */
const apache = (author) => `Copyright ${author.name ?? author}

Licensed under the Apache License, Version 2.0: /usr/share/common-licenses/Apache-2.0`;

function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file)
    throw new Error(`${name} ${version} (${license}) goes into the executables without a licence's text`);
  const text = readFileSync(join(folder, file), 'utf8').trim();
  return { title: `${name} ${version}`, text: APACHE.test(text) ? apache(author) : text };
}

/** Each library's name and version with the text of its licence, in the order of their names. */
export async function bundledLicences() {
  const found = (await bundledPackages())
    .map(licenceOf)
    .map(({ title, text }) => `${title}\n${'-'.repeat(title.length)}\n\n${text}`)
    .toSorted();
  // The same library may be there twice, for two others.
  return [...new Set(found)].join('\n\n');
}
