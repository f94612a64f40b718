import { describe, expect, it } from 'vitest';

import type { Area } from '../model/documents.ts';
import { distanceM, type Position } from '$viewer/map/geometry.ts';
import {
  areaOfShape,
  canRemove,
  circleFromPolygon,
  handlesOf,
  heldAfterMove,
  polygonFromCircle,
  sensibleRadius,
  shapeOfArea,
  withHandleMoved,
  withHandleRemoved,
  type CircleShape,
  type LineShape,
  type PolygonShape,
} from './shapes.ts';

const CENTRE: Position = [11.0308, 50.9788];
const circle: CircleShape = { kind: 'circle', centre: CENTRE, radiusM: 25 };
const square: PolygonShape = {
  kind: 'polygon',
  corners: [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ],
};
const line: LineShape = {
  kind: 'line',
  points: [
    [0, 0],
    [1, 0],
    [2, 0],
  ],
};

describe('shapes', () => {
  it("offers a circle's centre and radius, a polygon's corners and edges, a line's points and pieces", () => {
    expect(handlesOf(circle).map((handle) => handle.role)).toEqual(['centre', 'radius']);
    expect(handlesOf(square)).toHaveLength(8);
    expect(handlesOf(line)).toHaveLength(5);
  });

  it('puts the radius handle exactly the radius away', () => {
    expect(distanceM(CENTRE, handlesOf(circle)[1]!.position)).toBeCloseTo(25, 1);
  });

  it('makes the circle as large as its radius handle is far', () => {
    const wider = withHandleMoved(circle, handlesOf(circle)[1]!, [11.0318, 50.9788]) as CircleShape;
    expect(wider.radiusM).toBe(70);
    expect(wider.centre).toEqual(CENTRE);
  });

  it('keeps the radius when the centre goes elsewhere', () => {
    expect(withHandleMoved(circle, handlesOf(circle)[0]!, [11, 51])).toEqual({ ...circle, centre: [11, 51] });
  });

  it("turns an edge's middle into a corner as soon as it is moved, and holds on to it", () => {
    const middle = handlesOf(square).find((handle) => handle.role === 'midpoint' && handle.index === 3)!;
    const five = withHandleMoved(square, middle, [-1, 0.5]) as PolygonShape;
    expect(five.corners).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [-1, 0.5],
    ]);
    const again = withHandleMoved(five, heldAfterMove(middle), [-2, 0.5]) as PolygonShape;
    expect(again.corners).toHaveLength(5);
    expect(again.corners[4]).toEqual([-2, 0.5]);
  });

  it('never takes away what makes it a shape', () => {
    const two: LineShape = {
      kind: 'line',
      points: [
        [0, 0],
        [1, 0],
      ],
    };
    expect(canRemove(two, handlesOf(two)[0]!)).toBe(false);
    expect(withHandleRemoved(two, handlesOf(two)[0]!)).toBe(two);
    expect(withHandleRemoved(line, handlesOf(line)[1]!)).toEqual({
      kind: 'line',
      points: [
        [0, 0],
        [2, 0],
      ],
    });
    expect(canRemove(circle, handlesOf(circle)[0]!)).toBe(false);
  });

  it('reads a geofence and writes the same geofence', () => {
    const area = { kind: 'circle', centre: [11.0308, 50.9788], radius_m: 25 } as const;
    expect(areaOfShape(shapeOfArea(area))).toEqual(area);
    const ring: Position[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    const hole: Position[] = [
      [0.1, 0.1],
      [0.1, 0.2],
      [0.2, 0.2],
      [0.1, 0.1],
    ];
    const polygon: Area = { kind: 'polygon', rings: [ring, hole] };
    expect(areaOfShape(shapeOfArea(polygon), polygon)).toEqual(polygon);
  });

  it('changes a circle into a polygon of the same size and back', () => {
    const polygon = polygonFromCircle(circle);
    expect(polygon.corners).toHaveLength(6);
    expect(circleFromPolygon(polygon)).toEqual(circle);
  });

  it('keeps a radius between one metre and ten kilometres', () => {
    expect(sensibleRadius(0)).toBe(1);
    expect(sensibleRadius(2.34)).toBe(2.3);
    expect(sensibleRadius(25.6)).toBe(26);
    expect(sensibleRadius(1e9)).toBe(10_000);
  });
});
