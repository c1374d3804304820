/** Text that every encoder takes: halves of characters are replaced. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** Nothing that could have to be replaced: nearly every name. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/** A name as people see it: as it is, without control characters. */
export function shownName(name: string): string {
  if (PLAIN.test(name)) return name;
  return (
    wellFormed(name)
      .replace(/\p{Cc}+/gu, ' ')
      .trim() || '(no name)'
  );
}
