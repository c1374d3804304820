import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { NAME } from '../native-bundle.mjs';
import { EXAMPLES, entriesOf, FOLDERS } from './folders.mjs';
import { packagedService } from './service.mjs';
import { zipped, zippedText } from './zipped.mjs';

const PACKAGE = 'synology-drive-monitoring';
const EXECUTABLE = `usr/lib/${PACKAGE}/${NAME}`;
const DOCUMENTS = `usr/share/doc/${PACKAGE}`;
const COMPLETIONS = 'usr/share/bash-completion/completions';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
const programs = Object.keys(bin);
const isCheck = (name) => name.startsWith('check_');

const linkTo = (target) => (path) => ({ path, link: relative(dirname(path), target) });

const executables = (platform) => [
  { path: EXECUTABLE, from: `dist/native/${platform}/${NAME}`, mode: 0o755 },
  ...programs.filter(isCheck).map((name) => linkTo(EXECUTABLE)(`usr/lib/nagios/plugins/${name}`)),
  ...[NAME, ...programs.filter((name) => !isCheck(name))].map((name) =>
    linkTo(EXECUTABLE)(`usr/bin/${name}`),
  ),
];

const documents = ({ copyright, changelog, manual, runtimeLicence }) => [
  { path: `${DOCUMENTS}/copyright`, text: copyright },
  { path: `${DOCUMENTS}/changelog.Debian.gz`, data: zippedText(changelog) },
  { path: `${DOCUMENTS}/changelog.gz`, data: zipped('CHANGELOG.md') },
  { path: `${DOCUMENTS}/README.md.gz`, data: zipped('README.md') },
  { path: `${DOCUMENTS}/runtime-licence.md`, text: runtimeLicence },
  { path: `usr/share/man/man1/${NAME}.1.gz`, data: zippedText(manual) },
  { path: `usr/share/lintian/overrides/${PACKAGE}`, from: 'src/build/debian/lintian-overrides' },
];

/**
 * Everything that the package installs on a platform: entries with a `path` and either a `link` or the
 * content (`from` a file, `text` or `data`); 0644 unless a `mode` says otherwise.
 */
export function treeOf(platform, texts) {
  return [
    ...executables(platform),
    ...FOLDERS.flatMap(entriesOf),
    // bash looks for a file with the name of the command.
    ...programs.map((name) => linkTo(`${COMPLETIONS}/${NAME}`)(`${COMPLETIONS}/${name}`)),
    { path: 'usr/lib/systemd/system/synology-drive-bridge.service', text: packagedService() },
    { path: `${EXAMPLES}/bridge.yaml`, from: 'homeassistant/systemd/bridge.yaml' },
    ...documents(texts),
  ];
}
