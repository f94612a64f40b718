/** A station is noticed where it is, when somebody has stayed, and not twice. */
import { expect, it } from 'vitest';

import { destination, type Position } from '$viewer/map/geometry.ts';
import { holds, Noticing, type Fence } from '$viewer/map/noticing.ts';

const BRIDGE: Position = [11.0308, 50.9788];
const FAR = destination(BRIDGE, 90, 200);

const fence = (facts: Partial<Fence['trigger']> = {}, station = 'bridge'): Fence => ({
  station,
  trigger: { kind: 'geofence', area: { kind: 'circle', centre: BRIDGE, radius_m: 25 }, dwell_s: 5, ...facts },
});
const fix = ([lon, lat]: Position, second: number, accuracy_m = 8) => ({ lon, lat, accuracy_m, at: second * 1000 });

it('is noticed when somebody has stayed for as long as it says, and not again', () => {
  const noticing = new Noticing([fence()], []);
  const heard = [0, 4, 5, 6, 500].map((second) => noticing.heard(fix(BRIDGE, second)));
  expect(heard).toEqual([undefined, undefined, 'bridge', undefined, undefined]);
});

it('is not noticed by somebody who only passes', () => {
  const noticing = new Noticing([fence()], []);
  expect([fix(BRIDGE, 0), fix(FAR, 3), fix(BRIDGE, 6)].map((each) => noticing.heard(each))).toEqual([undefined, undefined, undefined]);
});

it('is noticed always by who comes back after a while, and not by who stands at its edge', () => {
  const noticing = new Noticing([fence({ repeat: 'always', dwell_s: 0 })], []);
  const way: [Position, number][] = [[BRIDGE, 0], [FAR, 10], [BRIDGE, 20], [FAR, 90], [BRIDGE, 100]];
  expect(way.map(([where, second]) => noticing.heard(fix(where, second)))).toEqual(['bridge', undefined, undefined, undefined, 'bridge']);
});

it('that was visited before, or was opened by hand, is not noticed', () => {
  expect(new Noticing([fence({ dwell_s: 0 })], ['bridge']).heard(fix(BRIDGE, 0))).toBeUndefined();
  const noticing = new Noticing([fence({ dwell_s: 0 })], []);
  noticing.spend('bridge');
  expect(noticing.heard(fix(BRIDGE, 0))).toBeUndefined();
});

it('is not noticed by a position that is worse than its area', () => {
  const noticing = new Noticing([fence({ dwell_s: 0 })], []);
  expect(noticing.heard(fix(BRIDGE, 0, 300))).toBeUndefined();
  expect(noticing.heard(fix(BRIDGE, 1, 30))).toBe('bridge');
});

it('is the smaller one of two that hold', () => {
  const wide = fence({ dwell_s: 0, area: { kind: 'circle', centre: BRIDGE, radius_m: 90 } }, 'town');
  const noticing = new Noticing([wide, fence({ dwell_s: 0 })], []);
  expect([0, 1].map((second) => noticing.heard(fix(BRIDGE, second)))).toEqual(['bridge', 'town']);
});

it('in a polygon holds between its outer ring and its holes', () => {
  const square = (half: number): Position[] => [[-half, -half], [half, -half], [half, half], [-half, half], [-half, -half]];
  const area = { kind: 'polygon', rings: [square(2), square(1)] } as const;
  expect([holds(area, [1.5, 0]), holds(area, [0, 0]), holds(area, [3, 0])]).toEqual([true, false, false]);
});
