const BRIDGE = 'synology-drive-bridge';

/** The entry file of an executable. */
export function sourceOf(name) {
  if (name.startsWith('check_')) return `plugins/${name}.ts`;
  return name === BRIDGE ? 'homeassistant/main.ts' : `src/${name.replace('synology-drive-', '')}/main.ts`;
}
