/** Where a scene on Earth stands before somebody whose phone knows roughly where it is. Metres and degrees. Pure. */
import { offset, type Vector } from '../../../tour_schema/typescript/frames.ts';
import type { GeoTolerance } from '../../../tour_schema/typescript/generated/types.ts';
import type { Anchor } from './postures.ts';
import type { Fix } from './sensing.ts';

export type GeoAnchor = Extract<Anchor, { kind: 'geo' }>;

/** By how much somebody has put the scene right: to the right as seen from where they stand, and up. */
export interface Correction {
  readonly turn_deg: number;
  readonly up_m: number;
}

export const UNCORRECTED: Correction = { turn_deg: 0, up_m: 0 };

/** What is known so far. */
export interface Known {
  readonly placed: 'waiting' | 'denied' | 'fixed';
  readonly accuracy_m: number | undefined;
  readonly turned: boolean;
  /** Undefined where the phone does not say. */
  readonly heading_accuracy_deg: number | undefined;
}

/** Why a scene cannot be shown where it belongs: the position, then the compass, is refused, missing, or too rough. */
export type Failing = 'denied' | 'nowhere' | 'vague' | 'unturned' | 'turnless' | 'adrift';

/** A phone is held so high above the ground, m. */
export const EYE_M = 1.6;
/** What a compass is taken for that does not say how good it is: a phone's, among houses. */
export const COMPASS_DEG = 15;
/** What a scene bears whose author did not say. */
const BEARS: GeoTolerance = { horizontal_m: 50, heading_deg: 45 };
/** A phone may take so long to find out where it is, and as long to find out better, s. */
const PATIENCE_S = 20;
/** A phone with a compass answers at once, s. */
const COMPASS_S = 6;
/** A walker is no faster, m/s. */
const WALK_M_S = 1.4;
/** Fixes one after the other are wrong in the same way: they scatter by no more of what the phone says of its error. */
const SCATTER = 1 / 3;

/** A position made steadier by those before it: metres East and North of where it began. */
export interface Steady {
  readonly origin: { readonly lon: number; readonly lat: number };
  readonly east: number;
  readonly north: number;
  /** m². */
  readonly doubt: number;
  readonly at: number;
}

/** The next fix, weighed against those before: nobody walks faster than a walker (a Kalman filter of a still one). */
export function steadied(before: Steady | undefined, fix: Fix): Steady {
  const doubt = (Math.max(fix.accuracy_m, 0.1) * SCATTER) ** 2;
  const { lon, lat, at } = fix;
  if (before === undefined) return { origin: { lon, lat }, east: 0, north: 0, doubt, at };
  const grown = before.doubt + (Math.max(0, at - before.at) / 1000) * WALK_M_S ** 2;
  const share = grown / (grown + doubt);
  const [east, north] = offset(level(before.origin), level(fix));
  return {
    origin: before.origin,
    east: before.east + (east - before.east) * share,
    north: before.north + (north - before.north) * share,
    doubt: grown * (1 - share),
    at,
  };
}

/** Where the anchor is from there: x East, y Up from the eye, z South. */
export function before(here: Steady, anchor: GeoAnchor, { up_m }: Correction): Vector {
  const [east, north] = offset(level(here.origin), level(anchor.geopose.position));
  return [east - here.east, liftOf(anchor).metres - EYE_M + up_m, -(north - here.north)];
}

/**
 * How high the anchor is above the ground on which one stands. Only a height above the terrain says so; any other is taken
 * for that ground, for a browser's own altitude is off by a house, and above the ellipsoid or the sea as the maker likes.
 */
export function liftOf({ geopose, height_reference }: GeoAnchor): { readonly metres: number; readonly known: boolean } {
  const known = height_reference === 'terrain' && Number.isFinite(geopose.position.h);
  return { metres: known ? geopose.position.h : 0, known };
}

/** How far away something is over the ground, and in which direction by the compass. */
export function wayTo([east, , south]: Vector): { readonly distance_m: number; readonly bearing_deg: number } {
  return { distance_m: Math.hypot(east, south), bearing_deg: ((Math.atan2(east, -south) * 180) / Math.PI + 360) % 360 };
}

/** Why the next anchor should be tried, after so many seconds without a scene that stands well; undefined while there is hope. */
export function failing(known: Known, tolerance: GeoTolerance, seconds: number): Failing | undefined {
  if (known.placed === 'denied') return 'denied';
  if (!known.turned && seconds >= COMPASS_S) return 'turnless';
  if (seconds < PATIENCE_S) return undefined;
  if (known.placed === 'waiting') return 'nowhere';
  if ((known.accuracy_m ?? Infinity) > tolerance.horizontal_m) return 'vague';
  return (known.heading_accuracy_deg ?? 0) > tolerance.heading_deg ? 'adrift' : undefined;
}

/** What the tolerance of a scene is, in the end. */
export const bears = ({ tolerance }: GeoAnchor): GeoTolerance => tolerance ?? BEARS;

/** So much of the way to where it belongs something goes in that time, where it goes most of it in `constant` seconds. */
export const share = (seconds: number, constant: number): number => 1 - Math.exp(-seconds / constant);

const level = ({ lon, lat }: { readonly lon: number; readonly lat: number }) => ({ lon, lat, h: 0 });
