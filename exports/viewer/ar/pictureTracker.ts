/**
 * What finds a picture in a camera's frames, whoever does it: MindAR today (`mindar/`), of which nobody else knows.
 * Beside it the arithmetic between a tracker's frame, ours, and the screen. Pure.
 */
import { Matrix4, Quaternion, Vector3 } from 'three';

import { postureOf } from './postures.ts';

/** Where the anchor's frame is before the eye, in metres; undefined while the picture is not seen. */
export type Sight = Matrix4 | undefined;

export interface PictureTracker {
  stop(): void;
}

/** Look for a compiled target, `widthM` wide in the world, in the frames of a camera that runs; tells each sight. */
export type Track = (
  video: HTMLVideoElement,
  target: ArrayBuffer,
  widthM: number,
  told: (sight: Sight) => void,
) => Promise<PictureTracker>;

type Size = readonly [width: number, height: number];

/** Of the shorter side of a frame: what phones' main cameras have, and what a browser never says, in degrees. */
const FIELD_OF_VIEW_DEG = 45;

/** The focal length of a camera with frames of that size, px. */
export function focalLength([width, height]: Size): number {
  return Math.min(width, height) / 2 / Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
}

/** The angle from top to bottom of what is seen when frames cover a screen and are cut where they stand out, degrees. */
export function angleOfScreen(screen: Size, frame: Size): number {
  const scale = Math.max(screen[0] / frame[0], screen[1] / frame[1]);
  return (2 * Math.atan(screen[1] / scale / 2 / focalLength(frame)) * 180) / Math.PI;
}

const ON_THE_WALL = new Quaternion(...postureOf({ id: '', kind: 'image' }));

/**
 * From a tracker's sight of a picture to that of its anchor: `seen` are the columns of a matrix from the picture's own
 * frame (pixels, from its lower left corner, y to its upper edge, z out of it) to the eye's (y up, looking along −z).
 */
export function anchorSeen(seen: readonly number[], [width, height]: Size, widthM: number): Matrix4 {
  const metres = widthM / width;
  const middle = new Vector3(width / 2, height / 2, 0).applyMatrix4(new Matrix4().fromArray(seen));
  const turn = new Quaternion().setFromRotationMatrix(new Matrix4().extractRotation(new Matrix4().fromArray(seen)));
  return new Matrix4().compose(middle.multiplyScalar(metres), turn.multiply(ON_THE_WALL), new Vector3(1, 1, 1));
}
