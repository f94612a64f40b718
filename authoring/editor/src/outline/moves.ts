/** Where a stop or a module goes when it is moved by one place, or dropped somewhere. */

import type { Tour } from '../model/documents.ts';
import { stopsOf } from '../model/workspace.ts';

export interface Place {
  readonly module: string;
  /** Counted from 0 among the other stops of the module. */
  readonly index: number;
}

/** One place up (-1) or down (+1), over the edge of a module into its neighbour; null at the ends of the tour. */
export function neighbouring(tour: Tour, id: string, by: -1 | 1): Place | null {
  const modules = tour.modules ?? [];
  const here = modules.findIndex((module) => module.stops?.some((stop) => stop.id === id));
  const module = modules[here];
  if (module === undefined) return null;
  const index = (module.stops ?? []).findIndex((stop) => stop.id === id) + by;
  if (index >= 0 && index < (module.stops ?? []).length) return { module: module.id, index };
  const next = modules[here + by];
  return next === undefined ? null : { module: next.id, index: by < 0 ? (next.stops ?? []).length : 0 };
}

/** What follows the focus when something is removed: the next stop, else the one before, else nothing. */
export function besides(tour: Tour, id: string): string | null {
  const stops = stopsOf(tour).map(({ stop }) => stop.id);
  const index = stops.indexOf(id);
  return stops[index + 1] ?? stops[index - 1] ?? null;
}
