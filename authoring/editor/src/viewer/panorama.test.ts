/** Which tiles of a panorama are looked at (exports/viewer/panorama). */
import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';

import { placeOf, towards } from '$viewer/panorama/spots.ts';
import { middleOf, nameOf, reachOf, tilesSeen, zoomFor } from '$viewer/panorama/tiles.ts';

const PYRAMID = { lowest: 1, highest: 5, tilePx: 512 };

describe('the zoom', () => {
  test('is as fine as the screen, and no finer', () => {
    // 75 degrees on 844 points of 2 pixels: 8102 pixels all round, of which 8192 are there at zoom 4.
    expect(zoomFor(PYRAMID, 75, 1688)).toBe(4);
    expect(zoomFor(PYRAMID, 75, 400)).toBe(2);
    expect(zoomFor(PYRAMID, 20, 1688)).toBe(5);
  });
  test('ends where the archive ends', () => {
    expect(zoomFor({ ...PYRAMID, highest: 3 }, 20, 4000)).toBe(3);
    expect(zoomFor(PYRAMID, 90, 1)).toBe(1);
  });
});

describe('the tiles that are seen', () => {
  const reach = reachOf(75, 390 / 844);

  test('lie where three.js lays the picture: the left edge along −x, the middle along +x', () => {
    expect(middleOf({ z: 1, x: 0, y: 0 }).map((each) => Math.round(each))).toEqual([-0, 0, 1]);
    const [x, y] = middleOf({ z: 5, x: 15, y: 8 });
    expect(x).toBeGreaterThan(0.98);
    expect(Math.abs(y)).toBeLessThan(0.1);
  });

  test('are a small share of all, the nearest first', () => {
    const seen = tilesSeen(5, [1, 0, 0], reach);
    expect(seen.length).toBeLessThan(512 / 4);
    const away = seen.map((tile) => Math.round(new Vector3(...middleOf(tile)).angleTo(new Vector3(1, 0, 0)) * 1e6));
    expect(away).toEqual([...away].sort((one, other) => one - other));
    // Nothing is missing: what is not in it lies beyond the corner of the screen.
    const names = new Set(seen.map(nameOf));
    for (let turn = -0.5; turn <= 0.5; turn += 0.05) {
      const column = Math.floor(((Math.PI + turn) / (2 * Math.PI)) * 32);
      expect(names).toContain(`5/${column}/8`);
    }
  });

  test('go on over the seam, and are all of a row at a pole', () => {
    const over = tilesSeen(3, [-1, 0, 0], 0.3).map(nameOf);
    expect(over).toEqual(expect.arrayContaining(['3/0/1', '3/7/1', '3/0/2', '3/7/2']));
    const above = tilesSeen(4, [0, 1, 0], 0.3).filter(({ y }) => y === 0);
    expect(above).toHaveLength(16);
  });

  test('a wide screen sees farther to its corners than a narrow one', () => {
    expect(reachOf(75, 2)).toBeGreaterThan(reachOf(75, 0.5));
    expect(reachOf(90, 0)).toBeCloseTo(Math.PI / 4, 6);
  });
});

describe('a point of a panorama', () => {
  const camera = new PerspectiveCamera(90, 1, 0.1, 10);
  camera.updateProjectionMatrix();
  const looking = (compass: number, up = 0) => {
    camera.rotation.set((up * Math.PI) / 180, (-compass * Math.PI) / 180, 0, 'YXZ');
    return camera;
  };
  const at = (yaw_deg: number, pitch_deg: number, compass = 0, up = 0) => {
    const { x, y, seen } = placeOf({ yaw_deg, pitch_deg }, looking(compass, up));
    return [Number(x.toFixed(3)), Number(y.toFixed(3)), seen];
  };

  test('lies in the direction that it says: to the right of the middle of the picture, and above it', () => {
    expect(towards({ yaw_deg: 0, pitch_deg: 0 }).map((each) => Math.round(each) + 0)).toEqual([0, 0, -1]);
    expect(towards({ yaw_deg: 90, pitch_deg: 0 }).map((each) => Math.round(each) + 0)).toEqual([1, 0, 0]);
    expect(towards({ yaw_deg: 30, pitch_deg: 90 }).map((each) => Math.round(each) + 0)).toEqual([0, 1, 0]);
  });

  test('is on the screen where one looks, and goes to the left for who turns to the right', () => {
    expect(at(0, 0)).toEqual([0.5, 0.5, true]);
    expect(at(26.565, 0)).toEqual([0.75, 0.5, true]);
    expect(at(0, 26.565)).toEqual([0.5, 0.25, true]);
    expect(at(0, 0, 26.565)).toEqual([0.25, 0.5, true]);
    expect(at(-120, 10, -120, 10)).toEqual([0.5, 0.5, true]);
  });

  test('that is out of sight waits at the edge on its side', () => {
    expect(at(60, 0)).toEqual([1, 0.5, false]);
    expect(at(150, 0)).toEqual([1, 0.5, false]);
    expect(at(-150, 0)).toEqual([0, 0.5, false]);
  });
});
