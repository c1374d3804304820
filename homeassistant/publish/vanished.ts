import type { House } from '../state/roster.ts';
import type { NasTopics } from '../topics.ts';

/** Who is among these and not among those. */
const missing = <Known>(before: ReadonlyMap<string, Known>, next: ReadonlyMap<string, Known>): Known[] =>
  [...before].filter(([key]) => !next.has(key)).map(([, known]) => known);

/** Topics of users and tasks that are forgotten. */
export const vanishedTopics = (topics: NasTopics, before: House, next: House): string[] => [
  ...missing(before.users, next.users).map(({ slug }) => topics.user(slug)),
  ...missing(before.tasks, next.tasks).map(({ slug }) => topics.task(slug)),
];
