import { describe, expect, it } from 'vitest';

import {
  bearingDeg,
  between,
  boundsOf,
  circleRing,
  crossesItself,
  destination,
  distanceM,
  lengthM,
  moved,
  outerRing,
  wrapLongitude,
  type Position,
} from '$viewer/map/geometry.ts';

const ERFURT: Position = [11.0308, 50.9788];
const JENA: Position = [11.5892, 50.9271];

describe('geometry', () => {
  it('measures Erfurt to Jena as the 39.6 km that the great circle has', () => {
    expect(distanceM(ERFURT, JENA) / 1000).toBeCloseTo(39.5, 0);
    expect(lengthM([ERFURT, JENA, ERFURT])).toBeCloseTo(2 * distanceM(ERFURT, JENA), 3);
  });

  it('arrives where it was sent, in distance and in direction', () => {
    for (const bearing of [0, 45, 90, 200, 359]) {
      const there = destination(ERFURT, bearing, 250);
      expect(distanceM(ERFURT, there)).toBeCloseTo(250, 4);
      expect(bearingDeg(ERFURT, there)).toBeCloseTo(bearing, 4);
    }
  });

  it('takes a step of one metre north and east, and back again to the same place', () => {
    const there = moved(ERFURT, 1, 1);
    expect(there[0]).toBeGreaterThan(ERFURT[0]);
    expect(there[1]).toBeGreaterThan(ERFURT[1]);
    expect(distanceM(moved(there, -1, -1), ERFURT)).toBeLessThan(0.03);
    expect(moved(ERFURT, 0, 0)).toBe(ERFURT);
  });

  it('writes an outer ring counter-clockwise and closed, whatever order it was clicked in', () => {
    const clockwise: Position[] = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ];
    const ring = outerRing(clockwise);
    expect(ring).toHaveLength(5);
    expect(ring[0]).toEqual(ring[4]);
    expect(outerRing(ring)).toEqual(ring);
    expect(outerRing([...clockwise].reverse())[1]).toEqual([1, 1]);
    expect(outerRing([])).toEqual([]);
  });

  it('draws a circle whose corners all have its radius, counter-clockwise', () => {
    const ring = circleRing(ERFURT, 25, 16);
    expect(ring).toHaveLength(17);
    for (const corner of ring) expect(distanceM(ERFURT, corner)).toBeCloseTo(25, 1);
    expect(outerRing(ring)).toEqual(ring);
  });

  it('sees that a bow tie crosses itself and a square does not', () => {
    expect(
      crossesItself([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
    ).toBe(true);
    expect(
      crossesItself([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ]),
    ).toBe(false);
  });

  it('goes the short way over the antimeridian', () => {
    expect(between([179, 10], [-179, 12])).toEqual([-180, 11]);
    expect(
      boundsOf([
        [179, 10],
        [-179, 12],
      ]),
    ).toEqual([179, 10, 181, 12]);
    expect(boundsOf([ERFURT, JENA])).toEqual([11.0308, 50.9271, 11.5892, 50.9788]);
    expect(boundsOf([])).toBeUndefined();
    expect(wrapLongitude(540)).toBe(-180);
    expect(wrapLongitude(11)).toBe(11);
  });
});
