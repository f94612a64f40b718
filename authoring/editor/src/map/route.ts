/** The ways between stops, as they are drawn and measured. Pure. */
import type { Leg, Position as Stored, Tour } from '../model/documents.ts';
import { stopsOf, type Workspace } from '../model/workspace.ts';
import { distanceM, flat, lengthM, type Line, type Position } from '$viewer/map/geometry.ts';

/** A pair of stops that follow one another, with the leg that somebody drew, where there is one. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly leg: Leg | undefined;
  /** The drawn line, or the straight one; shorter than two positions where a stop has no place. */
  readonly line: Line;
}

/** Metres a second, for a first guess at how long a way takes; a person may write something else. */
const SPEED: Readonly<Record<NonNullable<Tour['mode']>, number>> = {
  walk: 1.1,
  indoor: 0.8,
  bike: 4.2,
  car: 9,
  public_transport: 6,
};

export function positionOf(workspace: Workspace, station: string): Position | undefined {
  const position: Stored | undefined = workspace.stations[station]?.place?.position;
  return position && flat(position);
}

/** Every pair of neighbours in the order of the modules, then the legs that somebody drew between others. */
export function waysOf(workspace: Workspace): readonly Way[] {
  const stops = stopsOf(workspace.tour);
  const legs = new Map((workspace.tour.route?.legs ?? []).map((leg) => [`${leg.from}→${leg.to}`, leg]));
  const places = new Map(stops.map(({ stop }) => [stop.id, positionOf(workspace, stop.station)]));
  const between = (from: string, to: string) =>
    way(from, to, legs.get(`${from}→${to}`), [places.get(from), places.get(to)]);
  const neighbours = stops.slice(1).map(({ stop }, index) => between(stops[index]!.stop.id, stop.id));
  const known = new Set(neighbours.map(({ from, to }) => `${from}→${to}`));
  const others = [...legs].filter(([key]) => !known.has(key)).map(([, leg]) => between(leg.from, leg.to));
  return [...neighbours, ...others];
}

/** The first of the ways that leads on from a stop and can be drawn, without making all of them. */
export function wayOnward(workspace: Workspace, from: string): Way | undefined {
  const stops = stopsOf(workspace.tour);
  const legs = (workspace.tour.route?.legs ?? []).filter((leg) => leg.from === from);
  const next = stops[stops.findIndex(({ stop }) => stop.id === from) + 1];
  const place = (id: string) => {
    const placed = stops.find(({ stop }) => stop.id === id);
    return placed && positionOf(workspace, placed.stop.station);
  };
  return [...new Set([...(next ? [next.stop.id] : []), ...legs.map(({ to }) => to)])]
    .map((to) => way(from, to, legs.find((leg) => leg.to === to), [place(from), place(to)]))
    .find(({ line }) => line.length > 1);
}

function way(from: string, to: string, leg: Leg | undefined, ends: readonly (Position | undefined)[]): Way {
  const drawn = leg?.geometry?.coordinates ?? [];
  const straight = ends.filter((end) => end !== undefined);
  return { from, to, leg, line: drawn.length > 1 ? (drawn as unknown as Line) : straight };
}

/** A first guess at the seconds that a way of this length takes, in whole half minutes. */
export function usualDurationS(metres: number, mode: Tour['mode'] = 'walk'): number {
  return Math.max(30, Math.round(metres / SPEED[mode] / 30) * 30);
}

/**
 * The leg with a new line. The distance is measured anew; the time too, unless a person wrote her own,
 * which is when it is not what the old line would have given.
 */
export function drawnLeg(before: Leg | undefined, line: Line, mode: Tour['mode']): Omit<Leg, 'from' | 'to'> {
  const metres = Math.round(lengthM(line.map(flat)));
  const { from: _, to: __, ...kept } = before ?? { from: '', to: '' };
  const own =
    kept.duration_s !== undefined &&
    (kept.distance_m === undefined || kept.duration_s !== usualDurationS(kept.distance_m, mode));
  return {
    ...kept,
    geometry: { type: 'LineString', coordinates: line },
    distance_m: metres,
    duration_s: own && kept.duration_s !== undefined ? kept.duration_s : usualDurationS(metres, mode),
  };
}

/** Where on a line a click lies: the index of the piece nearest to it. */
export function nearestPiece(line: Line, to: Position): number {
  let best = 0;
  let least = Infinity;
  for (let index = 0; index + 1 < line.length; index += 1) {
    const metres = distanceToPiece(line[index]!, line[index + 1]!, to);
    if (metres < least) {
      least = metres;
      best = index;
    }
  }
  return best;
}

function distanceToPiece(from: Position, to: Position, point: Position): number {
  // Flat is exact enough over the length of a way between two stops.
  const shrink = Math.cos((point[1] * Math.PI) / 180);
  const along: Position = [(to[0] - from[0]) * shrink, to[1] - from[1]];
  const off: Position = [(point[0] - from[0]) * shrink, point[1] - from[1]];
  const square = along[0] ** 2 + along[1] ** 2;
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, (off[0] * along[0] + off[1] * along[1]) / square));
  return distanceM(point, [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
}
