/** Where a phone is and how it is held, as it says itself. Nothing of it leaves the page by these means. */
import { attitudeOf, turnOfTilt, type Attitude, type Tilt } from './attitude.ts';
import type { Quaternion } from '../../../tour_schema/typescript/frames.ts';

/** One measurement: degrees, and the radius in which the phone is by its own account in 95 of 100 cases. */
export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly accuracy_m: number;
  /** Milliseconds. */
  readonly at: number;
}

/** Refused by the person or the browser; or the phone does not find out. */
export type Unplaced = 'denied' | 'unavailable';

export interface PlaceWitness {
  readonly fixed: (fix: Fix) => void;
  readonly unplaced: (why: Unplaced) => void;
}

interface AskingConstructor {
  readonly requestPermission?: () => Promise<'granted' | 'denied'>;
}

/** Whether a browser has words for both; whether the phone has the instruments, only trying tells. */
export const maySense = () => 'geolocation' in navigator && 'DeviceOrientationEvent' in globalThis;

/** Everybody who wants to know shares one watch: beside one that runs, browsers answer a second one late or never. */
const witnesses = new Set<PlaceWitness>();
let watch: number | undefined;
let last: Fix | undefined;

/** Tell where the phone is, from now on and as often as it says so; what is given back ends it. */
export function watchPlace(witness: PlaceWitness): () => void {
  if (!('geolocation' in navigator)) {
    witness.unplaced('unavailable');
    return () => {};
  }
  if (watch !== undefined && last !== undefined) witness.fixed(last);
  witnesses.add(witness);
  watch ??= navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      last = { lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy, at: timestamp };
      for (const each of witnesses) each.fixed(last);
    },
    ({ code, PERMISSION_DENIED }) => {
      const told = [...witnesses];
      // A watch that was refused stays refused: whoever asks again begins a new one.
      if (code === PERMISSION_DENIED) end();
      for (const each of told) each.unplaced(code === PERMISSION_DENIED ? 'denied' : 'unavailable');
    },
    { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 },
  );
  return () => {
    witnesses.delete(witness);
    if (witnesses.size === 0) end();
  };
}

function end(): void {
  if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  watch = last = undefined;
  witnesses.clear();
}

/** Ask for the compass where a browser wants that; to be called by a press, and before anything is waited for. */
export async function askForAttitude(): Promise<boolean> {
  const asking = (globalThis.DeviceOrientationEvent as AskingConstructor | undefined)?.requestPermission?.();
  return asking === undefined || (await asking.catch(() => 'denied')) === 'granted';
}

const screenAngle = () => globalThis.screen?.orientation?.angle ?? 0;

/** Tell how the phone is held, with North; what is given back ends it. */
export function watchAttitude(told: (attitude: Attitude) => void): () => void {
  return listen(['deviceorientationabsolute', 'deviceorientation'], (tilt) => {
    const attitude = attitudeOf(tilt, screenAngle());
    if (attitude !== undefined) told(attitude);
  });
}

/** Tell how the phone is held, whatever it takes for North: enough to look around, and steadier than with a compass. */
export function watchTurn(told: (turn: Quaternion) => void): () => void {
  return listen(['deviceorientation'], ({ alpha, beta, gamma }) => {
    if (alpha !== null && beta !== null && gamma !== null) told(turnOfTilt(alpha, beta, gamma, screenAngle()));
  });
}

function listen(names: readonly string[], heard: (tilt: Tilt) => void): () => void {
  const hear = (event: Event) => heard(event as DeviceOrientationEvent);
  for (const name of names) addEventListener(name, hear);
  return () => {
    for (const name of names) removeEventListener(name, hear);
  };
}
