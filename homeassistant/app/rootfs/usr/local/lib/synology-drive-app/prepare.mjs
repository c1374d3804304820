/**
 * Makes the bridge's files from the app's options, and prints what the bridge is to do: `run`, or `clean`. Runs as
 * root, which alone may read the options, and gives what it writes to the user that the bridge runs as.
 */
import { chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bridgeFiles, needsService, OptionsError } from './bridge-files.mjs';
import { mqttService } from './supervisor.mjs';

const {
  DATA_FOLDER = '/data',
  CONFIG_FOLDER = '/config',
  SUPERVISOR_URL = 'http://supervisor',
} = process.env;
/** The user `node` of the image. */
const OWNER = 1000;

const say = (/** @type {string} */ words) => process.stderr.write(`${words}\n`);

function give(/** @type {string} */ path, /** @type {number} */ mode) {
  chmodSync(path, mode);
  if (process.getuid?.() === 0) chownSync(path, OWNER, OWNER);
}

function copy(/** @type {string} */ from, /** @type {string} */ to) {
  try {
    copyFileSync(resolve(CONFIG_FOLDER, from), to);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new OptionsError(
      `${from} cannot be read: put it into the app's folder, or name one of /ssl (${words})`,
    );
  }
}

function writeAll(/** @type {import('./bridge-files.mjs').BridgeFiles} */ { config, secrets, copies }) {
  const at = (/** @type {string} */ name) => join(DATA_FOLDER, name);
  // What an earlier start wrote may no longer be meant.
  rmSync(at('secrets'), { recursive: true, force: true });
  for (const folder of ['secrets', 'state']) {
    mkdirSync(at(folder), { recursive: true, mode: 0o700 });
    give(at(folder), 0o700);
  }
  for (const [name, text] of new Map([...secrets, ['bridge.yaml', config]])) {
    writeFileSync(at(name), text, { mode: 0o600 });
    give(at(name), 0o600);
  }
  for (const [name, from] of copies) {
    copy(from, at(name));
    give(at(name), 0o600);
  }
}

try {
  const options = JSON.parse(readFileSync(join(DATA_FOLDER, 'options.json'), 'utf8'));
  const { SUPERVISOR_TOKEN: token = '', SUPERVISOR_PAUSE: pause = '5000' } = process.env;
  const service = needsService(options)
    ? await mqttService({ url: SUPERVISOR_URL, token, tries: 7, pause: Number(pause), say })
    : undefined;
  writeAll(bridgeFiles(options, service, join(DATA_FOLDER, 'state')));
  process.stdout.write(options.clean === true ? 'clean' : 'run');
} catch (error) {
  if (!(error instanceof OptionsError)) throw error;
  say(`The configuration of this app cannot be used: ${error.message}`);
  process.exitCode = 2;
}
