/**
 * Spherical geometry for the map pane. Pure: positions in, positions out.
 *
 * Every position is GeoJSON order, `[longitude, latitude]`, degrees, WGS84; every length is metres;
 * every bearing is a compass bearing in degrees (0 = north, clockwise). The earth is a sphere of the
 * mean radius, which is wrong by at most 0.5 %, less than a phone's own position.
 */

export type Position = readonly [number, number];
export type Line = readonly Position[];
export type Bounds = readonly [west: number, south: number, east: number, north: number];

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** A GeoJSON position may carry a height; the map pane works on the ground. */
export function flat(position: readonly number[]): Position {
  return [position[0] ?? 0, position[1] ?? 0];
}

/** Longitude brought into [-180, 180), as RFC 7946 wants it in a stored document. */
export function wrapLongitude(longitude: number): number {
  if (longitude >= -180 && longitude < 180) return longitude;
  return ((((longitude + 180) % 360) + 360) % 360) - 180;
}

/** Seven decimals are about a centimetre: more is noise that makes every saved difference longer. */
export function rounded(position: Position): Position {
  const round = (value: number) => Math.round(value * 1e7) / 1e7;
  return [round(wrapLongitude(position[0])), round(Math.max(-90, Math.min(90, position[1])))];
}

export function distanceM(from: Position, to: Position): number {
  const latitudes = ((to[1] - from[1]) * RADIANS) / 2;
  const longitudes = ((to[0] - from[0]) * RADIANS) / 2;
  const chord =
    Math.sin(latitudes) ** 2 +
    Math.cos(from[1] * RADIANS) * Math.cos(to[1] * RADIANS) * Math.sin(longitudes) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function bearingDeg(from: Position, to: Position): number {
  const longitudes = (to[0] - from[0]) * RADIANS;
  const east = Math.sin(longitudes) * Math.cos(to[1] * RADIANS);
  const north =
    Math.cos(from[1] * RADIANS) * Math.sin(to[1] * RADIANS) -
    Math.sin(from[1] * RADIANS) * Math.cos(to[1] * RADIANS) * Math.cos(longitudes);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
}

/** Where one stands after going `metres` from `from` on the great circle that starts at `bearing`. */
export function destination(from: Position, bearing: number, metres: number): Position {
  const angle = metres / EARTH_RADIUS_M;
  const latitude = from[1] * RADIANS;
  const sine =
    Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(bearing * RADIANS);
  const longitude = Math.atan2(
    Math.sin(bearing * RADIANS) * Math.sin(angle) * Math.cos(latitude),
    Math.cos(angle) - Math.sin(latitude) * sine,
  );
  return [wrapLongitude(from[0] + longitude / RADIANS), Math.asin(sine) / RADIANS];
}

/** A step east and north in metres, as the arrow keys take it. */
export function moved(from: Position, eastM: number, northM: number): Position {
  const metres = Math.hypot(eastM, northM);
  if (metres === 0) return from;
  return rounded(destination(from, (Math.atan2(eastM, northM) / RADIANS + 360) % 360, metres));
}

export function lengthM(line: Line): number {
  let metres = 0;
  for (let index = 1; index < line.length; index += 1) {
    metres += distanceM(line[index - 1]!, line[index]!);
  }
  return metres;
}

/** The point half way along the straight piece between two positions, the short way round. */
export function between(from: Position, to: Position): Position {
  let longitudes = to[0] - from[0];
  if (longitudes > 180) longitudes -= 360;
  if (longitudes < -180) longitudes += 360;
  return rounded([from[0] + longitudes / 2, (from[1] + to[1]) / 2]);
}

/** A closed ring of `corners` + 1 positions, counter-clockwise as RFC 7946 §3.1.6 wants an outer ring. */
export function circleRing(centre: Position, radiusM: number, corners = 64): Line {
  const ring = Array.from({ length: corners }, (_, index) =>
    rounded(destination(centre, 360 - (index * 360) / corners, radiusM)),
  );
  return [...ring, ring[0]!];
}

/** Twice the signed area of a ring in square degrees; positive where it runs counter-clockwise. */
function turning(ring: Line): number {
  let area = 0;
  for (let index = 0; index < ring.length; index += 1) {
    const here = ring[index]!;
    const next = ring[(index + 1) % ring.length]!;
    area += here[0] * next[1] - next[0] * here[1];
  }
  return area;
}

/** The same corners as a closed outer ring in RFC 7946's direction, whatever order they were clicked in. */
export function outerRing(corners: Line): Line {
  const last = corners[corners.length - 1];
  const first = corners[0];
  const closed = first && last && corners.length > 1 && first[0] === last[0] && first[1] === last[1];
  const open = closed ? corners.slice(0, -1) : corners;
  if (open.length === 0) return [];
  const ring = turning(open) < 0 ? [...open].reverse() : open;
  return [...ring, ring[0]!];
}

/** Whether two edges of a ring cross: such a ring has no inside that everybody agrees on. */
export function crossesItself(ring: Line): boolean {
  const edges = ring.length - 1;
  for (let first = 0; first < edges; first += 1) {
    for (let second = first + 1; second < edges; second += 1) {
      const neighbours = second === first + 1 || (first === 0 && second === edges - 1);
      if (neighbours) continue;
      if (segmentsCross(ring[first]!, ring[first + 1]!, ring[second]!, ring[second + 1]!)) return true;
    }
  }
  return false;
}

function side(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

function segmentsCross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

/** The centre of a ring's box: good enough to put a label or to start a circle. */
export function middle(positions: Line): Position | undefined {
  const box = boundsOf(positions);
  return box && between([box[0], box[1]], [box[2], box[3]]);
}

/**
 * The smallest box round the positions, or undefined for none. A box over the antimeridian has an east
 * beyond 180, which is what MapLibre's fitBounds understands.
 */
export function boundsOf(positions: Line): Bounds | undefined {
  if (positions.length === 0) return undefined;
  const latitudes = positions.map((position) => position[1]);
  const longitudes = positions.map((position) => position[0]).sort((a, b) => a - b);
  const { west, east } = narrowest(longitudes);
  return [west, Math.min(...latitudes), east, Math.max(...latitudes)];
}

/** The narrowest span of sorted longitudes: the whole circle less the widest gap between neighbours. */
function narrowest(sorted: readonly number[]): { west: number; east: number } {
  const first = sorted[0]!;
  const last = sorted[sorted.length - 1]!;
  let best = { west: first, east: last };
  let gap = 360 - (last - first);
  for (let index = 1; index < sorted.length; index += 1) {
    const width = sorted[index]! - sorted[index - 1]!;
    if (width > gap) {
      gap = width;
      best = { west: sorted[index]!, east: sorted[index - 1]! + 360 };
    }
  }
  return best;
}
