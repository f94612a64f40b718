/** A focal point: shares of width and height from the upper left, which a crop must keep. Pure. */

export type FocalPoint = readonly [x: number, y: number];

const STEPS: Readonly<Record<string, FocalPoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Three decimals are less than a pixel of any picture on a phone. */
export function withinPicture(x: number, y: number): FocalPoint {
  const share = (value: number) => Math.round(Math.max(0, Math.min(1, value)) * 1000) / 1000;
  return [share(x), share(y)];
}

/** The point after a key: a hundredth a step, a tenth with Shift; undefined for a key that means nothing here. */
export function steppedFocus([x, y]: FocalPoint, key: string, wide: boolean): FocalPoint | undefined {
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const size = wide ? 0.1 : 0.01;
  return withinPicture(x + step[0] * size, y + step[1] * size);
}
