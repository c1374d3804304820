/** Sequences that move the cursor or set colours and titles, in their 7-bit and 8-bit form, each as a whole (ECMA-48). */
const ESCAPE_SEQUENCES = new RegExp(
  [
    /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/, // a control sequence: `ESC [ 31 m`
    /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)/, // a string: `ESC ] 0 ; title BEL`
    /\x1b[ -/]*[0-~]/, // any other: `ESC c`
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** C0, DEL, C1 and the separators of lines and paragraphs; they keep words apart. */
const SEPARATORS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;
/** They turn the order of the letters round, or are half a letter. */
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;
/** What web interfaces take for markup. */
const TAG = /<(?=[\p{L}/!?])/gu;

/** Nothing of all that: letters of ASCII, one blank between words. What is said most needs none of the tables of Unicode. */
const HARMLESS = /^[!-:=-{}~]+(?: [!-:=-{}~]+)*$/;

function cut(text: string, limit: number): string {
  const points = [...text];
  if (points.length <= limit) return text;
  const kept = points.slice(0, Math.max(0, limit - 1)).join('');
  return `${kept.trimEnd()}…`;
}

/**
 * Text from outside, fit for the output of a check: one line, without what the terminal, Nagios (`|` begins perfdata,
 * `;` ends a field) or a web interface would obey, at most `limit` characters.
 */
export function clean(text: string, limit = 200): string {
  if (text.length <= limit && HARMLESS.test(text)) return text;
  // What is far beyond the limit need not be looked at: a NAS may send megabytes.
  const harmless = text
    .slice(0, limit * 20)
    .replace(ESCAPE_SEQUENCES, '')
    .replace(INVISIBLE, '')
    .replace(SEPARATORS, ' ')
    .replaceAll('|', '¦')
    .replaceAll(';', ',')
    .replace(TAG, '‹')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(harmless, limit);
}

/** As much of a text as fits into so many bytes of UTF-8, without half a character at the end. */
export function truncateBytes(text: string, maxBytes: number): string {
  const room = new Uint8Array(Math.max(0, Math.min(maxBytes, text.length * 3)));
  return text.slice(0, new TextEncoder().encodeInto(text, room).read);
}
