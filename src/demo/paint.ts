const COLOURS = ['32', '33', '31', '35'];

/** Colours a text by the exit code it belongs to, where a person sees it. */
export function paint(code: number, text: string, coloured: boolean): string {
  return coloured ? `\u001b[${COLOURS[code] ?? '0'}m${text}\u001b[0m` : text;
}

/** Makes a text stand out, where a person sees it. */
export function bold(text: string, coloured: boolean): string {
  return coloured ? `\u001b[1m${text}\u001b[0m` : text;
}
