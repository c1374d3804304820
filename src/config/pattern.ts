/** What stands for itself or for one character, the beginning of a group, and quantifiers, of a pattern with the flag u. */
const PART =
  /\\[pPu]\{[^}]*\}|\\k<[^>]*>|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|[*+?]\??|\{[^}]*\}\??|./gsu;

/** One sign for a part: `*` repeats in several ways, `=` in one, `?` chooses, brackets are a group's, `.` is any other. */
function signOf(part: string): string {
  if (part.startsWith('(')) return '(';
  if (part === ')') return ')';
  if (part === '|' || part.startsWith('?')) return '?';
  if (/^(?:[*+]|\{\d+,)/.test(part)) return '*';
  return part.startsWith('{') ? '=' : '.';
}

/**
 * Whether a group that is repeated holds repetitions or alternatives, as `(a+)+` does: an engine tries all ways to share
 * a name out between the two, of which there are more than a run has time for, and cannot be stopped meanwhile.
 */
export function mayTakeForever(source: string): boolean {
  let signs = (source.match(PART) ?? []).map(signOf).join('');
  // From the innermost groups outwards, each becoming one sign of what was in it.
  while (signs.includes('(')) {
    if (/\([^()]*[*?][^()]*\)[*=]/.test(signs)) return true;
    signs = signs.replace(/\([^()]*\)/g, (group) => (/[*?]/.test(group) ? '?' : '.'));
  }
  return false;
}
