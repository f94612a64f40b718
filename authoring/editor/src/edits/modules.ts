/** Small pure steps on the modules of a tour, shared by the verbs beside this file. */

import type { Leg, Module, Stop, Tour } from '../model/documents.ts';
import { stopsOf } from '../model/workspace.ts';

/** The tour with one module changed. */
export function withModule(tour: Tour, id: string, change: (module: Module) => Module): Tour {
  return { ...tour, modules: (tour.modules ?? []).map((module) => (module.id === id ? change(module) : module)) };
}

/** The module with `stop` at `index`, or at the end where there is no such place. */
export function withStop(module: Module, stop: Stop, index: number): Module {
  const stops = module.stops ?? [];
  return { ...module, stops: stops.toSpliced(index, 0, stop) };
}

/** The module without the stop. */
export function withoutStop(module: Module, id: string): Module {
  const stops = module.stops ?? [];
  return stops.some((stop) => stop.id === id) ? { ...module, stops: stops.filter((stop) => stop.id !== id) } : module;
}

/** `items` with the one at `from` at place `to` (counted after it was taken out). */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  if (item === undefined || from === to) return items;
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/**
 * The changed tour without the legs that the change made untrue: those that joined two neighbours
 * before and join none now. Legs that were never between neighbours are somebody's intention and stay.
 */
export function withTrueLegs(before: Tour, after: Tour): Tour {
  const legs = after.route?.legs;
  if (legs === undefined || legs.length === 0) return after;
  const existing = new Set(stopsOf(after).map(({ stop }) => stop.id));
  const were = neighbours(before);
  const are = neighbours(after);
  const kept = legs.filter(
    (leg) => existing.has(leg.from) && existing.has(leg.to) && (are.has(key(leg)) || !were.has(key(leg))),
  );
  return kept.length === legs.length ? after : { ...after, route: { ...after.route, legs: kept } };
}

function neighbours(tour: Tour): ReadonlySet<string> {
  const stops = stopsOf(tour);
  return new Set(stops.slice(1).map(({ stop }, index) => key({ from: stops[index]?.stop.id ?? '', to: stop.id })));
}

function key(leg: Pick<Leg, 'from' | 'to'>): string {
  return `${leg.from}→${leg.to}`;
}
