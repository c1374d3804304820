/** Pieces of Nagios' object files. */

import { copiedAndChanged, takenAsItIs } from '../made.ts';

/** A directive and its value; an inline comment may follow. */
export type Directive = readonly [name: string, value: string, comment?: string];

const INDENT = '    ';

const columnOf = (cells: readonly string[]) => Math.max(...cells.map((cell) => cell.length)) + 2;

/** A command line over several lines goes on below its first word. */
const continued = (value: string, column: number) =>
  value.replaceAll('\n', ` \\\n${INDENT}${' '.repeat(column + 4)}`);

/** Directives in columns, each on a line of its own; nothing is left at the end of a line. */
export function directiveLines(directives: readonly Directive[]): string[] {
  const names = columnOf(directives.map(([name]) => name));
  const commented = directives.filter(([, , comment]) => comment !== undefined);
  const values = columnOf(commented.map(([, value]) => value));
  return directives.map(([name, value, comment]) => {
    const tail = comment === undefined ? '' : `${' '.repeat(values - value.length)}; ${comment}`;
    return `${INDENT}${name.padEnd(names)}${continued(value, names)}${tail}`.trimEnd();
  });
}

/** `define host { … }`, its parts with a blank line between them. */
export function define(type: string, ...parts: readonly (readonly Directive[])[]): string {
  const body = parts.filter((part) => part.length > 0).map((part) => directiveLines(part).join('\n'));
  return `define ${type} {\n${body.join('\n\n')}\n}\n`;
}

/** Lines of a comment. */
export const comment = (text: string): string => text.trim().replaceAll(/^/gm, '# ').replaceAll(/ +$/gm, '');

export const header = (text: string): string => `${comment(takenAsItIs(text.trim()))}\n`;

export const exampleHeader = (text: string): string => `${comment(copiedAndChanged(text.trim()))}\n`;

/** Blocks of a file, with a blank line between them. */
export const joined = (...blocks: readonly string[]): string => blocks.join('\n');
