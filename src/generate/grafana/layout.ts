import type { Panel, RowPanel } from './model.ts';

const COLUMNS = 24;

export interface Placed {
  readonly panel: Panel;
  readonly width: number;
  readonly height: number;
}

/** A heading, and what stands below it. */
export interface Block {
  readonly title: string;
  readonly panels: readonly Placed[];
}

/** Numbers and places: panels from left to right, a new line where one does not fit. */
export function layOut(blocks: readonly Block[]): (Panel | RowPanel)[] {
  const laid: (Panel | RowPanel)[] = [];
  let top = 0;
  for (const { title, panels } of blocks) {
    laid.push({
      type: 'row',
      id: laid.length + 1,
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y: top, w: COLUMNS, h: 1 },
    });
    top += 1;
    let left = 0;
    let tallest = 0;
    for (const { panel, width, height } of panels) {
      if (left + width > COLUMNS) {
        top += tallest;
        left = 0;
        tallest = 0;
      }
      laid.push({ id: laid.length + 1, ...panel, gridPos: { x: left, y: top, w: width, h: height } });
      left += width;
      tallest = Math.max(tallest, height);
    }
    top += tallest;
  }
  return laid;
}
