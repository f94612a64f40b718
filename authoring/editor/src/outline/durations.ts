import type { Module, Tour } from '../model/documents.ts';
import { stopsOf, type Workspace } from '../model/workspace.ts';

/** How long a module takes, seconds: as its author says, else its stations and the ways between them; null where nothing is known. */
export function moduleSeconds({ tour, stations }: Workspace, module: Module): number | null {
  if (module.duration_s !== undefined) return module.duration_s;
  const stops = module.stops ?? [];
  const stays = stops.map((stop) => stations[stop.station]?.duration_s);
  const ways = stops.slice(1).map((stop, index) => wayBetween(tour, stops[index]?.id, stop.id));
  return sum([...stays, ...ways]);
}

/** How long the whole tour takes, with the ways from module to module, seconds. */
export function tourSeconds(workspace: Workspace): number | null {
  const { tour } = workspace;
  const modules = tour.modules ?? [];
  const stops = stopsOf(tour);
  const crossings = stops.slice(1).map(({ module, stop }, index) => {
    const before = stops[index];
    return before === undefined || before.module === module ? undefined : wayBetween(tour, before.stop.id, stop.id);
  });
  return sum([...modules.map((module) => moduleSeconds(workspace, module) ?? undefined), ...crossings]);
}

type Legs = NonNullable<NonNullable<Tour['route']>['legs']>;

const times = new WeakMap<Legs, ReadonlyMap<string, number | undefined>>();

function wayBetween(tour: Tour, from: string | undefined, to: string): number | undefined {
  const legs = tour.route?.legs;
  if (legs === undefined) return undefined;
  let known = times.get(legs);
  if (known === undefined) {
    // Of two between the same stops the first counts.
    known = new Map(legs.toReversed().map((leg) => [`${leg.from}→${leg.to}`, leg.duration_s]));
    times.set(legs, known);
  }
  return known.get(`${from}→${to}`);
}

function sum(seconds: readonly (number | undefined)[]): number | null {
  const known = seconds.filter((value) => value !== undefined);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
