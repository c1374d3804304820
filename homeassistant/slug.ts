import { hash } from 'node:crypto';

/** So long a slug may be before its hash: topics and entity ids stay readable, and far below every limit. */
const LONGEST = 64;
/** Looks as if it ended in a hash. */
const HASHED = /_[0-9a-f]{8}$/;

/** `Zoë` → `Zoe`; most names of ten thousand are plain, and need no tables of Unicode. */
const withoutMarks = (name: string): string =>
  /[^\0-\x7f]/.test(name) ? name.normalize('NFKD').replace(/\p{M}+/gu, '') : name;

/** `Team Projects` → `team_projects`. Not unique: other names may give the same. */
export function plainSlug(name: string): string {
  const plain = withoutMarks(name)
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, LONGEST);
  return /[a-z0-9]/.test(plain) ? plain : 'unnamed';
}

export const hashOf = (name: string): string => hash('sha256', name).slice(0, 8);

/**
 * A name as one level of a topic and part of ids: `[a-z0-9_]+`, with `_` and eight hex digits of a hash when that changed
 * the name, or when the name itself ends like such a hash, so that two names never meet.
 */
export function slug(name: string): string {
  const plain = plainSlug(name);
  return plain === name && !HASHED.test(name) ? name : [plain, hashOf(name)].join('_');
}

/** Whether a text can stand in a topic and in ids as it is. */
export const isSlug = (text: string): boolean => /^[a-z0-9_]+$/.test(text);

/** DSM's user names do not depend on case, so neither does what is made of them. */
export const userKey = (user: string): string => user.normalize('NFC').toLowerCase();
