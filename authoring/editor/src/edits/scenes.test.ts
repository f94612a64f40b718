import { describe, expect, test } from 'vitest';

import { headingOf } from '../../../../tour_schema/typescript/frames.ts';
import type { JsonObject, Scene } from '../model/documents.ts';
import type { Edit, Workspace } from '../model/workspace.ts';
import { aStation, aWorkspace, stationId } from '../testing/builders.ts';
import { addAnchor } from './addAnchor.ts';
import { addContent } from './addContent.ts';
import { addScene } from './addScene.ts';
import { moveAnchor } from './moveAnchor.ts';
import { placeContent } from './placeContent.ts';
import { removeAnchor } from './removeAnchor.ts';
import { removeContent } from './removeContent.ts';
import { removeScene } from './removeScene.ts';
import { turnGeoAnchor } from './turnGeoAnchor.ts';

const AT = { station: stationId(1), scene: 's1' };

function aScene(change: Partial<Scene> = {}): Scene {
  return {
    id: 's1',
    anchors: [
      { id: 'a1', kind: 'image' },
      { id: 'a2', kind: 'plane' },
      { id: 'a3', kind: 'plain' },
    ],
    contents: [
      { id: 'c1', kind: 'model' },
      { id: 'c2', kind: 'label', on_tap: { kind: 'toggle_content', content: 'c1' } },
    ],
    ...change,
  };
}

function withScene(scene: Scene = aScene()): Workspace {
  const workspace = aWorkspace();
  return { ...workspace, stations: { ...workspace.stations, [AT.station]: aStation(1, { scenes: [scene] }) } };
}

const after = (edit: Edit, workspace = withScene()): Scene | undefined =>
  edit.apply(workspace).stations[AT.station]?.scenes?.[0];
const ids = (parts: readonly JsonObject[] | undefined) => parts?.map(({ id }) => id);

describe('a ladder', () => {
  test('takes a new anchor before the plain step', () => {
    expect(ids(after(addAnchor(AT, { id: 'a4', kind: 'code' }))?.anchors)).toEqual(['a1', 'a2', 'a4', 'a3']);
  });
  test('takes the plain step at its end', () => {
    const open = withScene(aScene({ anchors: [{ id: 'a1', kind: 'image' }] }));
    expect(ids(after(addAnchor(AT, { id: 'a4', kind: 'plain' }), open)?.anchors)).toEqual(['a1', 'a4']);
  });
  test('is put into another order', () => {
    expect(ids(after(moveAnchor(AT, 1, 0))?.anchors)).toEqual(['a2', 'a1', 'a3']);
  });
  test('keeps the plain step the last one, whatever is moved', () => {
    const before = withScene();
    expect(moveAnchor(AT, 2, 0).apply(before)).toBe(before);
    expect(moveAnchor(AT, 0, 2).apply(before)).toBe(before);
  });
  test('loses an anchor', () => expect(ids(after(removeAnchor(AT, 'a1'))?.anchors)).toEqual(['a2', 'a3']));
});

describe('a content', () => {
  test('comes behind the others', () => {
    expect(ids(after(addContent(AT, { id: 'c3', kind: 'sound' }))?.contents)).toEqual(['c1', 'c2', 'c3']);
  });
  test('is placed, without noise in its numbers', () => {
    const placement = { translation_m: [0.1 + 0.2, -0, 1.00004], rotation: [0, 0, 0, 1], scale: 1.23456 } as const;
    expect(after(placeContent(AT, 'c1', placement))?.contents?.[0]).toEqual({
      id: 'c1',
      kind: 'model',
      pose: { translation_m: [0.3, 0, 1], rotation: [0, 0, 0, 1], scale: 1.2346 },
    });
  });
  test('is taken away, and no tap leads to it any more', () => {
    expect(after(removeContent(AT, 'c1'))?.contents).toEqual([{ id: 'c2', kind: 'label' }]);
  });
});

test('a scene is added behind the others, and taken away again', () => {
  const more = addScene(AT.station, aScene({ id: 's2' })).apply(withScene());
  expect(more.stations[AT.station]?.scenes?.map(({ id }) => id)).toEqual(['s1', 's2']);
  const none = removeScene(AT).apply(withScene());
  expect(none.stations[AT.station]).not.toHaveProperty('scenes');
});

test('what is gone is not edited', () => {
  const before = withScene();
  for (const edit of [
    addContent({ ...AT, scene: 's9' }, { id: 'c3', kind: 'sound' }),
    removeScene({ ...AT, scene: 's9' }),
    removeScene({ ...AT, station: 'gone' }),
    addScene('gone', aScene()),
  ])
    expect(edit.apply(before)).toBe(before);
});

test('an anchor on Earth is turned by the one function that knows compass and GeoPose', () => {
  const geo = { id: 'a1', kind: 'geo', geopose: { position: { lat: 51, lon: 11, h: 0 } } };
  const turned = after(turnGeoAnchor(AT.station, '/scenes/0/anchors/0', 225), withScene(aScene({ anchors: [geo] })));
  const anchor = turned?.anchors?.[0] as { geopose: { quaternion: { x: number; y: number; z: number; w: number } } };
  const { x, y, z, w } = anchor.geopose.quaternion;
  expect(headingOf([x, y, z, w])).toBeCloseTo(225, 4);
});
