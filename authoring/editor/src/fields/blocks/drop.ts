/** Where a dragged row would come to lie. Pure. */

interface Box {
  readonly top: number;
  readonly bottom: number;
}

/** The place among the rows (counted after the dragged one was taken out) for a pointer at `y`. */
export function dropIndex(boxes: readonly Box[], y: number, dragged: number): number {
  let above = 0;
  boxes.forEach((box, index) => {
    if (index !== dragged && y > (box.top + box.bottom) / 2) above += 1;
  });
  return above;
}
