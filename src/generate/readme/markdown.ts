/** Options, variables and names of keys in running text, which Markdown would otherwise set like words. */
const TYPED = /(?<![\w`/-])(?:--?[a-z][\w-]*|\$?[A-Z]+_[A-Z_<>]+[A-Z>]|[a-z]+(?:_[a-z]+)+)/g;

/** Exactly as typed. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** Running text: what is typed in it as code, and no sign that Markdown would take for its own. */
export function words(text: string): string {
  let last = 0;
  let said = '';
  const plain = (part: string) => part.replace(/[*_<|]/g, '\\$&');
  for (const { 0: typed, index } of text.matchAll(TYPED)) {
    said += plain(text.slice(last, index)) + code(typed);
    last = index + typed.length;
  }
  return said + plain(text.slice(last));
}

/** A table whose columns stand below each other in the source too, all but the last. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) =>
      column < cells.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell,
    );
    return `| ${padded.join(' | ')} |`.replace(/ +\|$/, ' |');
  };
  const rule = widths.map((width, column) => '-'.repeat(column < widths.length - 1 ? width : 3));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
