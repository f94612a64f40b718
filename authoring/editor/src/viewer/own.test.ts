/** An own way is told coherently, fits the time where it can, and survives an address. */
import { describe, expect, it } from 'vitest';

import type { Leg, Module, ResolvedTour, Station } from '../../../../tour_schema/typescript/generated/types.ts';
import { coherent, selected, written } from '$viewer/own/choices.ts';
import { Proposing } from '$viewer/own/proposing.ts';
import type { Files } from '$viewer/reading/files.ts';
import { Telling } from '$viewer/reading/telling.ts';

const MINUTE_S = 60;

interface Part {
  readonly id: string;
  readonly stops: readonly string[];
  readonly facts?: Partial<Module>;
  readonly optional?: readonly string[];
}

/** Each station takes ten minutes, each way between neighbours five. */
function aTour(parts: readonly Part[], steep: readonly string[] = []): ResolvedTour {
  const ids = parts.flatMap(({ stops }) => stops);
  const stations = ids.map((id, at) => ({
    id,
    title: { de: id },
    original: 'de',
    duration_s: 10 * MINUTE_S,
    place: { position: [11 + at / 1000, 51] },
    access: { step_free: !steep.includes(id) },
  })) as unknown as Station[];
  const legs: Leg[] = ids.slice(1).map((to, at) => ({ from: ids[at] ?? '', to, duration_s: 5 * MINUTE_S, distance_m: 300 }));
  const modules = parts.map(({ id, stops, facts, optional = [] }) => ({
    id,
    ...facts,
    stops: stops.map((stop) => ({ id: stop, station: stop, optional: optional.includes(stop) })),
  }));
  return { tour: { id: 't', original: 'de', modules, route: { legs } }, stations } as unknown as ResolvedTour;
}

const THREE = aTour([
  { id: 'm1', stops: ['a', 'b'], facts: { required: true } },
  { id: 'm2', stops: ['c', 'd'] },
  { id: 'm3', stops: ['e'], facts: { after: ['m2'] } },
]);
const modules = (resolved: ResolvedTour) => resolved.tour.modules ?? [];

describe('a choice', () => {
  it('brings what is required, and what it comes after', () =>
    expect([...(coherent(modules(THREE), ['m3']) ?? [])].toSorted()).toEqual(['m1', 'm2', 'm3']));

  it('of two that exclude each other is none, whichever of them says so', () => {
    const parts = aTour([{ id: 'm1', stops: ['a'], facts: { not_with: ['m2'] } }, { id: 'm2', stops: ['b'] }]);
    expect(coherent(modules(parts), ['m2', 'm1'])).toBeUndefined();
    expect(coherent(modules(parts), ['m2'])).toEqual(new Set(['m2']));
  });

  it('in a circle ends', () => {
    const circle = aTour([{ id: 'm1', stops: ['a'], facts: { after: ['m2'] } }, { id: 'm2', stops: ['b'], facts: { after: ['m1'] } }]);
    expect(coherent(modules(circle), ['m1'])?.size).toBe(2);
  });
});

describe('an address', () => {
  const tour = aTour([{ id: 'm1', stops: ['a', 'b'], optional: ['b'] }, { id: 'm2', stops: ['c'] }]);

  it('carries a choice there and back', () => {
    const choice = { modules: ['m1'], skipped: ['b'] };
    expect(selected(modules(tour), written(choice))).toEqual(choice);
  });

  it.each(['', '!', 'm9', '<script>', 'm9!b', ',,,!!!'])('that says “%s” carries none', (text) =>
    expect(selected(modules(tour), text)).toBeUndefined(),
  );

  it('leaves out no stop that is not optional', () => expect(selected(modules(tour), 'm1!a')?.skipped).toEqual([]));

  it('that leaves out what is required is made whole', () => expect(selected(modules(THREE), 'm3')?.modules).toEqual(['m1', 'm2', 'm3']));
});

describe('a proposal', () => {
  it('fills the time with what fits, and nothing more', () => {
    const proposing = new Proposing(THREE);
    const lengths = [25, 60, 70, undefined].map((minutes) => {
      const time_s = minutes && minutes * MINUTE_S;
      const proposed = proposing.proposed({ time_s, stepFree: false });
      return proposed && [proposed.modules, proposing.length(proposed).duration_s / MINUTE_S];
    });
    expect(lengths).toEqual([
      [['m1'], 25],
      [['m1', 'm2'], 55],
      [['m1', 'm2', 'm3'], 70],
      [['m1', 'm2', 'm3'], 70],
    ]);
  });

  it('leaves out optional stops, the last ones first, where the required ones are too long', () => {
    const tour = aTour([{ id: 'm1', stops: ['a', 'b', 'c', 'd'], facts: { required: true }, optional: ['b', 'd'] }]);
    expect(new Proposing(tour).proposed({ time_s: 45 * MINUTE_S, stepFree: false })?.skipped).toEqual(['d']);
  });

  it('without steps has none, unless what is required has', () => {
    const wish = { time_s: undefined, stepFree: true };
    const free = aTour([{ id: 'm1', stops: ['a', 'b'], optional: ['b'] }, { id: 'm2', stops: ['c'] }, { id: 'm3', stops: ['d'] }], ['b', 'c']);
    const proposing = new Proposing(free);
    const proposed = proposing.proposed(wish);
    expect(proposed).toEqual({ modules: ['m1', 'm3'], skipped: ['b'] });
    expect(proposed && proposing.length(proposed).steps).toBe(false);
    const steep = new Proposing(aTour([{ id: 'm1', stops: ['a'], facts: { required: true } }], ['a']));
    expect(steep.length(steep.proposed(wish) ?? steep.whole()).steps).toBe(true);
  });

  it('is never empty: where nothing fits it is what takes least', () => {
    const tour = aTour([{ id: 'm1', stops: ['a', 'b'] }, { id: 'm2', stops: ['c'] }]);
    expect(new Proposing(tour).proposed({ time_s: 1, stepFree: false })?.modules).toEqual(['m2']);
  });

  it('counts a way that nobody drew from place to place', () => {
    const proposing = new Proposing(aTour([{ id: 'm1', stops: ['a'] }, { id: 'm2', stops: ['b'] }, { id: 'm3', stops: ['c'] }]));
    const length = proposing.length({ modules: ['m1', 'm3'], skipped: [] });
    expect(length.distance_m).toBeCloseTo(1.3 * 140, -1);
    expect(length.duration_s).toBeCloseTo(20 * MINUTE_S + length.distance_m / 1.2, 5);
  });
});

describe('on an own way', () => {
  const telling = new Telling(THREE, 'de', {} as Files, { modules: ['m1', 'm3'], skipped: [] });

  it('stops are numbered anew, and a way is known only where the tour has it', () =>
    expect(telling.halts.map(({ stop, number, leg }) => [stop.id, number, leg?.from])).toEqual([
      ['a', 1, undefined],
      ['b', 2, 'a'],
      ['e', 3, undefined],
    ]));

  it('what was left out opens all the same, and leads back to the way', () => {
    const beside = telling.halt('c');
    expect(beside?.number).toBe(0);
    expect(beside && telling.after(beside)?.stop.id).toBe('e');
  });
});
