/** Where the points of a panorama are on the screen of whoever stands in its middle. Pure. */
import { Quaternion, Vector3, type Matrix4 } from 'three';

import type { Vector } from '../../../tour_schema/typescript/frames.ts';

/** Degrees to the right of the picture's middle and above the horizon. */
export interface Direction {
  readonly yaw_deg: number;
  readonly pitch_deg: number;
}

/** Shares of the screen from its upper left corner; not `seen` where it lies outside. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly seen: boolean;
}

/** How a camera looks. */
export interface Eye {
  readonly quaternion: Quaternion;
  readonly projectionMatrix: Matrix4;
}

const radians = (deg: number) => (deg * Math.PI) / 180;

/** The direction for who looks at the middle of the picture along −z, y up; of length 1. */
export function towards({ yaw_deg, pitch_deg }: Direction): Vector {
  const [yaw, pitch] = [radians(yaw_deg), radians(pitch_deg)];
  return [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)];
}

/** Where a point is on the screen; of one that is not seen, the nearest place at its edge. */
export function placeOf(direction: Direction, { quaternion, projectionMatrix }: Eye): Place {
  const before = new Vector3(...towards(direction)).applyQuaternion(quaternion.clone().invert());
  const behind = before.z > -1e-3;
  // What is behind is to the side on which one turns to it.
  if (behind) before.z = -1e-3;
  const { x, y } = before.applyMatrix4(projectionMatrix);
  const seen = !behind && Math.abs(x) <= 1 && Math.abs(y) <= 1;
  const within = (share: number) => Math.max(-1, Math.min(1, share));
  return { x: (within(x) + 1) / 2, y: (1 - within(y)) / 2, seen };
}
