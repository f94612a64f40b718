/**
 * How a phone is held, as a turn from what its camera sees (x right, y up, looking along −z) to the world (x East, y Up,
 * z South), from the angles that browsers tell (W3C Device Orientation: about z, then x, then y). Pure.
 */
import { product, rotated, type Quaternion } from '../../../tour_schema/typescript/frames.ts';

export interface Attitude {
  readonly turn: Quaternion;
  /** Where the phone points by its compass: its back, or its upper edge where it lies flat; 0 ≤ deg < 360. */
  readonly heading_deg: number;
  /** Undefined where the phone does not say. */
  readonly accuracy_deg: number | undefined;
}

/** What an event of a browser says; the last two are Safari's. */
export interface Tilt {
  readonly type?: string;
  readonly absolute?: boolean;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly gamma: number | null;
  readonly webkitCompassHeading?: number;
  readonly webkitCompassAccuracy?: number;
}

const NAMES = ['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest'] as const;

/** East, North, Up to East, Up, South. */
const TO_EUS: Quaternion = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2];

const radians = (deg: number) => (deg * Math.PI) / 180;
const degrees = (rad: number) => (rad * 180) / Math.PI;
const within = (deg: number) => ((deg % 360) + 360) % 360 || 0;

function about(axis: 0 | 1 | 2, deg: number): Quaternion {
  const half = radians(deg) / 2;
  const turn: [number, number, number, number] = [0, 0, 0, Math.cos(half)];
  turn[axis] = Math.sin(half);
  return turn;
}

/** The turn of a phone whose screen is turned against it by so much (`screen.orientation.angle`); angles in degrees. */
export function turnOfTilt(alpha: number, beta: number, gamma: number, screenDeg: number): Quaternion {
  const held = product(product(about(2, alpha), about(0, beta)), about(1, gamma));
  return product(product(TO_EUS, held), about(2, -screenDeg));
}

/** The turn, turned further to the right by so much, as seen from above. */
export const turnedRight = (turn: Quaternion, deg: number): Quaternion => product(about(1, -deg), turn);

/** Where the camera looks by the compass: 0 ≤ deg < 360; anything where it looks straight up or down. */
export function headingOfTurn(turn: Quaternion): number {
  const [east, , south] = rotated([0, 0, -1], turn);
  return within(degrees(Math.atan2(east, -south)));
}

/** Where the back of an upright phone points by its compass, or the upper edge of one that lies flat. */
export function headingOfTilt(alpha: number, beta: number, gamma: number): number {
  const [east, up, south] = rotated([0, 0, -1], turnOfTilt(alpha, beta, gamma, 0));
  // Within 30 degrees of lying flat its back points at the ground, and at nothing on it.
  if (Math.abs(up) > Math.cos(radians(30))) return within(360 - alpha);
  return within(degrees(Math.atan2(east, -south)));
}

/**
 * What an event says of the phone's attitude to North; undefined where it says none: angles that are not `absolute` count
 * from where the phone happened to lie when it was asked. Safari's are of that kind and come with a compass beside them.
 */
export function attitudeOf(tilt: Tilt, screenDeg: number): Attitude | undefined {
  const { alpha, beta, gamma, webkitCompassHeading: compass, webkitCompassAccuracy: accuracy = -1 } = tilt;
  if (compass !== undefined && Number.isFinite(compass) && accuracy >= 0) {
    const level = turnOfTilt(alpha ?? 0, beta ?? 90, gamma ?? 0, screenDeg);
    const off = compass - headingOfTilt(alpha ?? 0, beta ?? 90, gamma ?? 0);
    return { turn: turnedRight(level, off), heading_deg: within(compass), accuracy_deg: Math.min(accuracy, 180) };
  }
  if (tilt.absolute !== true && tilt.type !== 'deviceorientationabsolute') return undefined;
  if (alpha === null || beta === null || gamma === null) return undefined;
  const turn = turnOfTilt(alpha, beta, gamma, screenDeg);
  return { turn, heading_deg: headingOfTilt(alpha, beta, gamma), accuracy_deg: undefined };
}

/** By how much one turns from one direction to another, to the right positive: −180 < x ≤ 180. */
export function between(from: number, towards: number): number {
  const angle = within(towards - from);
  return angle > 180 ? angle - 360 : angle;
}

/** `north`, `southwest` …: one of eight directions. */
export const compassName = (deg: number) => NAMES[Math.round(within(deg) / 45) % 8] ?? 'north';
