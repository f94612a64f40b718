/**
 * Frames of AR: where a GeoPose stands for ARCore and for ARKit, and where its contents stand on Earth.
 *
 * The same as the Python package `tour_schema.frames`, function by function, and held to the same numbers
 * (`generated/frames.json`). Angles are degrees, lengths metres, vectors [x, y, z], quaternions [x, y, z, w].
 * ENU is x East, y North, z Up, as OGC GeoPose 1.0 (21-056r11) stores a pose; EUS is x East, y Up, z South, as in
 * ARCore, in ARKit's gravityAndHeading, and in Wayfable's scenes.
 */
import type { GeoAnchor, GeoPose, GeoPosition } from './generated/types.ts';

export type Vector = readonly [x: number, y: number, z: number];
export type Quaternion = readonly [x: number, y: number, z: number, w: number];
/** What a height is measured from; absent where nobody knows. */
export type Reference = GeoAnchor['height_reference'] | null;

export type FrameFaultCode =
  | 'not_a_turn'
  | 'not_on_earth'
  | 'reference_missing'
  | 'geoid_missing'
  | 'geoid_implausible'
  | 'height_unresolved';

/** A conversion that would have to guess; the codes are those of the Python package. */
export class FrameFault extends RangeError {
  readonly code: FrameFaultCode;

  constructor(code: FrameFaultCode) {
    super(code);
    this.code = code;
  }
}

/** What ARCore is given: altitude above the ellipsoid, the terrain or the roof, as `kind` says. */
export interface ARCoreAnchor {
  readonly kind: 'wgs84' | 'terrain' | 'rooftop';
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude_m: number;
  /** From the anchor's frame to East-Up-South. */
  readonly turn_eus: Quaternion;
}

/** What ARKit is given: altitude above mean sea level, null for the ground, above which contents are lifted. */
export interface ARKitAnchor {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude_m: number | null;
  readonly lift_m: number;
  readonly turn_eus: Quaternion;
}

/** How far from 1 a quaternion's length may be: four decimals were written. */
const ROUNDING = 1e-3;
/** The sine of a pitch from which on yaw and roll turn about the same axis. */
const UPRIGHT = 1 - 1e-12;
/** The geoid lies between −107 m and +86 m. */
const MOST_GEOID_M = 120;

const MAJOR_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const MINOR_M = MAJOR_M * (1 - FLATTENING);
const SQUARE = FLATTENING * (2 - FLATTENING);
const SECOND_SQUARE = SQUARE / (1 - SQUARE);
const ROUNDS = 4;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (radians: number) => (radians * 180) / Math.PI;

/** The turn with a length of exactly 1. Throws `not_a_turn`. */
export function unit([x, y, z, w]: Quaternion): Quaternion {
  const length = Math.sqrt(x * x + y * y + z * z + w * w);
  if (!(Math.abs(length - 1) <= ROUNDING)) throw new FrameFault('not_a_turn');
  return [x / length, y / length, z / length, w / length];
}

/** The turn that does `inner` and then `outer`: Hamilton's product, in that order. */
export function product([ox, oy, oz, ow]: Quaternion, [ix, iy, iz, iw]: Quaternion): Quaternion {
  return [
    ow * ix + ox * iw + oy * iz - oz * iy,
    ow * iy - ox * iz + oy * iw + oz * ix,
    ow * iz + ox * iy - oy * ix + oz * iw,
    ow * iw - ox * ix - oy * iy - oz * iz,
  ];
}

/** The vector, turned. */
export function rotated([vx, vy, vz]: Vector, [x, y, z, w]: Quaternion): Vector {
  const cx = y * vz - z * vy;
  const cy = z * vx - x * vz;
  const cz = x * vy - y * vx;
  return [
    vx + 2 * (w * cx + y * cz - z * cy),
    vy + 2 * (w * cy + z * cx - x * cz),
    vz + 2 * (w * cz + x * cy - y * cx),
  ];
}

/** East, North, Up as East, Up, South. */
export const eusOfEnu = ([east, north, up]: Vector): Vector => [east, up, -north];

/** East, Up, South as East, North, Up. */
export const enuOfEus = ([east, up, south]: Vector): Vector => [east, -south, up];

/** A GeoPose's turn of East-North-Up, said in East-Up-South: (qE, qN, qU) becomes (qE, qU, −qN). */
export const turnedToEus = ([x, y, z, w]: Quaternion): Quaternion => [...eusOfEnu([x, y, z]), w];

/** A turn of East-Up-South, said in East-North-Up as GeoPose stores it. */
export const turnedToEnu = ([x, y, z, w]: Quaternion): Quaternion => [...enuOfEus([x, y, z]), w];

/** Yaw about the local z, then pitch about y, then roll about x; yaw 0 faces East, counter-clockwise; pitch lowers. */
export function turnOfAngles(yaw: number, pitch: number, roll: number): Quaternion {
  const half = (angle: number) => radians(angle) / 2;
  const aboutZ: Quaternion = [0, 0, Math.sin(half(yaw)), Math.cos(half(yaw))];
  const aboutY: Quaternion = [0, Math.sin(half(pitch)), 0, Math.cos(half(pitch))];
  const aboutX: Quaternion = [Math.sin(half(roll)), 0, 0, Math.cos(half(roll))];
  return product(product(aboutZ, aboutY), aboutX);
}

/** Yaw, pitch and roll in degrees; roll is 0 where the nose points straight up or down. Throws `not_a_turn`. */
export function anglesOf(turn: Quaternion): Vector {
  const [x, y, z, w] = unit(turn);
  const sine = 2 * (w * y - z * x);
  if (Math.abs(sine) > UPRIGHT) {
    const yaw = degrees(-2 * Math.sign(sine) * Math.atan2(x, w));
    return [yaw - 360 * Math.floor((yaw + 180) / 360), 90 * Math.sign(sine), 0];
  }
  const yaw = Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z));
  const roll = Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y));
  return [degrees(yaw), degrees(Math.asin(sine)), degrees(roll)];
}

/** The level turn whose x axis points there by the compass: 0 is North, 90 East (compass = 90 − yaw). */
export const turnOfHeading = (compass: number): Quaternion => turnOfAngles(90 - compass, 0, 0);

/** Where the x axis of a GeoPose turn points by the compass, 0 ≤ heading < 360. Throws `not_a_turn`. */
export function headingOf(turn: Quaternion): number {
  const compass = 90 - anglesOf(turn)[0];
  const within = compass - 360 * Math.floor(compass / 360);
  return within === 360 ? 0 : within;
}

/** Geocentric metres of a geodetic position (EPSG method 9602). Throws `not_on_earth`. */
export function ecefOf(position: GeoPosition): Vector {
  const [lat, lon] = placed(position);
  const sine = Math.sin(lat);
  const across = MAJOR_M / Math.sqrt(1 - SQUARE * sine * sine);
  const flat = (across + position.h) * Math.cos(lat);
  return [flat * Math.cos(lon), flat * Math.sin(lon), (across * (1 - SQUARE) + position.h) * sine];
}

/** The geodetic position of geocentric metres (Bowring 1976). */
export function positionOf([x, y, z]: Vector): GeoPosition {
  const flat = Math.hypot(x, y);
  let reduced = Math.atan2(z, flat * (1 - FLATTENING));
  let lat = 0;
  for (let round = 0; round < ROUNDS; round++) {
    lat = Math.atan2(
      z + SECOND_SQUARE * MINOR_M * Math.sin(reduced) ** 3,
      flat - SQUARE * MAJOR_M * Math.cos(reduced) ** 3,
    );
    reduced = Math.atan2((1 - FLATTENING) * Math.sin(lat), Math.cos(lat));
  }
  const sine = Math.sin(lat);
  const h = flat * Math.cos(lat) + z * sine - MAJOR_M * Math.sqrt(1 - SQUARE * sine * sine);
  return { lat: degrees(lat), lon: degrees(Math.atan2(y, x)), h };
}

/** East, North, Up of a position as seen from `origin` (EPSG method 9837). Throws `not_on_earth`. */
export function offset(origin: GeoPosition, there: GeoPosition): Vector {
  const [lat, lon] = placed(origin);
  const here = ecefOf(origin);
  const far = ecefOf(there);
  const [dx, dy, dz] = [far[0] - here[0], far[1] - here[1], far[2] - here[2]];
  const outward = Math.cos(lon) * dx + Math.sin(lon) * dy;
  return [
    Math.cos(lon) * dy - Math.sin(lon) * dx,
    Math.cos(lat) * dz - Math.sin(lat) * outward,
    Math.cos(lat) * outward + Math.sin(lat) * dz,
  ];
}

/** The position so many metres East, North and Up of `origin`; the inverse of `offset`. Throws `not_on_earth`. */
export function moved(origin: GeoPosition, [east, north, up]: Vector): GeoPosition {
  const [lat, lon] = placed(origin);
  const outward = Math.cos(lat) * up - Math.sin(lat) * north;
  const [x, y, z] = ecefOf(origin);
  return positionOf([
    x + Math.cos(lon) * outward - Math.sin(lon) * east,
    y + Math.sin(lon) * outward + Math.cos(lon) * east,
    z + Math.cos(lat) * north + Math.sin(lat) * up,
  ]);
}

/** A height above the WGS 84 ellipsoid. Throws `reference_missing`, `geoid_…`, `height_unresolved`. */
export function ellipsoidM(metres: number, reference: Reference, geoidM: number | null = null): number {
  return known(reference) === 'ellipsoid' ? metres : metres + geoid(geoidM);
}

/** A height above mean sea level; throws as `ellipsoidM`. */
export function seaLevelM(metres: number, reference: Reference, geoidM: number | null = null): number {
  return known(reference) === 'sea_level' ? metres : metres - geoid(geoidM);
}

/** The anchor for ARCore; only a height above the sea needs the geoid's. */
export function arcoreOf(pose: GeoPose, reference: Reference, geoidM: number | null = null): ARCoreAnchor {
  placed(pose.position);
  const { lat: latitude, lon: longitude, h } = pose.position;
  const at = { latitude, longitude, turn_eus: turnedToEus(turnOf(pose)) };
  if (reference === 'terrain' || reference === 'rooftop') return { ...at, kind: reference, altitude_m: h };
  return { ...at, kind: 'wgs84', altitude_m: ellipsoidM(h, reference, geoidM) };
}

/** The GeoPose of an ARCore anchor, and what its height is measured from. */
export function geoposeOfArcore(anchor: ARCoreAnchor): readonly [GeoPose, Reference] {
  const reference = anchor.kind === 'wgs84' ? 'ellipsoid' : anchor.kind;
  return [poseOf(anchor, anchor.altitude_m), reference];
}

/** The anchor for ARKit; only a height above the ellipsoid needs the geoid's, and above a roof there is none. */
export function arkitOf(pose: GeoPose, reference: Reference, geoidM: number | null = null): ARKitAnchor {
  placed(pose.position);
  const { lat: latitude, lon: longitude, h } = pose.position;
  const at = { latitude, longitude, turn_eus: turnedToEus(turnOf(pose)) };
  if (reference === 'terrain') return { ...at, altitude_m: null, lift_m: h };
  return { ...at, altitude_m: seaLevelM(h, reference, geoidM), lift_m: 0 };
}

/** The GeoPose of an ARKit anchor, and what its height is measured from. */
export function geoposeOfArkit(anchor: ARKitAnchor): readonly [GeoPose, Reference] {
  const pose = poseOf(anchor, anchor.lift_m + (anchor.altitude_m ?? 0));
  return [pose, anchor.altitude_m === null ? 'terrain' : 'sea_level'];
}

/** Where a content stands on Earth that lies so in the anchor's frame (glTF axes). */
export function standingAt(pose: GeoPose, translation: Vector): GeoPosition {
  return moved(pose.position, enuOfEus(rotated(translation, turnedToEus(turnOf(pose)))));
}

/** Latitude and longitude in radians. */
function placed({ lat, lon }: GeoPosition): [number, number] {
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) throw new FrameFault('not_on_earth');
  return [radians(lat), radians(lon)];
}

function turnOf({ quaternion: { x, y, z, w } }: GeoPose): Quaternion {
  return unit([x, y, z, w]);
}

function poseOf(anchor: ARCoreAnchor | ARKitAnchor, h: number): GeoPose {
  const [x, y, z, w] = turnedToEnu(unit(anchor.turn_eus));
  const position = { lat: anchor.latitude, lon: anchor.longitude, h };
  placed(position);
  return { position, quaternion: { x, y, z, w } };
}

function known(reference: Reference): Reference {
  if (reference == null) throw new FrameFault('reference_missing');
  if (reference === 'terrain' || reference === 'rooftop') throw new FrameFault('height_unresolved');
  return reference;
}

function geoid(metres: number | null): number {
  if (metres === null) throw new FrameFault('geoid_missing');
  if (!(Math.abs(metres) <= MOST_GEOID_M)) throw new FrameFault('geoid_implausible');
  return metres;
}
