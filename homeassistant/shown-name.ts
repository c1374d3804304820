/** Text that every encoder takes: halves of characters are replaced. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** A name as people see it: as it is, without control characters. */
export const shownName = (name: string): string =>
  wellFormed(name)
    .replace(/\p{Cc}+/gu, ' ')
    .trim() || '(no name)';
