import type { Watched } from './bridge-process.ts';
import { atMost, type Figure, note } from './figure.ts';

const LONGEST = 200;

/**
 * How long the event loop stood still. What counts is what the bridge itself kept it from going on: the machine may have had
 * other things to do, which the kernel tells.
 */
export function pauseFigures({ start, longest, busiest, long, gc }: Watched): Figure[] {
  const over = long.filter(({ milliseconds, waited }) => milliseconds - waited > LONGEST).length;
  return [
    atMost('event loop blocked at most', busiest.milliseconds - busiest.waited, LONGEST, 'ms'),
    note(
      '  the longest pause, and for how much of it others had the core',
      `${longest.milliseconds.toFixed(0)}, ${longest.waited.toFixed(0)} ms`,
    ),
    note('  the program is read within', start.milliseconds - start.waited, 'ms'),
    note('  the longest collection of garbage', gc, 'ms'),
    note(`  pauses over ${LONGEST} ms, and over 50 ms`, `${over}, ${long.length}`),
  ];
}
