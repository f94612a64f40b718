/**
 * Shapes that a person edits by handles: a circle, a polygon, a line. Pure, and the same for mouse,
 * touch and keyboard: whatever moves a handle calls `withHandleMoved`.
 *
 * A polygon's ring is open here (no repeated last corner): a corner is then one thing to move.
 * Positions are `[longitude, latitude]`, lengths metres.
 */
import type { Area } from '../model/documents.ts';
import {
  between,
  circleRing,
  destination,
  distanceM,
  outerRing,
  rounded,
  type Line,
  type Position,
} from '$viewer/map/geometry.ts';

export interface CircleShape {
  readonly kind: 'circle';
  readonly centre: Position;
  readonly radiusM: number;
}
export interface PolygonShape {
  readonly kind: 'polygon';
  readonly corners: Line;
}
export interface LineShape {
  readonly kind: 'line';
  readonly points: Line;
}
export type Shape = CircleShape | PolygonShape | LineShape;

/** What can be taken hold of. `index` counts corners or points; a midpoint's is the corner before it. */
export interface Handle {
  readonly role: 'centre' | 'radius' | 'vertex' | 'midpoint';
  readonly index: number;
  readonly position: Position;
}

export const LEAST_RADIUS_M = 1;
export const LARGEST_RADIUS_M = 10_000;

export function handlesOf(shape: Shape): readonly Handle[] {
  if (shape.kind === 'circle') {
    return [
      { role: 'centre', index: 0, position: shape.centre },
      { role: 'radius', index: 0, position: radiusHandle(shape) },
    ];
  }
  const points = pointsOf(shape);
  const closed = shape.kind === 'polygon';
  const vertices = points.map((position, index): Handle => ({ role: 'vertex', index, position }));
  const pieces = closed ? points.length : points.length - 1;
  const midpoints = Array.from({ length: Math.max(0, pieces) }, (_, index): Handle => ({
    role: 'midpoint',
    index,
    position: between(points[index]!, points[(index + 1) % points.length]!),
  }));
  return [...vertices, ...midpoints];
}

/** East of the centre, where a left-to-right reader looks for it. */
function radiusHandle(shape: CircleShape): Position {
  return rounded(destination(shape.centre, 90, shape.radiusM));
}

export function pointsOf(shape: PolygonShape | LineShape): Line {
  return shape.kind === 'polygon' ? shape.corners : shape.points;
}

function withPoints(shape: PolygonShape | LineShape, points: Line): Shape {
  return shape.kind === 'polygon' ? { kind: 'polygon', corners: points } : { kind: 'line', points };
}

/** The shape after one handle went to `to`. A midpoint that is moved becomes a corner. */
export function withHandleMoved(shape: Shape, handle: Handle, to: Position): Shape {
  const position = rounded(to);
  if (shape.kind === 'circle') {
    if (handle.role === 'centre') return { ...shape, centre: position };
    return { ...shape, radiusM: sensibleRadius(distanceM(shape.centre, position)) };
  }
  const points = pointsOf(shape);
  if (handle.role === 'midpoint') {
    const before = points.slice(0, handle.index + 1);
    return withPoints(shape, [...before, position, ...points.slice(handle.index + 1)]);
  }
  return withPoints(
    shape,
    points.map((point, index) => (index === handle.index ? position : point)),
  );
}

/** The handle that a midpoint turns into once it has been moved: a drag holds on to the new corner. */
export function heldAfterMove(handle: Handle): Handle {
  return handle.role === 'midpoint' ? { ...handle, role: 'vertex', index: handle.index + 1 } : handle;
}

/** Whether taking this corner away leaves a shape: a line needs two points, a polygon three corners. */
export function canRemove(shape: Shape, handle: Handle): boolean {
  if (shape.kind === 'circle' || handle.role !== 'vertex') return false;
  return pointsOf(shape).length > (shape.kind === 'polygon' ? 3 : 2);
}

export function withHandleRemoved(shape: Shape, handle: Handle): Shape {
  if (shape.kind === 'circle' || !canRemove(shape, handle)) return shape;
  return withPoints(
    shape,
    pointsOf(shape).filter((_, index) => index !== handle.index),
  );
}

/** Under ten metres a decimal is worth keeping, above it is not. */
export function sensibleRadius(metres: number): number {
  const clamped = Math.max(LEAST_RADIUS_M, Math.min(LARGEST_RADIUS_M, metres));
  return clamped < 10 ? Math.round(clamped * 10) / 10 : Math.round(clamped);
}

/** A polygon that starts where the circle was, with so few corners that each can be dragged. */
export function polygonFromCircle(circle: CircleShape, corners = 6): PolygonShape {
  return { kind: 'polygon', corners: circleRing(circle.centre, circle.radiusM, corners).slice(0, -1) };
}

/** The circle round a polygon's middle that reaches its farthest corner. */
export function circleFromPolygon(polygon: PolygonShape): CircleShape {
  const count = Math.max(1, polygon.corners.length);
  const sum = polygon.corners.reduce<[number, number]>(
    (total, corner) => [total[0] + corner[0], total[1] + corner[1]],
    [0, 0],
  );
  const centre = rounded([sum[0] / count, sum[1] / count]);
  const farthest = Math.max(0, ...polygon.corners.map((corner) => distanceM(centre, corner)));
  return { kind: 'circle', centre, radiusM: sensibleRadius(farthest) };
}

export function shapeOfArea(area: Area): CircleShape | PolygonShape {
  if (area.kind === 'circle') {
    return { kind: 'circle', centre: [area.centre[0]!, area.centre[1]!], radiusM: area.radius_m };
  }
  const ring = (area.rings[0] ?? []).map((corner): Position => [corner[0]!, corner[1]!]);
  return { kind: 'polygon', corners: outerRing(ring).slice(0, -1) };
}

/** Holes that a document brought along stay: only the outer ring is edited here. */
export function areaOfShape(shape: CircleShape | PolygonShape, before?: Area): Area {
  if (shape.kind === 'circle') {
    return { kind: 'circle', centre: shape.centre, radius_m: shape.radiusM };
  }
  const holes = before?.kind === 'polygon' ? before.rings.slice(1) : [];
  return { kind: 'polygon', rings: [outerRing(shape.corners), ...holes] };
}

/** What is cut out of an area, as closed rings: it is shown and kept, and not edited here. */
export function holesOf(area: Area): readonly Line[] {
  if (area.kind === 'circle') return [];
  return area.rings.slice(1).map((ring) => ring.map((corner): Position => [corner[0]!, corner[1]!]));
}

/** The outline to draw: a closed ring for areas, the points themselves for a line. */
export function outlineOf(shape: Shape): Line {
  if (shape.kind === 'circle') return circleRing(shape.centre, shape.radiusM);
  return shape.kind === 'polygon' ? outerRing(shape.corners) : shape.points;
}
