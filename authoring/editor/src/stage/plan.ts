/** What is known of the ground round an anchor, in metres East and South of it. Pure. */
import { offset } from '../../../../tour_schema/typescript/frames.ts';
import { outlineOf, shapeOfArea } from '../map/shapes.ts';
import type { Position } from '$viewer/map/geometry.ts';
import type { Id } from '../model/documents.ts';
import type { Workspace } from '../model/workspace.ts';

export type Point = readonly [east: number, south: number];

export interface Plan {
  /** Where the station notices the visitor: closed outlines. */
  readonly areas: readonly (readonly Point[])[];
  /** The ways of the tour. */
  readonly ways: readonly (readonly Point[])[];
  readonly station: Point | undefined;
}

/** Farther away than this nothing is drawn, m. */
const SIGHT_M = 500;

export function planOf(workspace: Workspace, id: Id, origin: Position): Plan {
  const station = workspace.stations[id];
  const here = (position: readonly number[]) => groundPoint(origin, position);
  const areas = (station?.triggers ?? []).flatMap((trigger) =>
    trigger.kind === 'geofence' ? [outlineOf(shapeOfArea(trigger.area)).map(here)] : [],
  );
  const ways = (workspace.tour.route?.legs ?? [])
    .map((leg) => (leg.geometry?.coordinates ?? []).map(here))
    .filter((way) => way.length > 1);
  const near = (line: readonly Point[]) => line.some(([east, south]) => Math.hypot(east, south) < SIGHT_M);
  return {
    areas: areas.filter(near),
    ways: ways.filter(near),
    station: station?.place?.position && here(station.place.position),
  };
}

/** A position in metres East and South of another; on a draft's impossible position nothing stands anywhere else. */
export function groundPoint(origin: Position, position: readonly number[]): Point {
  try {
    const [east, north] = offset(
      { lon: origin[0], lat: origin[1], h: 0 },
      { lon: position[0] ?? 0, lat: position[1] ?? 0, h: 0 },
    );
    return [east, -north];
  } catch {
    return [0, 0];
  }
}
