/** Pieces of Icinga's configuration language. */

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

const MADE = 'Written by `npm run generate` from the declarations of the checks';

/** What a file begins with that is taken as it is. */
export const header = (text: string): string => comment(`${text}\n\n${MADE}, never by hand.`);

/** What a file begins with that is copied and changed. */
export const exampleHeader = (text: string): string =>
  comment(`${text}\n\n${MADE}; your copy of it is yours.`);
