/** The walk as a film: what there is to see at a moment of it. Pure. */

import type { Line, Position } from '$viewer/map/geometry.ts';
import type { Fix, Happening } from './course.ts';

export interface Frame {
  readonly visitor: Position;
  readonly phone: Position;
}

/** Where visitor and phone are at a moment, between two fixes evenly on the way; undefined where there are none. */
export function frameAt(fixes: readonly Fix[], second: number): Frame | undefined {
  const before = fixes[lastAt(fixes, second)] ?? fixes[0];
  const after = fixes[lastAt(fixes, second) + 1] ?? before;
  if (before === undefined || after === undefined) return undefined;
  const span = after.at_s - before.at_s;
  const share = span > 0 ? Math.max(0, Math.min(1, (second - before.at_s) / span)) : 0;
  return {
    visitor: between(before.visitor, after.visitor, share),
    phone: between(before.phone, after.phone, share),
  };
}

/** The short way round: a walk over the antimeridian does not run around the Earth. */
function between(one: Position, other: Position, share: number): Position {
  const east = ((other[0] - one[0] + 540) % 360) - 180;
  return [one[0] + share * east, one[1] + share * (other[1] - one[1])];
}

/** The index of the last one that is not after the moment; -1 before the first. */
export function lastAt(timed: readonly { readonly at_s: number }[], second: number): number {
  let [low, high] = [0, timed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timed[middle]!.at_s <= second) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The way of the visitor or of the phone as a line, without the places where it stands still. */
export function lineOf(fixes: readonly Fix[], whose: keyof Frame): Line {
  return fixes
    .map((fix) => fix[whose])
    .filter(([lon, lat], index, all) => index === 0 || lon !== all[index - 1]![0] || lat !== all[index - 1]![1]);
}

/** The next moment at which something happens, or the one before (`by` -1); the end, or the beginning, where there is none. */
export function momentFrom(events: readonly Happening[], second: number, by: 1 | -1, end: number): number {
  const moments = events.map(({ at_s }) => at_s);
  if (by === 1) return moments.find((at) => at > second) ?? end;
  return moments.findLast((at) => at < second) ?? 0;
}

/** The stops that have fired by then, the last one last. */
export function firedBy(events: readonly Happening[], second: number): readonly string[] {
  const fired = events.slice(0, lastAt(events, second) + 1).filter(({ kind }) => kind === 'fired');
  return [...new Set(fired.map(({ stop }) => stop).toReversed())].toReversed();
}

/** `12:05`, `1:02:05`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
