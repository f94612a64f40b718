/** The viewer's AR runtime (exports/viewer/ar), its pure parts. */
import { describe, expect, test } from 'vitest';

import { product, rotated, turnOfHeading } from '../../../../tour_schema/typescript/frames.ts';
import type { Medium } from '../model/documents.ts';
import { flatFile, modelFile, pictureFile, proportion } from '$viewer/ar/files.ts';
import { linesOf } from '$viewer/ar/labels.ts';
import { AT_THE_ANCHOR, isWithin, placementOf } from '$viewer/ar/poses.ts';
import { asTurn, inverse, northOf, NO_TURN, postureOf, type Anchor } from '$viewer/ar/postures.ts';
import { tapOn } from '$viewer/ar/taps.ts';

const rounded = (vector: readonly number[]) => vector.map((each) => Math.round(each * 1e6) / 1e6 + 0);

function onEarth(compass: number): Anchor {
  const [x, y, z, w] = turnOfHeading(compass);
  return { id: 'a', kind: 'geo', geopose: { position: { lat: 51, lon: 11, h: 0 }, quaternion: { x, y, z, w } } };
}

describe('an anchor in a world whose y is up', () => {
  test('what comes out of a picture on the wall comes towards the visitor, and its lower edge is below', () => {
    const posture = postureOf({ id: 'a', kind: 'image' });
    expect(rounded(rotated([0, 1, 0], posture))).toEqual([0, 0, 1]);
    expect(rounded(rotated([0, 0, 1], posture))).toEqual([0, -1, 0]);
    expect(rounded(rotated([1, 0, 0], posture))).toEqual([1, 0, 0]);
  });
  test.each<Anchor>([
    { id: 'a', kind: 'image', upright: false },
    { id: 'a', kind: 'code', content: '1', upright: false },
    { id: 'a', kind: 'plane', surface: 'table' },
    { id: 'a', kind: 'plane' },
    { id: 'a', kind: 'plain' },
  ])('what lies flat is not tilted: $kind', (anchor) => expect(postureOf(anchor)).toEqual(NO_TURN));
  test('a wall is upright, whoever finds it', () => {
    expect(postureOf({ id: 'a', kind: 'plane', surface: 'wall' })).not.toEqual(NO_TURN);
    expect(postureOf({ id: 'a', kind: 'code', content: '1' })).not.toEqual(NO_TURN);
  });
  test('the x axis of a scene on Earth points where its heading does: x is East, z South', () => {
    expect(rounded(rotated([1, 0, 0], northOf(onEarth(0))))).toEqual([0, 0, -1]);
    expect(rounded(rotated([1, 0, 0], northOf(onEarth(90))))).toEqual([1, 0, 0]);
    expect(rounded(rotated([1, 0, 0], northOf(onEarth(180))))).toEqual([0, 0, 1]);
  });
  test('only an anchor on Earth knows where North is', () => expect(northOf({ id: 'a', kind: 'image' })).toEqual(NO_TURN));
  test('a turn that is none turns nothing', () => expect(asTurn([0, 0, 0, 0])).toEqual(NO_TURN));
  test('a turn and its inverse are none together', () => {
    const turn = turnOfHeading(33);
    expect(rounded(product(turn, inverse(turn)))).toEqual([0, 0, 0, 1]);
  });
});

describe('a pose', () => {
  test('of which nothing is said is the anchor', () => expect(placementOf(undefined)).toEqual(AT_THE_ANCHOR));
  test('of a draft that no phone could follow is mended', () => {
    const wild = placementOf({ translation_m: [0, Number.NaN, 0], rotation: [1, 1, 1, 1], scale: 0 });
    expect(wild).toEqual(AT_THE_ANCHOR);
  });
  test('is seen within its range, ends included', () => {
    expect(isWithin(undefined, 1e6)).toBe(true);
    expect(isWithin([1, 20], 1)).toBe(true);
    expect(isWithin([1, 20], 20)).toBe(true);
    expect(isWithin([1, 20], 0.9)).toBe(false);
    expect(isWithin([1, 20], 20.1)).toBe(false);
  });
});

describe('the file that is shown of a medium', () => {
  const glb = 'model/gltf-binary';
  const original = { sha256: '', bytes: 1, media_type: glb };
  const model = (change: Partial<Medium>): Medium => ({ kind: 'medium', id: 'm', type: 'model', original, ...change });
  const variant = (use: 'low' | 'high' | '480' | '1080', media_type = glb) => ({ sha256: use, bytes: 1, media_type, use });

  test('is the quality that was wished for, else the other one', () => {
    expect(modelFile(model({ variants: [variant('low'), variant('high')] }), 'high')).toEqual({ use: 'high', scale: 1 });
    expect(modelFile(model({ variants: [variant('low')] }), 'high')).toEqual({ use: 'low', scale: 1 });
  });
  test('is the original until there are variants, brought to metres', () => {
    const facts = { triangles: 12, scale: 0.01 };
    expect(modelFile(model({ model: facts }), 'low')).toEqual({ use: 'original', scale: 0.01 });
  });
  test('is none where there is only USDZ, which no browser draws', () => {
    const usdz = { ...original, media_type: 'model/vnd.usdz+zip' };
    expect(modelFile(model({ original: usdz, variants: [variant('high', usdz.media_type)] }), 'high')).toBeUndefined();
  });
  test('of a picture has the pixels that are asked for, else is the largest', () => {
    const picture = model({ type: 'image', variants: [variant('480'), variant('1080')] });
    expect(pictureFile(picture, 300).use).toBe('480');
    expect(pictureFile(picture, 481).use).toBe('1080');
    expect(pictureFile(picture, 4000).use).toBe('1080');
    expect(pictureFile(model({ type: 'image' }), 300).use).toBe('original');
  });
  test('is a picture of what is seen at once, the still of a film, and none of a model', () => {
    const of = (type: Medium['type'], ...variants: Medium['variants'] & object) => flatFile(model({ type, variants }), 1080)?.use;
    expect(of('image', variant('480'), variant('1080'))).toBe('1080');
    expect(of('target', variant('480'))).toBe('480');
    expect(of('video', variant('low', 'video/mp4'), { ...variant('480'), use: 'poster' })).toBe('poster');
    expect(of('model', variant('low'))).toBeUndefined();
  });
  test('is as tall as its pixels say', () => {
    expect(proportion(model({ original: { ...original, width_px: 400, height_px: 100 } }))).toBe(0.25);
    expect(proportion(model({}))).toBe(1);
  });
});

describe('a tap', () => {
  const content = { id: 'c', kind: 'sound' } as const;
  test('does nothing where nothing is said', () => expect(tapOn(content)).toBeUndefined());
  test('opens a block, plays a clip of its own model, shows another', () => {
    expect(tapOn({ ...content, on_tap: { kind: 'open_block', block: 'b' } })).toEqual({ kind: 'block', block: 'b' });
    expect(tapOn({ ...content, on_tap: { kind: 'play_clip', clip: 'open' } })).toEqual({ kind: 'clip', content: 'c', clip: 'open' });
    expect(tapOn({ ...content, on_tap: { kind: 'toggle_content', content: 'd' } })).toEqual({ kind: 'toggle', content: 'd' });
  });
  test('leads to pages, telephones and mailboxes, and to no script', () => {
    const to = (href: string) => tapOn({ ...content, on_tap: { kind: 'open_link', href } });
    expect(to('https://example.org')).toEqual({ kind: 'link', href: 'https://example.org' });
    expect(to('tel:+49361')).toBeDefined();
    expect(to('javascript:alert(1)')).toBeUndefined();
    expect(to('http://example.org')).toBeUndefined();
  });
});

test('a label is broken into lines at its words, and at its own line ends', () => {
  expect(linesOf('Das Haus zum Breiten Herd steht hier seit 1584', 20)).toEqual([
    'Das Haus zum Breiten',
    'Herd steht hier seit',
    '1584',
  ]);
  expect(linesOf('Donaudampfschifffahrtsgesellschaft\nWien', 10)).toEqual(['Donaudampfschifffahrtsgesellschaft', 'Wien']);
});
