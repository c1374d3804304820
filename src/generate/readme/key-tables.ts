import { configurationSections, type Key, type Section } from '../configuration/keys.ts';
import { code, table, words } from './markdown.ts';

const rowOf = ({ name, type, isRequired, fallback, says }: Key): string[] => [
  code(name),
  words(type),
  isRequired ? 'required' : fallback === undefined ? '' : code(fallback),
  words(says),
];

/** The keys of one place of bridge.yaml. */
export function keyTable(section: Section['name']): string {
  const keys = configurationSections().find(({ name }) => name === section)?.keys ?? [];
  return table([section === '' ? 'key' : `key of \`${section}\``, 'type', 'default', ''], keys.map(rowOf));
}
