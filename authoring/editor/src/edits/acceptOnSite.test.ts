/** What a colleague found on site becomes one step: the anchor's place, who saw it, and how one gets there. */
import { expect, test } from 'vitest';

import { headingOf, offset, turnOfAngles, turnOfHeading } from '../../../../tour_schema/typescript/frames.ts';
import { withDocument } from '../model/workspace.ts';
import { aStation, aWorkspace, stationId } from '../testing/builders.ts';
import { acceptOnSite, nudged } from './acceptOnSite.ts';

const AT = { station: stationId(1), scene: 's1' };
const [x, y, z, w] = turnOfHeading(90);
const POSE = { position: { lat: 50.9787, lon: 11.0307, h: 2 }, quaternion: { x, y, z, w } };
const NUDGE = { east_m: 300, north_m: -400, up_m: 0.5, turn_deg: 12 };
const VERIFIED = { at: '2026-05-01T08:00:00Z', by: 'Anna', accuracy_m: 3.2 };
const ANCHORS = [{ id: 'a1', kind: 'geo', geopose: POSE }, { id: 'a2', kind: 'plain' }];

function workspace(facts = {}) {
  return withDocument(aWorkspace(), aStation(1, { scenes: [{ id: 's1', anchors: ANCHORS }], ...facts }));
}

test('a pose is moved over the ground, lifted, and turned about the vertical', () => {
  const { position, quaternion } = nudged(POSE, NUDGE);
  const [east, north] = offset({ ...POSE.position, h: 0 }, { ...position, h: 0 });
  expect([east, north].map((value) => Math.round(value * 100) / 100)).toEqual([300, -400]);
  expect(position.h).toBe(2.5);
  expect(headingOf([quaternion.x, quaternion.y, quaternion.z, quaternion.w])).toBeCloseTo(102, 4);
});

test('what was leaning leans as before', () => {
  const [lx, ly, lz, lw] = turnOfAngles(0, 30, 0);
  const { quaternion } = nudged({ ...POSE, quaternion: { x: lx, y: ly, z: lz, w: lw } }, { ...NUDGE, turn_deg: 90 });
  const [wx, wy, wz, ww] = turnOfAngles(-90, 30, 0);
  expect([quaternion.x, quaternion.y, quaternion.z, quaternion.w].map((value) => value.toFixed(5))).toEqual(
    [wx, wy, wz, ww].map((value) => value.toFixed(5)),
  );
});

test('an accepted report moves the anchor and says who saw it', () => {
  const geopose = nudged(POSE, NUDGE);
  const edit = acceptOnSite(AT, { anchor: 'a1', verdict: 'move', geopose, verified: VERIFIED });
  const after = edit.apply(workspace()).stations[stationId(1)];
  expect(after?.scenes?.[0]?.anchors).toEqual([{ ...ANCHORS[0], geopose, verified: VERIFIED }, ANCHORS[1]]);
  expect(after?.access).toBeUndefined();
});

test('where nobody could get, nothing was verified, and the way there is told', () => {
  const told = { anchor: 'a1', verdict: 'unreached', verified: VERIFIED, note: 'hinter einem Zaun' } as const;
  const once = acceptOnSite(AT, told).apply(workspace());
  expect(once.stations[stationId(1)]?.scenes?.[0]?.anchors).toEqual(ANCHORS);
  expect(once.stations[stationId(1)]?.access?.note).toEqual({ de: 'hinter einem Zaun' });
  expect(acceptOnSite(AT, told).apply(once)).toEqual(once);
  const known = workspace({ access: { step_free: false, note: { de: 'Drei Stufen.', en: 'Three steps.' } } });
  expect(acceptOnSite(AT, told).apply(known).stations[stationId(1)]?.access).toEqual({
    step_free: false,
    note: { de: 'Drei Stufen. hinter einem Zaun', en: 'Three steps.' },
  });
});

test('a report about a scene that is gone changes nothing', () => {
  const before = workspace({ scenes: [] });
  expect(acceptOnSite(AT, { anchor: 'a1', verdict: 'holds', verified: VERIFIED }).apply(before)).toBe(before);
});
