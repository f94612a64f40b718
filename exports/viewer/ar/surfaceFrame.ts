/** How the frame of a scene lies on a surface that a phone has met. Pure. */
import { Matrix4, Vector3 } from 'three';

import type * as format from '../../../tour_schema/typescript/generated/types.ts';
import type { Anchor } from './postures.ts';

export type Surface = NonNullable<format.PlaneAnchor['surface']>;

/** What is level leans no more than this, and a wall no more out of the upright: the y of a unit vector. */
const LEVEL = Math.cos((20 * Math.PI) / 180);
const UPRIGHT = Math.sin((20 * Math.PI) / 180);
const UP = new Vector3(0, 1, 0);

/** On what a scene stands: a place on Earth on the ground. */
export function surfaceOf(anchor: Anchor): Surface {
  return (anchor.kind === 'plane' && anchor.surface) || 'floor';
}

/**
 * The frame at a point of a surface, for who looks from `eye`: on a floor or a table y up and −z away from them, on a
 * wall y out of it and z down. Undefined where the surface is none of that kind.
 */
export function frameOn(surface: Surface, point: Vector3, normal: Vector3, eye: Vector3): Matrix4 | undefined {
  const wall = surface === 'wall';
  if (wall ? Math.abs(normal.y) > UPRIGHT : normal.y < LEVEL) return undefined;
  const y = wall ? new Vector3(normal.x, 0, normal.z).normalize() : UP.clone();
  const z = wall ? UP.clone().negate() : eye.clone().sub(point).setY(0);
  // Straight above it no way is away.
  if (z.lengthSq() < 1e-6) z.set(0, 0, 1);
  z.normalize();
  return new Matrix4().makeBasis(new Vector3().crossVectors(y, z), y, z).setPosition(point);
}
