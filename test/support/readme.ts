import { readFileSync } from 'node:fs';

/** A command line that the README shows, and the output it shows below it, if any. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string | undefined;
}

const BLOCK = /^( *)```(sh|console)\n([\s\S]*?)^ *```$/gm;

function readConsole(text: string): ShownCommand[] {
  return text
    .split(/^\$ /m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [command = '', ...output] = part.split('\n');
      return { command, output: output.join('\n') };
    });
}

/** Every command line of a Markdown text's `sh` and `console` blocks, in order. */
export function commandsOf(markdown: string): ShownCommand[] {
  return [...markdown.matchAll(BLOCK)].flatMap(([, indent = '', kind, body = '']) => {
    const text = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    if (kind === 'console') return readConsole(text);
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
    return lines.map((command) => ({ command, output: undefined }));
  });
}

/** The text below a heading, up to the next of its rank or above. */
export function sectionOf(markdown: string, title: string): string {
  const [, hashes = '', body = ''] = new RegExp(`^(#+) ${title}$([\\s\\S]*)`, 'm').exec(markdown) ?? [];
  return body.split(new RegExp(`^#{1,${hashes.length}} `, 'm'))[0] ?? '';
}

export const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
