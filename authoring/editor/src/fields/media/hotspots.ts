/** Points of a 360° photo: degrees from its middle and above the horizon, and where that is on the flat picture. Pure. */
import type { Medium } from '../../model/documents.ts';
import { localId } from '../../model/ids.ts';

export type Hotspot = NonNullable<Medium['hotspots']>[number];

export interface Direction {
  /** To the right of the picture's middle, −180 to 180. */
  readonly yaw_deg: number;
  /** Above the horizon, −90 to 90. */
  readonly pitch_deg: number;
}

const STEPS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A tenth of a degree is less than a pixel of what a phone shows. */
const rounded = (degrees: number) => Math.round(degrees * 10) / 10 + 0;

/** All round there is no edge: beyond the right one it goes on at the left. Up and down there is one. */
export function direction(yaw: number, pitch: number): Direction {
  const around = rounded(((((yaw + 180) % 360) + 360) % 360) - 180);
  return { yaw_deg: around, pitch_deg: rounded(Math.max(-90, Math.min(90, pitch))) };
}

/** What lies at these shares of the picture's width and height, from the upper left. */
export function directionAt(x: number, y: number): Direction {
  // The edge itself belongs to the picture: a drag beyond it does not jump to the other side.
  const within = (share: number) => Math.max(0, Math.min(0.9999, share));
  return direction(within(x) * 360 - 180, 90 - Math.max(0, Math.min(1, y)) * 180);
}

/** Where a direction lies on the picture, in percent from the upper left. */
export function percentOf({ yaw_deg, pitch_deg }: Direction): readonly [x: number, y: number] {
  const { yaw_deg: yaw, pitch_deg: pitch } = direction(yaw_deg, pitch_deg);
  return [((yaw + 180) / 360) * 100, ((90 - pitch) / 180) * 100];
}

/** The direction after a key: a degree a step, ten with Shift; undefined for a key that means nothing here. */
export function stepped({ yaw_deg, pitch_deg }: Direction, key: string, wide: boolean): Direction | undefined {
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const size = wide ? 10 : 1;
  return direction(yaw_deg + step[0] * size, pitch_deg + step[1] * size);
}

/** The points with one more, which says nothing yet. */
export function withOneMore(spots: readonly Hotspot[], at: Direction): readonly Hotspot[] {
  return [...spots, { id: localId('spot', spots.map(({ id }) => id)), ...at }];
}
