import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { zipped } from './zipped.mjs';

export const SHARE = 'usr/share/synology-drive-monitoring';
export const EXAMPLES = 'usr/share/doc/synology-drive-monitoring/examples';

const under = (place) => (from, name) => ({ path: join(place, name), from });
const manual = (from, name) => ({
  path: `usr/share/man/man${name.at(-1)}/${name}.gz`,
  data: zipped(from),
});

/**
 * Folders of the project that are taken whole, and where each of their files goes: as the first rule says whose pattern the
 * name within the folder has. A file that no rule knows is an error, and so is a rule that no file follows.
 *
 * What Icinga and Nagios are to read by a line of their configuration is in SHARE; what becomes the administrator's, copied
 * and changed, in EXAMPLES.
 */
export const FOLDERS = [
  {
    folder: 'plugins/icinga2',
    rules: [
      [/^commands\.conf$/, under(`${SHARE}/icinga2`)],
      [/./, under(`${EXAMPLES}/icinga2`)],
    ],
  },
  {
    folder: 'plugins/nagios',
    rules: [
      [/^(commands|templates)\.cfg$/, under(`${SHARE}/nagios`)],
      [/./, under(`${EXAMPLES}/nagios`)],
    ],
  },
  { folder: 'plugins/grafana', rules: [[/\.json$/, under(`${EXAMPLES}/grafana`)]] },
  { folder: 'plugins/man', rules: [[/^[^/]+\.[1-8]$/, manual]] },
  {
    folder: 'plugins/completion',
    rules: [
      [
        /^[^/]+\.bash$/,
        (from, name) => under('usr/share/bash-completion/completions')(from, name.replace('.bash', '')),
      ],
      [/^_[^/]+$/, under('usr/share/zsh/vendor-completions')],
    ],
  },
  {
    folder: 'homeassistant/blueprints',
    rules: [[/\.yaml$/, under(`${EXAMPLES}/home-assistant/blueprints`)]],
  },
  {
    folder: 'homeassistant/dashboards',
    rules: [[/\.(yaml|png)$/, under(`${EXAMPLES}/home-assistant/dashboards`)]],
  },
];

function filesOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  } catch (cause) {
    throw new Error(`${folder} is to be in the package, and cannot be read`, { cause });
  }
}

/** The files of a folder as entries of the package. */
export function entriesOf({ folder, rules }) {
  const unused = new Set(rules);
  const entries = filesOf(folder).map((name) => {
    const rule = rules.find(([pattern]) => pattern.test(name));
    if (!rule) throw new Error(`${folder}/${name}: no rule says where the package has it`);
    unused.delete(rule);
    return rule[1](join(folder, name), name);
  });
  const [[pattern] = []] = unused;
  if (pattern) throw new Error(`${folder} has no file like ${pattern}, which is to be in the package`);
  return entries;
}
