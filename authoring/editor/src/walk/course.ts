/** A desk walk as the server tells it (`GET /tours/<id>/walk`), and what is asked for. */

import { call } from '../model/api.ts';
import type { Report } from '../model/checks.ts';
import type { Id } from '../model/documents.ts';
import type { Position } from '$viewer/map/geometry.ts';

/** Where the visitor is, and where the phone believes to be. */
export interface Fix {
  readonly at_s: number;
  readonly visitor: Position;
  readonly phone: Position;
}

export interface Happening {
  readonly at_s: number;
  readonly kind: 'arrived' | 'left' | 'entered' | 'fired';
  readonly stop: string;
}

export interface Visited {
  readonly stop: string;
  readonly station: Id;
  readonly fired: 'on_time' | 'early' | 'late' | 'missed' | 'by_hand';
  readonly fired_s?: number;
  readonly arrived_s?: number;
  readonly left_s?: number;
  readonly overlaps: readonly string[];
  readonly spoken_s: number;
  readonly bridge_s: number;
  readonly onward_s?: number;
  readonly onward_m?: number;
}

interface Variant {
  readonly kind: 'all' | 'required' | 'step_free';
  readonly stops: number;
  readonly walking_s: number;
  readonly staying_s: number;
  readonly distance_m: number;
}

export interface Course {
  readonly language: string;
  readonly left_out: readonly string[];
  readonly lasts_s: number;
  readonly distance_m: number;
  readonly visits: readonly Visited[];
  readonly events: readonly Happening[];
  readonly fixes: readonly Fix[];
  readonly variants: readonly Variant[];
  readonly report: Report;
}

/** How the tour is walked. */
export interface Choice {
  /** The tour's original where absent. */
  readonly language: string | null;
  readonly noise: number;
  readonly seed: number;
  /** km/h; as the legs say where absent. */
  readonly speed: number | null;
  readonly extent: 'all' | 'required' | 'chosen';
  readonly modules: readonly string[];
  readonly stepFree: boolean;
  /** A recorded way that is walked instead of the tour's route. */
  readonly track: File | null;
}

export const USUAL: Choice = {
  language: null,
  noise: 5,
  seed: 1,
  speed: null,
  extent: 'all',
  modules: [],
  stepFree: false,
  track: null,
};

/** The choice as the query of the API. */
export function queryOf(choice: Choice): string {
  const query = new URLSearchParams({ noise_m: String(choice.noise), seed: String(choice.seed) });
  if (choice.language !== null) query.set('language', choice.language);
  if (choice.speed !== null) query.set('speed_kmh', String(choice.speed));
  if (choice.extent === 'required') query.set('required', 'true');
  if (choice.extent === 'chosen') query.set('modules', choice.modules.join(','));
  if (choice.stepFree) query.set('step_free', 'true');
  return query.toString();
}

/** Walk the tour as the server has it; throws Problem where it cannot be walked so. */
export async function walk(tour: Id, choice: Choice): Promise<Course> {
  const address = `/tours/${tour}/walk?${queryOf(choice)}`;
  if (choice.track === null) return call(address);
  const form = new FormData();
  form.append('file', choice.track);
  return call(address, { method: 'POST', form });
}
