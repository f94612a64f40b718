/** Walking routes by the server that the administrator configured. */
import { call } from '../model/api.ts';
import type { Leg, Tour } from '../model/documents.ts';
import { flat, type Line, type Position } from '$viewer/map/geometry.ts';
import { drawnLeg, type Way } from './route.ts';

interface Answer {
  readonly legs?: readonly Found[];
}
interface Found {
  readonly geometry: { readonly coordinates: readonly (readonly number[])[] };
  readonly distance_m: number;
  readonly duration_s: number;
}

interface WalkingWay {
  readonly line: Line;
  readonly measures: { readonly distance_m: number; readonly duration_s: number };
}

/** The way as a leg on foot between its two ends, which it has; throws Problem where there is none or nobody to ask. */
export async function walkingLeg({ from, to, leg, line }: Way, mode: Tour['mode']): Promise<Leg> {
  const found = await walkingWay([line[0]!, line.at(-1)!]);
  return { ...drawnLeg(leg, found.line, mode), ...found.measures, from, to };
}

/** The way on foot through the positions, as one line. */
async function walkingWay(positions: readonly Position[]): Promise<WalkingWay> {
  const { legs = [] } = await call<Answer>('/routes/walking', {
    method: 'POST',
    json: { coordinates: positions },
  });
  const line = legs.flatMap((leg, index) => leg.geometry.coordinates.slice(index === 0 ? 0 : 1).map(flat));
  const sum = (of: (leg: Found) => number) => Math.round(legs.reduce((total, leg) => total + of(leg), 0));
  return {
    line,
    measures: { distance_m: sum((leg) => leg.distance_m), duration_s: sum((leg) => leg.duration_s) },
  };
}
