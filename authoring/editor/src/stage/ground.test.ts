import { expect, test } from 'vitest';

import { aStation, aTour, aWorkspace, stationId } from '../testing/builders.ts';
import type { Anchor } from '$viewer/ar/postures.ts';
import { groundUnder, stepOf } from './ground.ts';
import { newAnchor, newContent, newScene } from './kinds.ts';
import { upright } from './placing.ts';
import { groundPoint, planOf } from './plan.ts';

type Geo = Extract<Anchor, { kind: 'geo' }>;

const onEarth = (h: number, height_reference?: Geo['height_reference']): Anchor => ({
  id: 'a',
  kind: 'geo',
  geopose: { position: { lat: 51, lon: 11, h }, quaternion: { x: 0, y: 0, z: 0, w: 1 } },
  ...(height_reference && { height_reference }),
});

test('the ground lies below an anchor by its height above the terrain', () => {
  expect(groundUnder(onEarth(2.5, 'terrain'), undefined)).toBe(-2.5);
});

test('where the station says its height in the same way, the difference counts; else nobody knows, and it is none', () => {
  const place = { height: { metres: 240, reference: 'ellipsoid' } } as const;
  expect(groundUnder(onEarth(243, 'ellipsoid'), place)).toBe(-3);
  expect(groundUnder(onEarth(243, 'sea_level'), place)).toBe(0);
  expect(groundUnder(onEarth(243), place)).toBe(0);
});

test('a picture on a wall hangs where people look, a table is as high as tables are', () => {
  expect(groundUnder({ id: 'a', kind: 'image' }, undefined)).toBe(-1.5);
  expect(groundUnder({ id: 'a', kind: 'image', upright: false }, undefined)).toBe(0);
  expect(groundUnder({ id: 'a', kind: 'plane', surface: 'table' }, undefined)).toBe(-0.75);
  expect(groundUnder({ id: 'a', kind: 'plane' }, undefined)).toBe(0);
});

test('a key goes a centimetre at a picture and a tenth of a metre on a square', () => {
  expect(stepOf({ id: 'a', kind: 'image' })).toBe(0.01);
  expect(stepOf(onEarth(0))).toBe(0.1);
});

test('a new anchor on Earth stands at the station on the ground, and says what its height is measured from', () => {
  const anchor = newAnchor(aStation(1), 'geo') as unknown as Geo;
  expect(anchor.geopose.position).toEqual({ lat: 50.9, lon: 11.001, h: 0 });
  expect(anchor.height_reference).toBe('terrain');
  const high = aStation(1, { place: { position: [11, 51], height: { metres: 240, reference: 'sea_level' } } });
  expect(newAnchor(high, 'geo')).toMatchObject({ height_reference: 'sea_level', geopose: { position: { h: 240 } } });
});

test('a new scene can be filled at once, and ends in the plain step', () => {
  expect(newScene(aStation(1)).anchors?.map((each) => each['kind'])).toEqual(['geo', 'plain']);
  expect(newScene(aStation(1, { place: {} })).anchors?.map((each) => each['kind'])).toEqual(['plane', 'plain']);
});

test('no id is given twice in a station', () => {
  const first = newScene(aStation(1));
  const again = newScene(aStation(1, { scenes: [first] }));
  const ids = [first, again].flatMap((scene) => [scene.id, ...(scene.anchors ?? []).map((each) => each['id'])]);
  expect(new Set(ids).size).toBe(ids.length);
  const filled = aStation(1, { scenes: [{ ...first, contents: [{ id: 'model-1', kind: 'model' }] }] });
  expect(newContent(filled, 'model', upright([0, 0, 0, 1]))['id']).toBe('model-2');
});

test('the plan lies true to scale: East is to the right, North away', () => {
  const [east, south] = groundPoint([11, 51], [11.001, 51.001]);
  expect(east).toBeCloseTo(70.2, 0);
  expect(south).toBeCloseTo(-111.3, 0);
  expect(groundPoint([11, 51], [11, 95])).toEqual([0, 0]);
});

test('the plan draws the own geofence and the ways near by, and nothing far away', () => {
  const tour = aTour({
    route: {
      legs: [
        { from: 'stop-1', to: 'stop-2', geometry: { type: 'LineString', coordinates: [[11.001, 50.9], [11.002, 50.9]] } },
        { from: 'stop-2', to: 'stop-3', geometry: { type: 'LineString', coordinates: [[12, 50.9], [12.1, 50.9]] } },
        { from: 'stop-3', to: 'stop-4' },
      ],
    },
  });
  const workspace = aWorkspace(tour);
  const area = { kind: 'circle', centre: [11.001, 50.9], radius_m: 20 } as const;
  const station = aStation(1, { triggers: [{ kind: 'geofence', area }, { kind: 'manual' }] });
  const plan = planOf({ ...workspace, stations: { ...workspace.stations, [station.id]: station } }, stationId(1), [11.001, 50.9]);
  expect(plan.areas).toHaveLength(1);
  expect(Math.hypot(...(plan.areas[0]?.[0] ?? [0, 0]))).toBeCloseTo(20, 0);
  expect(plan.ways).toHaveLength(1);
  expect(plan.station).toEqual([0, expect.closeTo(0, 6)]);
});
