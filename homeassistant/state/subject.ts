import { hashOf, plainSlug, slug, userKey } from '../slug.ts';

/** What every row has that stays when it is not in the NAS's answers: users and tasks. */
export interface Subject {
  /** Level of its topic and part of its ids. */
  readonly slug: string;
  /** Part of its entities' ids: without a hash, unless another one's would be the same. */
  readonly entitySlug: string;
  /** Seconds for which the NAS has not named it, counted only while it was asked. */
  readonly absent: number;
}

/** Rows that may come and go, by what identifies them, in the order in which they were first seen. */
export type Subjects<Row extends Subject> = ReadonlyMap<string, Row>;

/** Ids for a row that is seen for the first time. */
function newSubject(
  name: string,
  plain: string,
  taken: ReadonlySet<string>,
): Pick<Subject, 'slug' | 'entitySlug' | 'absent'> {
  const own = slug(name);
  return { slug: own, entitySlug: taken.has(plain) ? `${plain}_${hashOf(name)}` : plain, absent: 0 };
}

export const userSubject = (user: string, taken: ReadonlySet<string>) =>
  newSubject(userKey(user), plainSlug(userKey(user)), taken);

export const taskSubject = (identity: string, taken: ReadonlySet<string>) =>
  newSubject(identity, plainSlug(identity.replace('\0', ' ').trim()), taken);

/** The slugs that entity ids are made of already. */
export const takenSlugs = (rows: Iterable<Subject>): Set<string> =>
  new Set([...rows].map(({ entitySlug }) => entitySlug));
