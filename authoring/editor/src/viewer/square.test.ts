/** Where a printed code lies before a camera (exports/viewer/ar/code). */
import { Matrix4, Quaternion, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';

import { poseOfSquare, type Corners } from '$viewer/ar/code/squarePose.ts';
import { focalLength } from '$viewer/ar/pictureTracker.ts';

const FRAME = [640, 480] as const;
const FOCAL = focalLength(FRAME);
const EDGE_M = 0.1;

/** The corners of a code as a camera films it whose anchor lies so before the eye. */
function filmed(anchor: Matrix4, trembling = 0): Corners {
  const half = EDGE_M / 2;
  const shake = [0.4, -0.7, 0.9, -0.2, -0.8, 0.5, 0.1, -0.6];
  return [[-half, -half], [half, -half], [half, half], [-half, half]].map(([x = 0, z = 0], index) => {
    const eye = new Vector3(x, 0, z).applyMatrix4(anchor);
    return {
      x: FRAME[0] / 2 - (eye.x / eye.z) * FOCAL + trembling * (shake[2 * index] ?? 0),
      y: FRAME[1] / 2 + (eye.y / eye.z) * FOCAL + trembling * (shake[2 * index + 1] ?? 0),
    };
  }) as unknown as Corners;
}

/** Straight before the eye, its lower edge down, then turned about x, y and z of the eye, in degrees. */
function lying(place: Vector3, ...[x = 0, y = 0, z = 0]: number[]): Matrix4 {
  const rad = (deg: number) => (deg * Math.PI) / 180;
  const turn = new Matrix4().makeRotationZ(rad(z)).multiply(new Matrix4().makeRotationY(rad(y))).multiply(new Matrix4().makeRotationX(rad(x + 90)));
  return turn.setPosition(place);
}

function apart(one: Matrix4, other: Matrix4): { readonly metres: number; readonly degrees: number } {
  const place = (matrix: Matrix4) => new Vector3().setFromMatrixPosition(matrix);
  const turn = (matrix: Matrix4) => new Quaternion().setFromRotationMatrix(matrix);
  return { metres: place(one).distanceTo(place(other)), degrees: (turn(one).angleTo(turn(other)) * 180) / Math.PI };
}

describe('a code in the camera', () => {
  test('straight ahead has its x to the right, its y to the eye and its z down', () => {
    const pose = poseOfSquare([{ x: 270, y: 190 }, { x: 370, y: 190 }, { x: 370, y: 290 }, { x: 270, y: 290 }], EDGE_M, FRAME, 500);
    const at = (x: number, y: number, z: number) =>
      new Vector3(x, y, z).applyMatrix4(pose ?? new Matrix4()).toArray().map((each) => Math.round(each * 1e6) / 1e6 + 0);
    // 100 pixels are 10 cm at 50 cm.
    expect(at(0, 0, 0)).toEqual([0, 0, -0.5]);
    expect(at(0.1, 0, 0)).toEqual([0.1, 0, -0.5]);
    expect(at(0, 0.1, 0)).toEqual([0, 0, -0.4]);
    expect(at(0, 0, 0.1)).toEqual([0, -0.1, -0.5]);
  });

  test.each([
    ['aside', [0, 35, 0]],
    ['from below', [-40, 0, 0]],
    ['turned', [0, 0, 120]],
    ['turned and from the side', [25, -30, -75]],
  ] as const)('is where it is, seen %s', (_, angles) => {
    const there = lying(new Vector3(0.06, -0.04, -0.6), ...angles);
    const found = poseOfSquare(filmed(there), EDGE_M, FRAME, FOCAL) ?? new Matrix4();
    expect(apart(found, there).metres).toBeLessThan(1e-6);
    expect(apart(found, there).degrees).toBeLessThan(1e-3);
  });

  test('is about there when its corners tremble by half a pixel', () => {
    const there = lying(new Vector3(0.02, 0.03, -0.4), 20, -30, 10);
    const found = poseOfSquare(filmed(there, 0.5), EDGE_M, FRAME, FOCAL) ?? new Matrix4();
    expect(apart(found, there).metres).toBeLessThan(0.01);
    expect(apart(found, there).degrees).toBeLessThan(4);
  });

  test('is none where the corners are in one line, or those of its back', () => {
    const line = [0, 1, 2, 3].map((each) => ({ x: each * 10, y: each * 10 })) as unknown as Corners;
    expect(poseOfSquare(line, EDGE_M, FRAME, FOCAL)).toBeUndefined();
    const [a, b, c, d] = filmed(lying(new Vector3(0, 0, -0.5), 10));
    expect(poseOfSquare([b, a, d, c], EDGE_M, FRAME, FOCAL)).toBeUndefined();
  });
});
