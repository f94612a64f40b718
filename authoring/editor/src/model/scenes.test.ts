import { describe, expect, it } from 'vitest';

import type { Station } from './documents.ts';
import { scenesOf } from './scenes.ts';

const geopose = { position: { lat: 50.9, lon: 11, h: 245 }, quaternion: { x: 0, y: 0, z: 0, w: 1 } };
const scene = { id: 'scene-1', anchors: [{ id: 'a', kind: 'geo', geopose }, { id: 'b', kind: 'plain' }], contents: [{ id: 'c' }] };
const station = (scenes: unknown) => ({ scenes }) as unknown as Station;

describe('the scenes of a station', () => {
  it('are there as they are written', () => {
    expect(scenesOf(station([scene]))).toEqual([scene]);
  });

  it('are none where there are none', () => {
    expect(scenesOf(station(undefined))).toEqual([]);
    expect(scenesOf(undefined)).toEqual([]);
  });

  it.each([
    ['words', 'x'],
    ['nothing in a list', [null]],
    ['two of one id', [scene, scene]],
    ['one without an id', [{ ...scene, id: undefined }]],
    ['anchors that are no list', [{ ...scene, anchors: 'x' }]],
    ['an anchor that is nothing', [{ ...scene, anchors: [null] }]],
    ['two contents of one id', [{ ...scene, contents: [{ id: 'c' }, { id: 'c' }] }]],
    ['an anchor on Earth without a place', [{ ...scene, anchors: [{ id: 'a', kind: 'geo' }] }]],
    [
      'an anchor whose latitude is a word',
      [{ ...scene, anchors: [{ id: 'a', kind: 'geo', geopose: { ...geopose, position: { ...geopose.position, lat: 'x' } } }] }],
    ],
  ])('cannot be shown where there is %s', (_, scenes) => {
    expect(scenesOf(station(scenes))).toBeUndefined();
  });
});
