/**
 * How an anchor's frame lies in a world whose y points up: x East and z South where the anchor knows where North is.
 * Pure.
 *
 * The stage of the editor and the view without AR show scenes in that world. With AR the phone says itself where the
 * anchor is, and nothing here is asked.
 */
import { turnedToEus, unit, type Quaternion } from '../../../tour_schema/typescript/frames.ts';
import type * as format from '../../../tour_schema/typescript/generated/types.ts';

export type Anchor = NonNullable<format.Scene['anchors']>[number];

export const NO_TURN: Quaternion = [0, 0, 0, 1];
/** A quarter about x: what comes out of a wall (y) comes towards the visitor, the lower edge (z) points down. */
const ON_THE_WALL: Quaternion = [Math.SQRT1_2, 0, 0, Math.SQRT1_2];

/** Whether the frame's y comes out of something upright: of a wall, or of a picture that hangs on one. */
export function isUpright(anchor: Anchor): boolean {
  if (anchor.kind === 'image' || anchor.kind === 'code') return anchor.upright !== false;
  return anchor.kind === 'plane' && anchor.surface === 'wall';
}

/** From the anchor's frame to one whose y points up, without a turn towards North. */
export function postureOf(anchor: Anchor): Quaternion {
  return isUpright(anchor) ? ON_THE_WALL : NO_TURN;
}

/** From there to the world: the turn of an anchor that knows where North is, else none. */
export function northOf(anchor: Anchor): Quaternion {
  if (anchor.kind !== 'geo') return NO_TURN;
  const { x, y, z, w } = anchor.geopose.quaternion;
  return turnedToEus(asTurn([x, y, z, w]));
}

/** The turn with a length of 1; none where the numbers are not one. */
export function asTurn(turn: Quaternion): Quaternion {
  try {
    return unit(turn);
  } catch {
    return NO_TURN;
  }
}

/** The turn that takes it back. */
export const inverse = ([x, y, z, w]: Quaternion): Quaternion => [-x, -y, -z, w];
