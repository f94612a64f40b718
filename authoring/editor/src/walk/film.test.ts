import { describe, expect, test } from 'vitest';

import { queryOf, USUAL, type Fix, type Happening } from './course.ts';
import { clock, firedBy, frameAt, lastAt, lineOf, momentFrom } from './film.ts';

const fix = (at_s: number, lon: number, lat = 50): Fix => ({ at_s, visitor: [lon, lat], phone: [lon + 1, lat] });
const happens = (at_s: number, kind: Happening['kind'], stop: string): Happening => ({ at_s, kind, stop });

const EVENTS = [
  happens(0, 'arrived', 'h1'),
  happens(5, 'fired', 'h1'),
  happens(60, 'left', 'h1'),
  happens(90, 'fired', 'h2'),
  happens(95, 'fired', 'h1'),
];

describe('the film of a walk', () => {
  test('shows visitor and phone between two fixes evenly on their way', () => {
    expect(frameAt([fix(0, 11), fix(10, 12)], 5)).toEqual({ visitor: [11.5, 50], phone: [12.5, 50] });
  });

  test('stands at its ends before and after, and is nothing without fixes', () => {
    const fixes = [fix(2, 11), fix(4, 12)];
    expect(frameAt(fixes, 0)?.visitor).toEqual([11, 50]);
    expect(frameAt(fixes, 99)?.visitor).toEqual([12, 50]);
    expect(frameAt([], 0)).toBeUndefined();
  });

  test('goes over the antimeridian the short way', () => {
    expect(frameAt([fix(0, 179.9), fix(2, -179.9)], 1)?.visitor[0]).toBeCloseTo(180, 6);
  });

  test('draws a line of moved places only', () => {
    expect(lineOf([fix(0, 11), fix(1, 11), fix(2, 12), fix(3, 11)], 'visitor')).toEqual([
      [11, 50],
      [12, 50],
      [11, 50],
    ]);
  });

  test('finds the last of what has happened', () => {
    expect([-1, 0, 59, 60, 1000].map((second) => lastAt(EVENTS, second))).toEqual([-1, 0, 1, 2, 4]);
  });

  test('goes from moment to moment, and to the ends where there is none', () => {
    expect(momentFrom(EVENTS, 5, 1, 120)).toBe(60);
    expect(momentFrom(EVENTS, 60, -1, 120)).toBe(5);
    expect(momentFrom(EVENTS, 95, 1, 120)).toBe(120);
    expect(momentFrom(EVENTS, 0, -1, 120)).toBe(0);
  });

  test('tells which stops have fired, the last one last', () => {
    expect(firedBy(EVENTS, 4)).toEqual([]);
    expect(firedBy(EVENTS, 92)).toEqual(['h1', 'h2']);
    expect(firedBy(EVENTS, 200)).toEqual(['h2', 'h1']);
  });

  test('writes times as a clock does', () => {
    expect([0, 65.9, 3725].map(clock)).toEqual(['0:00', '1:05', '1:02:05']);
  });
});

describe('what is asked for', () => {
  test('is as usual nothing but noise and seed', () => {
    expect(queryOf(USUAL)).toBe('noise_m=5&seed=1');
  });

  test('names modules only where they were chosen', () => {
    const choice = { ...USUAL, modules: ['m1', 'm2'], speed: 4, language: 'en', stepFree: true };
    expect(queryOf(choice)).toBe('noise_m=5&seed=1&language=en&speed_kmh=4&step_free=true');
    expect(queryOf({ ...USUAL, extent: 'chosen', modules: ['m1', 'm2'] })).toContain('modules=m1%2Cm2');
    expect(queryOf({ ...USUAL, extent: 'required' })).toContain('required=true');
  });
});
