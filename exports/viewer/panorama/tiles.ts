/** The tiles of a panorama: which of them are looked at, and how fine they have to be. Pure. */
import type { Vector } from '../../../tour_schema/typescript/frames.ts';

/** What an archive says of itself. */
export interface Pyramid {
  readonly lowest: number;
  readonly highest: number;
  readonly tilePx: number;
}

/** Zoom z has 2^z columns from the left edge and 2^(z−1) rows from the top. */
export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** A pixel of the panorama may be so much larger than one of the screen: nobody sees less. */
const COARSE = 1.2;

export const columns = ({ z }: Pick<Tile, 'z'>) => 2 ** z;
export const rows = ({ z }: Pick<Tile, 'z'>) => 2 ** (z - 1);
export const nameOf = ({ z, x, y }: Tile) => `${z}/${x}/${y}`;

/** The lowest zoom that is as fine as a screen that shows `angle` degrees on `pixels` pixels. */
export function zoomFor({ lowest, highest, tilePx }: Pyramid, angle: number, pixels: number): number {
  const wanted = (pixels / angle) * 360;
  for (let z = lowest; z < highest; z += 1) if (tilePx * columns({ z }) * COARSE >= wanted) return z;
  return highest;
}

/** Where the middle of a tile lies on a ball of radius 1 whose seam looks along −x, as three.js lays a picture on it. */
export function middleOf({ z, x, y }: Tile): Vector {
  const [turn, fall] = [((x + 0.5) / columns({ z })) * 2 * Math.PI, ((y + 0.5) / rows({ z })) * Math.PI];
  return [-Math.cos(turn) * Math.sin(fall), Math.cos(fall), Math.sin(turn) * Math.sin(fall)];
}

/** The tiles of a zoom that are seen by whoever looks along `look` (length 1), within `reach` radians; the nearest first. */
export function tilesSeen(z: number, look: Vector, reach: number): readonly Tile[] {
  // From the middle of a tile to its farthest corner, at the equator, where tiles are widest.
  const half = (Math.PI / columns({ z })) * Math.SQRT2;
  const seen: { readonly tile: Tile; readonly away: number }[] = [];
  for (let y = 0; y < rows({ z }); y += 1) {
    for (let x = 0; x < columns({ z }); x += 1) {
      const middle = middleOf({ z, x, y });
      const away = Math.acos(Math.max(-1, Math.min(1, middle[0] * look[0] + middle[1] * look[1] + middle[2] * look[2])));
      if (away <= reach + half) seen.push({ tile: { z, x, y }, away });
    }
  }
  return seen.sort((one, other) => one.away - other.away).map(({ tile }) => tile);
}

/** From the middle of the screen to its corner, radians; `angle` is that from top to bottom, in degrees. */
export function reachOf(angle: number, aspect: number): number {
  const up = Math.tan((angle * Math.PI) / 360);
  return Math.atan(Math.hypot(up, up * aspect));
}
