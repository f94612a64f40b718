/** How long an own way is, and which one fits into the time that somebody has. Pure. */
import type { Leg, Module, ResolvedTour, Station, Stop, Tour } from '../../../tour_schema/typescript/generated/types.ts';
import { distanceM, flat } from '../map/geometry.ts';
import { holds, type Selection } from '../reading/selection.ts';
import { coherent } from './choices.ts';

/** How fast a visitor gets on, m/s, stops on the way included: as `tour_schema/pace.py`. */
const PACE_M_S: Readonly<Record<NonNullable<Tour['mode']>, number>> = { walk: 1.2, bike: 4, car: 12, public_transport: 8, indoor: 0.8 };
/** How much longer streets are than the straight line. */
const DETOUR = 1.3;
/** How long a stop takes of which nobody said it, s. */
const STAY_S = 300;

export interface Wish {
  /** The time that somebody has, s; undefined is as long as it takes. */
  readonly time_s: number | undefined;
  /** With a pram or a wheelchair: nothing that is known to have steps. */
  readonly stepFree: boolean;
}

export interface Length {
  readonly stops: number;
  readonly duration_s: number;
  readonly distance_m: number;
  /** Whether a station or a leg of it is known to have steps. */
  readonly steps: boolean;
}

export class Proposing {
  readonly modules: readonly Module[];
  readonly #pace: number;
  readonly #stations: ReadonlyMap<string, Station>;
  readonly #legs: ReadonlyMap<string, Leg>;

  constructor({ tour, stations = [] }: ResolvedTour) {
    this.modules = tour.modules ?? [];
    this.#pace = PACE_M_S[tour.mode ?? 'walk'];
    this.#stations = new Map(stations.map((station) => [station.id, station]));
    this.#legs = new Map((tour.route?.legs ?? []).map((leg) => [`${leg.from} ${leg.to}`, leg]));
  }

  /** The whole tour. */
  whole(): Selection {
    return { modules: this.modules.map(({ id }) => id), skipped: [] };
  }

  length(selection: Selection): Length {
    const stops = this.modules.flatMap((module) => (module.stops ?? []).filter((stop) => holds(selection, module, stop)));
    const legs = stops.slice(1).map((stop, index) => this.#leg(stops[index] ?? stop, stop));
    const stays = stops.map((stop) => this.#stations.get(stop.station)?.duration_s ?? STAY_S);
    return {
      stops: stops.length,
      duration_s: sum([...stays, ...legs.map(({ duration_s }) => duration_s)]),
      distance_m: sum(legs.map(({ distance_m }) => distance_m)),
      steps: legs.some(({ steps }) => steps) || stops.some((stop) => this.#hasSteps(stop)),
    };
  }

  /**
   * The fullest way that is told coherently and fits the wish; the shortest where none does.
   *
   * Module by module that one is added which fills most of the time that is left; `coherent` brings with it what it
   * comes after. Where already the required modules are too long, optional stops are left out, the last ones first.
   */
  proposed(wish: Wish): Selection | undefined {
    const least = coherent(this.modules, []);
    if (least === undefined) return undefined;
    let best = this.#selection(least, wish);
    for (let more: Selection | undefined = best; more !== undefined; ) {
      best = more;
      more = this.#fuller(best, wish);
    }
    if (best.modules.length === 0) return this.#shortest(wish);
    return this.#shortened(best, wish);
  }

  #fuller(selection: Selection, wish: Wish): Selection | undefined {
    const before = this.length(selection);
    const possible = this.modules
      .filter(({ id }) => !selection.modules.includes(id))
      .flatMap(({ id }) => coherent(this.modules, [...selection.modules, id]) ?? [])
      .map((chosen) => this.#selection(chosen, wish))
      .map((each) => ({ each, length: this.length(each) }))
      .filter(({ length }) => length.duration_s <= (wish.time_s ?? Infinity) && !(wish.stepFree && length.steps && !before.steps));
    return possible.toSorted((one, other) => other.length.duration_s - one.length.duration_s)[0]?.each;
  }

  /** Where nothing is required and nothing fits: the one module that takes least, for an empty way is none. */
  #shortest(wish: Wish): Selection | undefined {
    return this.modules
      .flatMap(({ id }) => coherent(this.modules, [id]) ?? [])
      .map((chosen) => this.#shortened(this.#selection(chosen, wish), wish))
      .toSorted((one, other) => this.length(one).duration_s - this.length(other).duration_s)[0];
  }

  #shortened(selection: Selection, { time_s = Infinity }: Wish): Selection {
    const optional = this.modules.flatMap(({ stops = [] }) => stops.filter((stop) => stop.optional === true).map(({ id }) => id));
    let { skipped } = selection;
    for (const id of optional.toReversed()) {
      if (this.length({ ...selection, skipped }).duration_s <= time_s) break;
      if (!skipped.includes(id)) skipped = [...skipped, id];
    }
    return { ...selection, skipped };
  }

  /** In the tour's order; without the optional stops that have steps, where that is wished. */
  #selection(chosen: ReadonlySet<string>, { stepFree }: Wish): Selection {
    const modules = this.modules.filter(({ id }) => chosen.has(id));
    const steep = modules.flatMap(({ stops = [] }) => stops.filter((stop) => stop.optional === true && this.#hasSteps(stop)));
    return { modules: modules.map(({ id }) => id), skipped: stepFree ? steep.map(({ id }) => id) : [] };
  }

  #hasSteps(stop: Stop): boolean {
    return this.#stations.get(stop.station)?.access?.step_free === false;
  }

  #leg(from: Stop, to: Stop): { readonly duration_s: number; readonly distance_m: number; readonly steps: boolean } {
    const leg = this.#legs.get(`${from.id} ${to.id}`);
    const distance_m = leg?.distance_m ?? this.#distance(from, to);
    return { distance_m, duration_s: leg?.duration_s ?? distance_m / this.#pace, steps: (leg?.steps ?? 0) > 0 };
  }

  #distance(from: Stop, to: Stop): number {
    const [one, other] = [from, to].map((stop) => this.#stations.get(stop.station)?.place?.position);
    return one && other ? distanceM(flat(one), flat(other)) * DETOUR : 0;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0);
}
