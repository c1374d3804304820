/**
 * Milliseconds on a clock that is never set, from an arbitrary beginning. Not `performance.now()`: the first use of
 * `performance` loads more of Node than a whole check needs.
 */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;
