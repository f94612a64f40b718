/** What a phone measures beside an anchor: means that promise no more than they know, directions, and nudges. */
import { expect, test } from 'vitest';

import { moved, turnOfHeading } from '../../../../tour_schema/typescript/frames.ts';
import { between, compassName } from '$viewer/ar/attitude.ts';
import type { Fix } from '$viewer/ar/sensing.ts';
import { NO_NUDGE } from '$viewer/ar/nudged.ts';
import { headingOfPose, mean, nudgedTo, towards } from './measuring.ts';

const GATE = { lat: 50.9787, lon: 11.0307, h: 0 };

function fix(east: number, north: number, accuracy_m: number, second: number): Fix {
  const { lon, lat } = moved(GATE, [east, north, 0]);
  return { lon, lat, accuracy_m, at: second * 1000 };
}

const away = (found: { lon: number; lat: number } | undefined) => towards(GATE, found ?? GATE);

test('a good fix counts more than a bad one', () => {
  const found = mean([fix(0, 0, 3, 0), fix(10, 0, 30, 1)]);
  expect(away(found).distance_m).toBeCloseTo(0.1, 2);
  expect(found?.fixes).toBe(2);
  expect(mean([])).toBeUndefined();
});

test('many fixes of one moment are no more exact than one, those of minutes are', () => {
  const crowd = mean(Array.from({ length: 20 }, (_, index) => fix(0, 0, 5, index / 20)));
  expect(crowd?.accuracy_m).toBeGreaterThan(4.9);
  const patient = mean(Array.from({ length: 121 }, (_, index) => fix(0, 0, 5, index)));
  expect(patient?.accuracy_m).toBeCloseTo(2.5, 1);
});

test('fixes that scatter more than the phone admits are as exact as they scatter', () => {
  const found = mean([fix(-20, 0, 3, 0), fix(20, 0, 3, 0)]);
  expect(found?.accuracy_m).toBeCloseTo(20, 0);
});

test('a direction has a distance, a bearing and a name', () => {
  const north = towards(GATE, moved(GATE, [0, 12, 0]));
  expect(north.distance_m).toBeCloseTo(12, 3);
  expect(between(north.bearing_deg, 0)).toBeCloseTo(0, 3);
  expect(compassName(towards(GATE, moved(GATE, [-3, -3, 0])).bearing_deg)).toBe('southwest');
  expect([compassName(359), compassName(-90), compassName(22)]).toEqual(['north', 'west', 'north']);
});

test('one turns the shorter way', () => {
  expect([between(350, 10), between(10, 350), between(0, 180), between(90, 90)]).toEqual([20, -20, 180, 0]);
});

test('an anchor is nudged to where one stands, and keeps its height and its turn', () => {
  const [x, y, z, w] = turnOfHeading(120);
  const pose = { position: { ...GATE, h: 3 }, quaternion: { x, y, z, w } };
  const nudge = nudgedTo(pose, moved(GATE, [2.5, -1.25, 0]), { ...NO_NUDGE, up_m: 0.5, turn_deg: 7 });
  expect(nudge).toEqual({ east_m: 2.5, north_m: -1.25, up_m: 0.5, turn_deg: 7 });
  expect(headingOfPose(pose)).toBeCloseTo(120, 6);
});
