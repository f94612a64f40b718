/** Where a content stands in the anchor's frame: scaled, then turned, then moved. Pure. */
import type { Quaternion, Vector } from '../../../tour_schema/typescript/frames.ts';
import type * as format from '../../../tour_schema/typescript/generated/types.ts';
import { asTurn, NO_TURN } from './postures.ts';

export type Content = NonNullable<format.Scene['contents']>[number];

/** A pose with nothing left out. */
export interface Placement {
  readonly translation_m: Vector;
  /** A unit quaternion. */
  readonly rotation: Quaternion;
  readonly scale: number;
}

export const AT_THE_ANCHOR: Placement = { translation_m: [0, 0, 0], rotation: NO_TURN, scale: 1 };

/** What the format takes where something is left out, and where a draft has what is no pose. */
export function placementOf(pose: format.Pose | undefined): Placement {
  const { translation_m = AT_THE_ANCHOR.translation_m, rotation = NO_TURN, scale = 1 } = pose ?? {};
  return {
    translation_m: translation_m.every(Number.isFinite) ? translation_m : AT_THE_ANCHOR.translation_m,
    rotation: asTurn(rotation),
    scale: scale > 0 && Number.isFinite(scale) ? scale : 1,
  };
}

/** Whether something is shown to whom it is so far away; without a range always. */
export function isWithin(range: readonly [number, number] | undefined, distanceM: number): boolean {
  return range === undefined || (range[0] <= distanceM && distanceM <= range[1]);
}
