import { describe, expect, test, vi } from 'vitest';

import { rotated } from '../../../../tour_schema/typescript/frames.ts';
import { NO_TURN, postureOf } from '$viewer/ar/postures.ts';
import { changeOf } from './keys.ts';
import { alongLook, grounded, LARGEST_SCALE, placed, said, stepped, upright, type Said } from './placing.ts';

// Only what keys do with numbers is looked at here.
vi.mock('../model/session.svelte.ts', () => ({ session: {} }));

const WALL = postureOf({ id: 'a', kind: 'image' });
const HERE: Said = { right: 0, up: 0, front: 0, turn: 0, tilt: 0, roll: 0, scale: 1 };
const rounded = (vector: readonly number[]) => vector.map((each) => Math.round(each * 1e6) / 1e6 + 0);

describe('where a content is, in words', () => {
  test.each([
    ['a floor', NO_TURN],
    ['a wall', WALL],
  ])('comes back from the pose as it was said, on %s', (_, posture) => {
    for (const there of [
      { right: 1.5, up: -0.25, front: 3, turn: 30, tilt: -20, roll: 10, scale: 0.5 },
      { right: 0, up: 0, front: 0, turn: 180, tilt: 0, roll: 0, scale: 2 },
      { right: -4, up: 2, front: 0.001, turn: -90, tilt: 45, roll: -45, scale: 1 },
    ])
      expect(said(placed(there, posture), posture)).toEqual(there);
  });
  test('up on a wall is towards the upper edge of the picture (−z), and to the front is out of it (y)', () => {
    expect(rounded(placed({ ...HERE, up: 1 }, WALL).translation_m)).toEqual([0, 0, -1]);
    expect(rounded(placed({ ...HERE, front: 1 }, WALL).translation_m)).toEqual([0, 1, 0]);
  });
  test('something new stands upright on a wall, too: its own up is up in the world', () => {
    const { rotation } = upright(WALL);
    expect(rounded(rotated(rotated([0, 1, 0], rotation), WALL))).toEqual([0, 1, 0]);
  });
  test('turns clockwise, seen from above: what faced the visitor faces the left of the scene', () => {
    expect(rounded(rotated([0, 0, 1], placed({ ...HERE, turn: 90 }, NO_TURN).rotation))).toEqual([-1, 0, 0]);
  });
  test('leans forward by its top', () => {
    expect(rounded(rotated([0, 1, 0], placed({ ...HERE, tilt: 90 }, NO_TURN).rotation))).toEqual([0, 0, 1]);
  });
  test('is never without size, nor without measure', () => {
    expect(placed({ ...HERE, scale: 0 }, NO_TURN).scale).toBeGreaterThan(0);
    expect(placed({ ...HERE, scale: 1e9 }, NO_TURN).scale).toBe(LARGEST_SCALE);
  });
});

describe('a step on the grid', () => {
  test.each([
    [0, 0.1, 1, 0.1],
    [0, 0.1, -1, -0.1],
    [0.3, 0.1, 1, 0.4],
    [0.3, 0.1, -1, 0.2],
    [0.34, 0.1, 1, 0.4],
    [0.34, 0.1, -1, 0.3],
    [-0.34, 0.1, 1, -0.3],
    [0.1, 1, -1, 0],
    [-2, 1, -1, -3],
  ] as const)('from %d by %d in direction %d leads to %d', (from, step, direction, to) => {
    expect(stepped(from, step, direction)).toBe(to);
  });
});

describe('an arrow key', () => {
  test.each([
    ['North', [0, 0, -1], ['front', -1], ['right', 1]],
    ['East', [1, -0.2, 0.1], ['right', 1], ['front', 1]],
    ['South', [0.3, 0, 0.9], ['front', 1], ['right', -1]],
    ['West', [-0.9, 0, 0.3], ['right', -1], ['front', -1]],
  ] as const)('leads away from who looks %s', (_, look, ahead, right) => {
    expect(alongLook(look, 'ahead')).toEqual(ahead);
    expect(alongLook(look, 'right')).toEqual(right);
  });
  const press = (key: string, shiftKey = false) =>
    changeOf({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, { ...HERE, up: 0.25 }, [0, 0, -1], 0.1);
  test('moves, lifts, turns and scales, with Shift in other steps', () => {
    expect(press('ArrowUp')).toEqual({ front: -0.1 });
    expect(press('ArrowRight', true)).toEqual({ right: 1 });
    expect(press('PageUp')).toEqual({ up: 0.3 });
    expect(press('PageDown', true)).toEqual({ up: 0 });
    expect(press('d')).toEqual({ turn: 15 });
    expect(press('A', true)).toEqual({ turn: -1 });
    expect(press('+')?.scale).toBeCloseTo(1.1);
    expect(press('-')?.scale).toBeCloseTo(1 / 1.1);
    expect(press('x')).toBeUndefined();
  });
});

test('put on the ground, the lowest point touches it', () => {
  expect(grounded({ ...HERE, up: 2 }, 1.4, 0).up).toBe(0.6);
  expect(grounded({ ...HERE, up: 0 }, -0.5, -1.5).up).toBe(-1);
});
