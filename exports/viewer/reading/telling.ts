/** A tour as a screen asks it: its stops in order, what each word says in a language, and its media. */
import type * as format from '../../../tour_schema/typescript/generated/types.ts';
import type { Files } from './files.ts';
import { holds, type Selection } from './selection.ts';
import { inLanguage, said, type Said, type Text } from './texts.ts';

export interface Halt {
  /** From 1, in the order of the modules; 0 where it is not on the way that somebody chose. */
  readonly number: number;
  readonly stop: format.Stop;
  readonly module: format.Module;
  readonly station: format.Station;
  /** The way there from the stop before it on the way, where the tour knows it. */
  readonly leg: format.Leg | undefined;
}

export class Telling {
  readonly tour: format.Tour;
  /** On the way that somebody chose, else all of the tour's. */
  readonly halts: readonly Halt[];
  readonly files: Files;
  readonly selection: Selection | undefined;
  readonly language: string;
  readonly #all: readonly Halt[];
  readonly #media: ReadonlyMap<string, format.Medium>;
  readonly #guides: ReadonlyMap<string, format.Guide>;

  constructor(resolved: format.ResolvedTour, language: string, files: Files, selection?: Selection) {
    this.tour = resolved.tour;
    this.files = files;
    this.selection = selection;
    this.language = language;
    this.#media = new Map((resolved.media ?? []).map((medium) => [medium.id, medium]));
    this.#guides = new Map((resolved.guides ?? []).map((guide) => [guide.id, guide]));
    this.#all = haltsOf(resolved, selection);
    this.halts = this.#all.filter(({ number }) => number > 0);
  }

  /** By a station's id, on the way or beside it. */
  halt(station: string): Halt | undefined {
    return this.#all.find((each) => each.station.id === station);
  }

  /** By the number on a sign. */
  numbered(number: string): Halt | undefined {
    const wanted = number.trim().toUpperCase();
    return this.#all.find(({ station }) =>
      (station.triggers ?? []).some((trigger) => trigger.kind === 'code' && trigger.number === wanted),
    );
  }

  after(halt: Halt): Halt | undefined {
    return this.#all.slice(this.#all.indexOf(halt) + 1).find(({ number }) => number > 0);
  }

  medium(id: string | undefined): format.Medium | undefined {
    return id === undefined ? undefined : this.#media.get(id);
  }

  guide(id: string | undefined): format.Guide | undefined {
    return this.#guides.get(id ?? this.tour.guide ?? '');
  }

  said(text: Text | undefined): Said | undefined {
    return said(text, this.language, this.tour.original);
  }

  words(text: Text | undefined): string {
    return this.said(text)?.text ?? '';
  }

  spoken<Thing>(things: Readonly<Record<string, Thing>> | undefined): Thing | undefined {
    return inLanguage(things, this.language, this.tour.original);
  }
}

function haltsOf({ tour, stations = [] }: format.ResolvedTour, selection: Selection | undefined): readonly Halt[] {
  const known = new Map(stations.map((station) => [station.id, station]));
  const legs = tour.route?.legs ?? [];
  const halts: Halt[] = [];
  let number = 0;
  let before: string | undefined;
  for (const module of tour.modules ?? []) {
    for (const stop of module.stops ?? []) {
      const station = known.get(stop.station);
      if (station === undefined) continue;
      const onWay = selection === undefined || holds(selection, module, stop);
      const leg = onWay ? legs.find(({ from, to }) => from === before && to === stop.id) : undefined;
      halts.push({ number: onWay ? (number += 1) : 0, stop, module, station, leg });
      if (onWay) before = stop.id;
    }
  }
  return halts;
}

/** Seconds and metres of the whole way with all its stops; undefined where nobody said. Pure. */
export function lengthOf(telling: Telling): { readonly duration_s: number | undefined; readonly distance_m: number | undefined } {
  const legs = telling.tour.route?.legs ?? [];
  return {
    duration_s: sum([...legs.map((leg) => leg.duration_s), ...telling.halts.map(({ station }) => station.duration_s)]),
    distance_m: sum(legs.map((leg) => leg.distance_m)),
  };
}

function sum(values: readonly (number | null | undefined)[]): number | undefined {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? undefined : known.reduce((one, other) => one + other, 0);
}

/** Step-free where the tour or each of its stations says so, and not where anything says no; undefined where nobody knows. Pure. */
export function stepFree({ tour, halts }: Telling): boolean | undefined {
  const stations = halts.map(({ station }) => station.access?.step_free);
  const stairs = (tour.route?.legs ?? []).some(({ steps }) => (steps ?? 0) > 0);
  if (stairs || tour.access?.step_free === false || stations.includes(false)) return false;
  if (tour.access?.step_free === true) return true;
  return stations.length > 0 && stations.every((each) => each === true) ? true : undefined;
}
