/** What a phone measures beside an anchor, and how far that is from where the anchor stands. Pure. */
import { headingOf, moved, offset, type Quaternion } from '../../../../tour_schema/typescript/frames.ts';
import type { GeoPose, GeoPosition } from '../../../../tour_schema/typescript/generated/types.ts';
import type { Nudge } from '$viewer/ar/nudged.ts';
import { asTurn } from '$viewer/ar/postures.ts';
import type { Fix } from '$viewer/ar/sensing.ts';

/** Several measurements as one, as a report holds it. */
export interface Mean {
  readonly lon: number;
  readonly lat: number;
  readonly accuracy_m: number;
  readonly fixes: number;
}

export interface Heading {
  readonly deg: number;
  /** Undefined where the phone does not say. */
  readonly accuracy_deg?: number | undefined;
}

/** The errors of two fixes are strangers to each other after this long, s: the same as the desk walk takes. */
const FADES_S = 40;

const degrees = (radians: number) => (radians * 180) / Math.PI;
const turn = (angle: number) => ((angle % 360) + 360) % 360;
const to = (value: number, digits: number) => Number(value.toFixed(digits)) + 0;

/**
 * The mean of several fixes, the better ones counting more. Its accuracy is no better than what the phone says and than
 * how far the fixes scatter; standing longer helps, more fixes in the same moment do not: they share their error.
 */
export function mean(fixes: readonly Fix[]): Mean | undefined {
  const [first] = fixes;
  const last = fixes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const origin: GeoPosition = { lat: first.lat, lon: first.lon, h: 0 };
  const seen = fixes.map(({ lat, lon, accuracy_m }) => {
    const [east, north] = offset(origin, { lat, lon, h: 0 });
    return { east, north, weight: 1 / Math.max(accuracy_m, 0.1) ** 2 };
  });
  const whole = seen.reduce((sum, { weight }) => sum + weight, 0);
  const weighted = (of: (each: (typeof seen)[number]) => number) =>
    seen.reduce((sum, each) => sum + of(each) * each.weight, 0) / whole;
  const [east, north] = [weighted((each) => each.east), weighted((each) => each.north)];
  const spread = Math.sqrt(weighted((each) => (each.east - east) ** 2 + (each.north - north) ** 2));
  const told = Math.sqrt(fixes.length / whole);
  const independent = Math.min(fixes.length, 1 + (last.at - first.at) / 1000 / FADES_S);
  const { lat, lon } = moved(origin, [east, north, 0]);
  return { lon: to(lon, 7), lat: to(lat, 7), accuracy_m: to(Math.max(told, spread) / Math.sqrt(independent), 2), fixes: fixes.length };
}

/** How far away something is over the ground, and in which direction. */
export function towards(here: { lon: number; lat: number }, there: { lon: number; lat: number }) {
  const [east, north] = offset({ ...level(here) }, level(there));
  return { distance_m: Math.hypot(east, north), bearing_deg: turn(degrees(Math.atan2(east, north))) };
}

/** Where the anchor's arrow points. */
export function headingOfPose({ quaternion: { x, y, z, w } }: GeoPose): number {
  return headingOf(asTurn([x, y, z, w] as Quaternion));
}

/** What takes the anchor to where one stands; its height and its turn stay as they were nudged. */
export function nudgedTo(pose: GeoPose, here: { lon: number; lat: number }, nudge: Nudge): Nudge {
  const [east, north] = offset(level({ lon: pose.position.lon, lat: pose.position.lat }), level(here));
  return { ...nudge, east_m: to(east, 2), north_m: to(north, 2) };
}

const level = ({ lon, lat }: { lon: number; lat: number }): GeoPosition => ({ lon, lat, h: 0 });
