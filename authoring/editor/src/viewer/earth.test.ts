/** Where a scene on Earth stands before a phone: how the phone is held, where it is, and when that is not enough. */
import { Quaternion, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';

import { moved, turnOfHeading } from '../../../../tour_schema/typescript/frames.ts';
import { attitudeOf, headingOfTilt, headingOfTurn, turnedRight, turnOfTilt } from '$viewer/ar/attitude.ts';
import { before, failing, liftOf, share, steadied, wayTo, EYE_M, UNCORRECTED, type GeoAnchor } from '$viewer/ar/earthFrame.ts';
import { isNudged, nudgedFrame, NO_NUDGE } from '$viewer/ar/nudged.ts';
import { northOf } from '$viewer/ar/postures.ts';

const GATE = { lat: 50.9787, lon: 11.0307, h: 0 };
const rounded = (numbers: readonly number[]) => numbers.map((each) => Math.round(each * 1e4) / 1e4 + 0);
/** Where in the world the camera looks and what is up for it: East, Up, South. */
const seen = (alpha: number, beta: number, gamma: number, screen: number) => {
  const turn = new Quaternion(...turnOfTilt(alpha, beta, gamma, screen));
  const to = (x: number, y: number, z: number) => rounded(new Vector3(x, y, z).applyQuaternion(turn).toArray());
  return { ahead: to(0, 0, -1), up: to(0, 1, 0) };
};

describe('the camera of a phone', () => {
  test.each([
    ['upright, to the North', [0, 90, 0, 0], { ahead: [0, 0, -1], up: [0, 1, 0] }],
    ['upright, to the East', [270, 90, 0, 0], { ahead: [1, 0, 0], up: [0, 1, 0] }],
    ['upright, to the South', [180, 90, 0, 0], { ahead: [0, 0, 1], up: [0, 1, 0] }],
    ['flat, its upper edge to the North', [0, 0, 0, 0], { ahead: [0, -1, 0], up: [0, 0, -1] }],
    ['on its left side, to the North', [90, 0, -90, 90], { ahead: [0, 0, -1], up: [0, 1, 0] }],
    ['on its right side, to the North', [270, 0, 90, 270], { ahead: [0, 0, -1], up: [0, 1, 0] }],
    ['raised by 30 degrees, to the West', [90, 120, 0, 0], { ahead: [-0.866, 0.5, 0], up: [0.5, 0.866, 0] }],
  ] as const)('held %s', (_, [alpha, beta, gamma, screen], wanted) => {
    expect(seen(alpha, beta, gamma, screen)).toEqual(wanted);
  });

  test('looks where its compass says, and further to the right when it is turned there', () => {
    const turn = turnOfTilt(350, 75, 8, 0);
    expect(headingOfTurn(turnedRight(turn, 30))).toBeCloseTo((headingOfTurn(turn) + 30) % 360, 6);
    expect(headingOfTurn(turnOfTilt(270, 90, 0, 0))).toBeCloseTo(90, 6);
  });

  test('is what an upright phone points with; one that lies flat points with its upper edge', () => {
    expect(headingOfTilt(0, 90, 0)).toBeCloseTo(0, 6);
    expect(headingOfTilt(270, 90, 0)).toBeCloseTo(90, 6);
    expect(headingOfTilt(270, 0, 0)).toBeCloseTo(90, 6);
    // Held upright and turned to its right edge, it still films the same house.
    expect(headingOfTilt(180, 90, 0)).toBeCloseTo(180, 6);
  });
});

describe('what a browser says of the attitude', () => {
  const tilt = { alpha: 270, beta: 90, gamma: 0 };

  test('counts where it is said against North', () => {
    expect(attitudeOf({ ...tilt, absolute: false, type: 'deviceorientation' }, 0)).toBeUndefined();
    expect(attitudeOf({ ...tilt, alpha: null, absolute: true }, 0)).toBeUndefined();
    const found = attitudeOf({ ...tilt, absolute: true }, 0);
    expect(found?.heading_deg).toBeCloseTo(90, 6);
    expect(found?.accuracy_deg).toBeUndefined();
  });

  test('is turned by the compass of Safari, which says how good that is', () => {
    const found = attitudeOf({ ...tilt, alpha: 12, webkitCompassHeading: 200, webkitCompassAccuracy: 10 }, 0);
    expect(headingOfTurn(found?.turn ?? [0, 0, 0, 1])).toBeCloseTo(200, 6);
    expect(found).toMatchObject({ heading_deg: 200, accuracy_deg: 10 });
    // Not calibrated.
    expect(attitudeOf({ ...tilt, webkitCompassHeading: 200, webkitCompassAccuracy: -1 }, 0)).toBeUndefined();
  });
});

function anchor(east: number, north: number, change: Partial<GeoAnchor> = {}, h = 0): GeoAnchor {
  const position = { ...moved(GATE, [east, north, 0]), h };
  return { id: 'a', kind: 'geo', geopose: { position, quaternion: { x: 0, y: 0, z: 0, w: 1 } }, ...change };
}
const fix = (east: number, north: number, accuracy_m: number, second = 0) => {
  const { lon, lat } = moved(GATE, [east, north, 0]);
  return { lon, lat, accuracy_m, at: second * 1000 };
};
const HERE = steadied(undefined, fix(0, 0, 5));

describe('a scene on Earth', () => {
  test('stands where its position is from here, on the ground on which one stands', () => {
    expect(rounded(before(HERE, anchor(0, 20), UNCORRECTED))).toEqual([0, -EYE_M, -20]);
    expect(rounded(before(HERE, anchor(7, 0), { turn_deg: 0, up_m: 0.4 }))).toEqual([7, -1.2, 0]);
    const way = wayTo(before(HERE, anchor(-3, -4), UNCORRECTED));
    expect(way.distance_m).toBeCloseTo(5, 3);
    expect(way.bearing_deg).toBeCloseTo(216.87, 2);
  });

  test('is as high above that ground as it says; of a height above the sea nobody knows how high that is', () => {
    expect(liftOf(anchor(0, 0, { height_reference: 'terrain' }, 3))).toEqual({ metres: 3, known: true });
    expect(liftOf(anchor(0, 0, { height_reference: 'ellipsoid' }, 240))).toEqual({ metres: 0, known: false });
    expect(liftOf(anchor(0, 0, {}, 240))).toEqual({ metres: 0, known: false });
  });

  test('goes a little of the way with a bad fix, all of it with one that is much better', () => {
    const east = (accuracy: number) => steadied(HERE, fix(10, 0, accuracy, 1)).east;
    expect(east(50)).toBeLessThan(0.2);
    expect(east(0.3)).toBeGreaterThan(9.9);
    // Whoever has walked on for a minute is there.
    expect(steadied(HERE, fix(60, 0, 5, 60)).east).toBeGreaterThan(45);
  });

  test('glides most of the way in its time, and never beyond', () => {
    expect(share(0, 0.5)).toBe(0);
    expect(share(0.5, 0.5)).toBeCloseTo(0.632, 3);
    expect(share(1e6, 0.5)).toBe(1);
  });
});

describe('a scene on Earth is given up', () => {
  const known = { placed: 'fixed', accuracy_m: 12, turned: true, heading_accuracy_deg: undefined } as const;
  const tolerance = { horizontal_m: 15, heading_deg: 20 };
  const why = (change: object, seconds: number) => failing({ ...known, ...change }, tolerance, seconds);

  test('at once where the position is refused, soon where there is no compass', () => {
    expect(why({ placed: 'denied' }, 0)).toBe('denied');
    expect(why({ turned: false }, 1)).toBeUndefined();
    expect(why({ turned: false }, 7)).toBe('turnless');
  });

  test('after a while where the phone does not find out where it is, or not well enough for this scene', () => {
    expect(why({ placed: 'waiting' }, 10)).toBeUndefined();
    expect(why({ placed: 'waiting' }, 21)).toBe('nowhere');
    expect(why({ accuracy_m: 48 }, 10)).toBeUndefined();
    expect(why({ accuracy_m: 48 }, 21)).toBe('vague');
    expect(why({ heading_accuracy_deg: 35 }, 21)).toBe('adrift');
  });

  test('not where it is good enough, however long it takes', () => {
    expect(why({}, 1000)).toBeUndefined();
  });
});

describe('a scene whose anchor is nudged', () => {
  const NUDGE = { east_m: 2, north_m: 3, up_m: 0.5, turn_deg: 90 };
  const seenAt = (facing: GeoAnchor, x: number, y: number, z: number) => {
    const { place, turn } = nudgedFrame(facing, NUDGE);
    const inFrame = new Vector3(x, y, z).applyQuaternion(new Quaternion(...turn)).add(new Vector3(...place));
    return rounded(inFrame.applyQuaternion(new Quaternion(...northOf(facing))).toArray());
  };

  test('is moved by the compass, whichever way it faces, and turned to the right where it stands', () => {
    const [x, y, z, w] = turnOfHeading(0);
    const turned = anchor(0, 0, { geopose: { position: GATE, quaternion: { x, y, z, w } } });
    for (const facing of [anchor(0, 0), turned]) expect(seenAt(facing, 0, 0, 0)).toEqual([2, 0.5, -3]);
    // What lay in the North of the anchor now lies in its East.
    expect(seenAt(anchor(0, 0), 0, 0, -1)).toEqual([3, 0.5, -3]);
  });

  test('is not moved at all where nothing is proposed', () => {
    expect(isNudged(NO_NUDGE)).toBe(false);
    expect(nudgedFrame(anchor(0, 0), NO_NUDGE).place.map(Math.abs)).toEqual([0, 0, 0]);
  });
});
