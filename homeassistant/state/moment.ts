/** When a poll was, and how long after the one before; steady, in seconds. */
export interface Moment {
  readonly now: number;
  readonly elapsed: number;
}
