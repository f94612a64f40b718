// @vitest-environment happy-dom
/** The way down the ladder of anchors, and what stands between a camera's frames and a scene (exports/viewer/ar). */
import { Matrix4, Vector3 } from 'three';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { BlindError, mayAskForCamera, openCamera } from '$viewer/ar/camera.ts';
import { passedOver, stepsOf, type Phone } from '$viewer/ar/ladder.ts';
import { anchorSeen, angleOfScreen, focalLength } from '$viewer/ar/pictureTracker.ts';
import type { Anchor } from '$viewer/ar/postures.ts';
import { frameOn, surfaceOf } from '$viewer/ar/surfaceFrame.ts';

const LADDER: readonly Anchor[] = [
  {
    id: 'earth',
    kind: 'geo',
    geopose: { position: { lat: 51, lon: 11, h: 0 }, quaternion: { x: 0, y: 0, z: 0, w: 1 } },
  },
  { id: 'poster', kind: 'image', target: 'm-1' },
  { id: 'floor', kind: 'plane' },
  { id: 'marker', kind: 'code', content: '1' },
  { id: 'cloud', kind: 'cloud', provider: 'x', anchor_id: 'y' },
  { id: 'plain', kind: 'plain' },
];

describe('the ladder', () => {
  const climbed = (phone: Phone) => stepsOf(LADDER, phone).map(({ by, anchor }) => [by, anchor?.id]);

  test('is climbed as far as the phone can, in its own order, and ends in the plain view', () => {
    expect(climbed({ camera: true, world: true, senses: true })).toEqual([
      ['surface', 'earth'],
      ['earth', 'earth'],
      ['picture', 'poster'],
      ['surface', 'floor'],
      ['code', 'marker'],
      ['plain', 'plain'],
    ]);
    expect(climbed({ camera: true, world: false, senses: true })).toEqual([
      ['earth', 'earth'],
      ['picture', 'poster'],
      ['code', 'marker'],
      ['plain', 'plain'],
    ]);
    expect(climbed({ camera: true, world: false, senses: false })).toEqual([
      ['picture', 'poster'],
      ['code', 'marker'],
      ['plain', 'plain'],
    ]);
    expect(climbed({ camera: false, world: false, senses: true })).toEqual([['plain', 'plain']]);
  });

  test('ends in the plain view where the draft has no such step, and looks for no picture that nobody chose', () => {
    expect(stepsOf([{ id: 'a', kind: 'image' }], { camera: true, world: true, senses: true })).toEqual([{ by: 'plain', anchor: undefined }]);
  });

  test('goes to no place that is not on Earth', () => {
    const geopose = { position: { lat: 151, lon: 11, h: 0 }, quaternion: { x: 0, y: 0, z: 0, w: 1 } };
    const steps = stepsOf([{ id: 'a', kind: 'geo', geopose }], { camera: true, world: false, senses: true });
    expect(steps.map(({ by }) => by)).toEqual(['plain']);
  });

  test('tells which anchors a phone passes over', () => {
    const phone = { camera: true, world: false, senses: false };
    const over = passedOver(LADDER, stepsOf(LADDER, phone)).map(({ id }) => id);
    expect(over).toEqual(['earth', 'floor', 'cloud']);
  });
});

describe('a camera', () => {
  afterEach(() => vi.unstubAllGlobals());

  const withCamera = (ask: () => Promise<MediaStream>) => vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: ask } });

  test.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
  ])('that answers %s is %s', async (name, why) => {
    withCamera(() => Promise.reject(new DOMException('', name)));
    const fault: unknown = await openCamera(document.createElement('video'), () => {}).catch((each: unknown) => each);
    expect(fault).toBeInstanceOf(BlindError);
    expect((fault as BlindError).why).toBe(why);
  });

  test('is switched off again, also where the film does not run', async () => {
    const tracks = [new EventTarget() as MediaStreamTrack];
    const stop = vi.fn();
    Object.assign(tracks[0] ?? {}, { stop });
    withCamera(() => Promise.resolve({ getTracks: () => tracks, getVideoTracks: () => tracks } as unknown as MediaStream));
    const play = vi.fn(() => Promise.resolve());
    const video = { play, srcObject: null } as unknown as HTMLVideoElement;
    const ended = vi.fn();
    const close = await openCamera(video, ended);
    // A phone stops the film of a page that is hidden.
    document.dispatchEvent(new Event('visibilitychange'));
    expect(play).toHaveBeenCalledTimes(2);
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(ended).toHaveBeenCalledOnce();
    close();
    expect(stop).toHaveBeenCalledOnce();
    expect(video.srcObject).toBeNull();
    // Closed, it does not begin anew when somebody comes back to the page.
    const played = play.mock.calls.length;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(play).toHaveBeenCalledTimes(played);
    const broken = { play: () => Promise.reject(new DOMException('', 'AbortError')), srcObject: null };
    await expect(openCamera(broken as unknown as HTMLVideoElement, ended)).rejects.toMatchObject({ why: 'busy' });
    expect(stop).toHaveBeenCalledTimes(2);
  });

  test('is not asked for where a page may not', () => {
    vi.stubGlobal('navigator', {});
    expect(mayAskForCamera()).toBe(false);
  });
});

describe('what a camera sees', () => {
  test('has the same angle upright and sideways, for it is the same camera', () => {
    expect(focalLength([640, 480])).toBeCloseTo(579.4, 1);
    expect(focalLength([480, 640])).toBe(focalLength([640, 480]));
  });

  test('is cut at the sides where the screen is narrower than the frame, and above where it is wider', () => {
    expect(angleOfScreen([640, 480], [640, 480])).toBeCloseTo(45, 6);
    // Upright: as high as the frame, whatever is cut at the sides.
    expect(angleOfScreen([360, 480], [640, 480])).toBeCloseTo(45, 6);
    expect(angleOfScreen([1280, 480], [640, 480])).toBeCloseTo(2 * 11.7, 0);
  });
});

describe('a picture that is seen', () => {
  const rounded = ({ x, y, z }: Vector3) => [x, y, z].map((each) => Math.round(each * 1e6) / 1e6 + 0);

  test('gives the frame of its anchor: the middle, in metres, out of the picture and towards its lower edge', () => {
    // 1000 by 500 pixels, straight ahead: its lower left corner half its size to the left and below, 2000 px away.
    const seen = new Matrix4().makeTranslation(-500, -250, -2000).toArray();
    const anchor = anchorSeen(seen, [1000, 500], 0.5);
    expect(rounded(new Vector3(0, 0, 0).applyMatrix4(anchor))).toEqual([0, 0, -1]);
    // To the right, out of the picture and to the eye, down to its lower edge.
    expect(rounded(new Vector3(0.1, 0, 0).applyMatrix4(anchor))).toEqual([0.1, 0, -1]);
    expect(rounded(new Vector3(0, 0.1, 0).applyMatrix4(anchor))).toEqual([0, 0, -0.9]);
    expect(rounded(new Vector3(0, 0, 0.1).applyMatrix4(anchor))).toEqual([0, -0.1, -1]);
  });

  test('turns with it', () => {
    const seen = new Matrix4().makeRotationZ(Math.PI / 2).toArray();
    const anchor = anchorSeen(seen, [100, 100], 1);
    expect(rounded(new Vector3(0, 0, 0).applyMatrix4(anchor))).toEqual([-0.5, 0.5, 0]);
    expect(rounded(new Vector3(0.5, 0, 0).applyMatrix4(anchor))).toEqual([-0.5, 1, 0]);
  });
});

describe('a surface that is met', () => {
  const rounded = ({ x, y, z }: Vector3) => [x, y, z].map((each) => Math.round(each * 1e6) / 1e6 + 0);
  const eye = new Vector3(0, 1.6, 0);
  const point = new Vector3(0, 0, -2);
  const axes = (frame: Matrix4 | undefined) =>
    frame && [0, 1, 2].map((column) => rounded(new Vector3().setFromMatrixColumn(frame, column)));

  test('on the floor the scene stands upright, and looks at who has placed it', () => {
    const frame = frameOn('floor', point, new Vector3(0.1, 0.99, 0).normalize(), eye);
    expect(axes(frame)).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1]]); // prettier-ignore
    expect(rounded(new Vector3().setFromMatrixPosition(frame ?? new Matrix4()))).toEqual([0, 0, -2]);
    const aside = frameOn('table', new Vector3(3, 0.7, 0), new Vector3(0, 1, 0), eye);
    expect(axes(aside)).toEqual([[0, 0, 1], [0, 1, 0], [-1, 0, 0]]); // prettier-ignore
  });

  test('on a wall it comes out of it, and down is down', () => {
    const frame = frameOn('wall', point, new Vector3(0, 0.05, 1).normalize(), eye);
    expect(axes(frame)).toEqual([[1, 0, 0], [0, 0, 1], [0, -1, 0]]); // prettier-ignore
  });

  test('a wall is no floor, a floor no wall, and a ceiling neither', () => {
    expect(frameOn('floor', point, new Vector3(0, 0, 1), eye)).toBeUndefined();
    expect(frameOn('wall', point, new Vector3(0, 1, 0), eye)).toBeUndefined();
    expect(frameOn('floor', point, new Vector3(0, -1, 0), eye)).toBeUndefined();
    expect(frameOn('table', point, new Vector3(0, 1, 1).normalize(), eye)).toBeUndefined();
  });

  test('straight above a point the scene still has a front', () => {
    expect(axes(frameOn('floor', new Vector3(0, 0, 0), new Vector3(0, 1, 0), eye))?.[2]).toEqual([0, 0, 1]);
  });

  test('a place on Earth stands on the floor, and a plane on what it says', () => {
    expect(LADDER.map((anchor) => surfaceOf(anchor)).slice(0, 3)).toEqual(['floor', 'floor', 'floor']);
    expect(surfaceOf({ id: 'a', kind: 'plane', surface: 'wall' })).toBe('wall');
  });
});
