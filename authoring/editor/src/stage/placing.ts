/**
 * A content's place as a person says it: so far to the right, up and to the front of the anchor, turned like a
 * compass needle, tilted, so large. The same words on a floor and on a wall: up is always up. Pure.
 */
import { Euler, Quaternion as Turn } from 'three';

import { product, rotated, type Quaternion, type Vector } from '../../../../tour_schema/typescript/frames.ts';
import type { Placement } from '$viewer/ar/poses.ts';
import { inverse } from '$viewer/ar/postures.ts';

export interface Said {
  /** Metres from the anchor: to its right, upwards, and to its front. */
  readonly right: number;
  readonly up: number;
  readonly front: number;
  /** Degrees clockwise, seen from above. */
  readonly turn: number;
  /** Degrees that its top leans to the front. */
  readonly tilt: number;
  /** Degrees that its top leans to the right. */
  readonly roll: number;
  readonly scale: number;
}

export const LEAST_SCALE = 0.001;
export const LARGEST_SCALE = 1000;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (radians: number) => (radians * 180) / Math.PI;
/** Without the noise of many turns, and without a minus before zero. */
const tidy = (value: number, decimals = 4) => Number(value.toFixed(decimals)) + 0;
/** In (−180, 180]. */
const within = (angle: number) => tidy(180 - ((((180 - angle) % 360) + 360) % 360), 3);

/** `posture` turns the anchor's frame so that up is up. */
export function said(placement: Placement, posture: Quaternion): Said {
  const [right, up, front] = rotated(placement.translation_m, posture);
  const { x, y, z } = new Euler().setFromQuaternion(
    new Turn(...product(posture, placement.rotation)),
    'YXZ',
  );
  return {
    right: tidy(right),
    up: tidy(up),
    front: tidy(front),
    turn: within(-degrees(y)),
    tilt: within(degrees(x)),
    roll: within(-degrees(z)),
    scale: tidy(placement.scale),
  };
}

/** The inverse of `said`. */
export function placed({ right, up, front, turn, tilt, roll, scale }: Said, posture: Quaternion): Placement {
  const back = inverse(posture);
  const { x, y, z, w } = new Turn().setFromEuler(
    new Euler(radians(tilt), radians(-turn), radians(-roll), 'YXZ'),
  );
  return {
    translation_m: rotated([right, up, front], back),
    rotation: product(back, [x, y, z, w]),
    scale: Math.max(LEAST_SCALE, Math.min(LARGEST_SCALE, scale)),
  };
}

/** Where something new stands: at the anchor, upright, facing the visitor. */
export function upright(posture: Quaternion): Placement {
  return placed({ right: 0, up: 0, front: 0, turn: 0, tilt: 0, roll: 0, scale: 1 }, posture);
}

/** The next line of a grid of `step` metres in that direction; from between two lines the nearer one beyond. */
export function stepped(value: number, step: number, direction: 1 | -1): number {
  const lines = (value / step) * direction;
  return tidy((Math.floor(lines + 1e-6) + 1) * step * direction);
}

/** The axis that leads most nearly where an arrow key points for somebody who looks along `look`, and its sign. */
export function alongLook(look: Vector, key: 'ahead' | 'right'): readonly [axis: 'right' | 'front', sign: 1 | -1] {
  const [x, , z] = look;
  const [towardsX, towardsZ] = key === 'ahead' ? [x, z] : [-z, x];
  return Math.abs(towardsX) > Math.abs(towardsZ)
    ? ['right', towardsX < 0 ? -1 : 1]
    : ['front', towardsZ < 0 ? -1 : 1];
}

/** Lifted or lowered so that its lowest point, now at the height `lowest`, is on the ground. */
export function grounded(now: Said, lowest: number, ground: number): Said {
  return { ...now, up: tidy(now.up + ground - lowest) };
}
