import { setImmediate as breathe } from 'node:timers/promises';

/** Works through thousands of items, some at a time: in between others get their turn, and may make the rest needless. */
export async function inSlices<Item>(
  items: Iterable<Item>,
  size: number,
  work: (item: Item) => void,
  isNeedless: () => boolean = () => false,
): Promise<void> {
  let count = 0;
  for (const item of items) {
    work(item);
    count += 1;
    if (count % size !== 0) continue;
    await breathe();
    if (isNeedless()) return;
  }
}
