/**
 * Takes a line about what was done, for whoever runs with `-v` (level 1: what was noticed), `-vv` (2: requests made) or
 * `-vvv` (3: everything to diagnose). No line holds a secret.
 */
export type Trace = (level: 1 | 2 | 3, line: string) => void;

/** Remembers the lines up to a level. */
export function traceInto(lines: string[], most: number): Trace {
  return (level, line) => {
    if (level <= most) lines.push(line);
  };
}
