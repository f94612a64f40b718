/** What a printed image target carries: how fine its pixels are on paper, and from how far a phone still finds it. */

export interface Printed {
  /** Dots an inch of the print, rounded. */
  readonly dpi: number;
  /** So few that edges look like stairs at arm's length. */
  readonly coarse: boolean;
  /** The farthest at which the simulated film still found targets, m. */
  readonly seenFrom: number;
}

const METRES_AN_INCH = 0.0254;
/** A poster is read from a metre away: what is finer than this is not seen as pixels there. */
const COARSE_DPI = 40;
/** The least share of the frame's height that the longer side filled in the film (`authoring/media/targets/views`). */
const LEAST_FILL = 0.55;
/** Of the height of a telephone's frame, as there. */
const FIELD_OF_VIEW_DEG = 45;

/** `width_m` is the print's width, `pixels` those of the upload, across and down. */
export function printed(width_m: number, pixels: readonly [number, number]): Printed {
  const [across, down] = pixels;
  const dpi = Math.round((across / width_m) * METRES_AN_INCH);
  const longer = width_m * Math.max(1, down / across);
  const frame = 2 * Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
  return { dpi, coarse: dpi < COARSE_DPI, seenFrom: longer / (LEAST_FILL * frame) };
}

export type Light = 'green' | 'amber' | 'red';

/** The traffic light of a score, as `authoring/media/targets/score` has it. */
export function lightOf(score: number): Light {
  if (score >= 75) return 'green';
  return score >= 25 ? 'amber' : 'red';
}
