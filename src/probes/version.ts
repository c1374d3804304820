/** `3.5.0-16084`: what is before the hyphen and, where it is told, the build after it. */
const VERSION = /(\d+(?:\.\d+)*)(?:-(\d+(?:[.-]\d+)*))?/;

const segmentsOf = (text: string) => text.split(/[.-]/);

/** By digits, for numbers of any size. */
function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Segment by segment; one that is missing counts as 0. */
function compareSegments(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compareDigits(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * The order of two versions by number, so that 3.10 is newer than 3.5: negative, 0 or positive. The build counts only
 * when both name one, so that 3.5.0-16084 satisfies a minimum of 3.5.0. Undefined when either has no digits.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const [, left, leftBuild] = VERSION.exec(a) ?? [];
  const [, right, rightBuild] = VERSION.exec(b) ?? [];
  if (left === undefined || right === undefined) return undefined;
  const order = compareSegments(segmentsOf(left), segmentsOf(right));
  if (order !== 0 || leftBuild === undefined || rightBuild === undefined) return order;
  return compareSegments(segmentsOf(leftBuild), segmentsOf(rightBuild));
}
