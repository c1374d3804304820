/** Pieces of Icinga's configuration language. */

import { copiedAndChanged, takenAsItIs } from '../made.ts';

/** A string literal. */
export const quoted = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;

/** Lines further in; empty ones stay empty. */
export const indented = (text: string, by = 2): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** Seconds as people write them there: `5m`. */
export const duration = (seconds: number): string =>
  seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;

/** A comment of several lines. */
const comment = (text: string) =>
  `/*\n${text.replaceAll(/^(.*)$/gm, (_, line) => ` * ${line}`.trimEnd())}\n */\n`;

export const header = (text: string): string => comment(takenAsItIs(text));

export const exampleHeader = (text: string): string => comment(copiedAndChanged(text));
