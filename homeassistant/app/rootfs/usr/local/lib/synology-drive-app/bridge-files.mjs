/**
 * What the app's options become: the text of bridge.yaml, files with one secret each, and files to copy. Options are
 * the bridge's own keys, but for secrets, which people type into the app (`password` for `password_file`, `device_id`
 * for `device_id_file`), `min_versions`, a list of `TYPE=VERSION`, since the Supervisor knows no free keys, and
 * `state_dir`, which the app chooses.
 *
 * @typedef {Record<string, unknown>} Section
 * @typedef {{ host: string, port: number, ssl?: boolean, username?: string, password?: string }} Service
 *   The broker that the Supervisor offers.
 * @typedef {{ config: string, secrets: Map<string, string>, copies: Map<string, string> }} BridgeFiles
 *   Names are relative to the folder of bridge.yaml; `copies` says which file each is a copy of.
 */

/** Options that stand for the key with `_file` behind it. */
export const SECRETS = ['password', 'device_id'];
/** Keys that name a file of the user's. */
export const FILES = ['ca_file', 'cert_file', 'key_file'];

/** Options that cannot be used; the message is for the user, and names the option. */
export class OptionsError extends Error {}

/** The form in the app leaves empty fields as empty texts. */
const isGiven = (/** @type {unknown} */ value) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

function filled(/** @type {Section} */ section) {
  const rest = Object.entries(section).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.filter(isGiven) : value,
  ]);
  return Object.fromEntries(rest.filter(([, value]) => isGiven(value)));
}

/** `["desktop=3.5.0"]` as `{desktop: "3.5.0"}`. */
function minVersions(/** @type {string} */ place, /** @type {string[]} */ list) {
  return Object.fromEntries(
    list.map((text) => {
      const [, type, version] = /^\s*([^=\s]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
      if (!type) throw new OptionsError(`${place}.min_versions: write TYPE=VERSION, such as desktop=3.5.0`);
      return [type, version];
    }),
  );
}

/** A section of bridge.yaml; its secrets and files go where the bridge's user can read them. */
function translate(
  /** @type {string} */ place,
  /** @type {Section} */ options,
  /** @type {BridgeFiles} */ files,
) {
  return Object.fromEntries(
    Object.entries(filled(options)).map(([key, value]) => {
      const name = `secrets/${place.replaceAll(/\W+/g, '-').replace(/-$/, '')}.${key}`;
      if (SECRETS.includes(key)) {
        files.secrets.set(name, String(value));
        return [`${key}_file`, name];
      }
      if (FILES.includes(key)) {
        files.copies.set(name, String(value));
        return [key, name];
      }
      return [key, key === 'min_versions' ? minVersions(place, value) : value];
    }),
  );
}

/** Whether the Supervisor has to be asked where the broker is. */
export const needsService = (/** @type {Section} */ options) => !isGiven(options.mqtt?.url);

/** The broker of the Supervisor under what was typed: somebody may have an account of their own there. */
function brokerOptions(/** @type {Section} */ typed, /** @type {Service | undefined} */ service) {
  if (!service) return typed;
  const { host, port, ssl, username, password } = service;
  const account = isGiven(typed.username) ? {} : { username, password };
  const url = `${ssl ? 'mqtts' : 'mqtt'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { ...typed, ...account, url };
}

const HEADER = '# Written by the app at each start, from its options. Change them there.\n';

/** Everything the bridge needs, from the app's options and the broker that the Supervisor offers. */
export function bridgeFiles(
  /** @type {Section} */ options,
  /** @type {Service | undefined} */ service,
  /** @type {string} */ stateDir,
) {
  const nases = Array.isArray(options.nas) ? options.nas : [];
  if (nases.length === 0) throw new OptionsError('nas: there is no NAS yet; add one in the configuration');
  /** @type {BridgeFiles} */
  const files = { config: '', secrets: new Map(), copies: new Map() };
  const config = {
    mqtt: translate('mqtt', brokerOptions(filled(options.mqtt ?? {}), service), files),
    nas: nases.map((nas, index) => translate(`nas[${index}]`, nas, files)),
    ...filled({ log_level: options.log_level }),
    state_dir: stateDir,
  };
  // JSON is YAML, and quotes whatever has to be.
  return { ...files, config: `${HEADER}${JSON.stringify(config, null, 2)}\n` };
}
