// @vitest-environment happy-dom
/** What of a scene is played, and when it ends (exports/viewer/ar). */
import { AudioContext, Camera, Group, Mesh, MeshBasicMaterial, PlaneGeometry, Texture, VideoTexture } from 'three';
import { afterEach, beforeEach, describe, expect, test, vi, type Mock } from 'vitest';

import { Ranges } from '../stage/ranges.ts';
import type { Guide, Medium } from '../model/documents.ts';
import type { Figure, Surroundings } from '$viewer/ar/figures.ts';
import { heardOf, rangeOf, spokenIn } from '$viewer/ar/heard.ts';
import { OnPicture } from '$viewer/ar/onPicture.ts';
import type { Sight } from '$viewer/ar/pictureTracker.ts';
import type { Content } from '$viewer/ar/poses.ts';
import { Programme, type Act } from '$viewer/ar/programme.ts';
import type { SceneGraph } from '$viewer/ar/sceneGraph.ts';
import type { SceneView } from '$viewer/ar/sceneView.ts';

const medium = (id: string, change: Partial<Medium> = {}): Medium => ({
  format: 'wayfable/1.0',
  kind: 'medium',
  id,
  type: 'video',
  original: { sha256: '', bytes: 1, media_type: 'video/mp4', duration_s: 9 },
  variants: [{ use: 'high', sha256: '', bytes: 1, media_type: 'video/mp4' }],
  ...change,
});
const MEDIA = new Map(['film', 'vtt', 'water', 'voice'].map((id) => [id, medium(id, id === 'film' ? { captions: { de: 'vtt' } } : {})]));
const MARTHA: Guide = { format: 'wayfable/1.0', kind: 'guide', id: 'g', original: 'de' };
const TEXT = 'Kommt nur näher! Hier roch es nach Karpfen.';
const around = (change: Partial<Surroundings> = {}): Surroundings => ({
  medium: (id) => MEDIA.get(id),
  address: ({ id }, use) => `/${id}/${use}`,
  words: (text) => text?.['de'] ?? '',
  line: () => ({ guide: MARTHA, text: TEXT, gesture: 'wave', sound: undefined, captions: undefined }),
  quality: 'low',
  calm: false,
  markers: false,
  ...change,
});
const FILM: Content = { id: 'video-1', kind: 'video', medium: 'film' };
const GUIDE: Content = { id: 'guide-1', kind: 'guide', line: 'line-1' };

describe('what is heard of a content', () => {
  test('is a file in the quality that there is, with its captions', () => {
    expect(heardOf(FILM, around())).toMatchObject({ file: { medium: { id: 'film' }, use: 'high' }, captions: { medium: { id: 'vtt' }, use: 'captions' }, loop: false, duration: 9 });
    const water = { id: 's', kind: 'sound', medium: 'water', loop: true } as const;
    expect(heardOf(water, around())).toMatchObject({ file: { medium: { id: 'water' }, use: 'high' }, captions: undefined, loop: true });
  });
  test('is the original while there is no variant yet', () => {
    const bare = around({ medium: (id) => medium(id, { variants: [] }) });
    expect(heardOf(FILM, bare)?.file?.use).toBe('original');
  });
  test('is of a line nobody has spoken yet its text, as long as reading it takes', () => {
    expect(heardOf(GUIDE, around())).toMatchObject({ file: undefined, text: TEXT, gesture: 'wave', duration: TEXT.length / 15 });
  });
  test('is nothing of a picture, of what was not chosen, and of a line without words', () => {
    expect(heardOf({ id: 'i', kind: 'image', medium: 'film' }, around())).toBeUndefined();
    expect(heardOf({ id: 'v', kind: 'video' }, around())).toBeUndefined();
    const wordless = around({ line: () => ({ guide: MARTHA, text: '', gesture: 'talk', sound: undefined, captions: undefined }) });
    expect(heardOf(GUIDE, wordless)).toBeUndefined();
    expect(heardOf(GUIDE, around({ line: () => undefined }))).toBeUndefined();
  });
  test('is said in the first language that has words, and with what was recorded in that one', () => {
    const block = { text: { de: 'Hallo', en: 'Hello' }, recordings: { de: { medium: 'voice', captions: 'vtt' } } };
    const find = (id: string) => MEDIA.get(id);
    expect(spokenIn(block, ['de', 'en'], find, MARTHA)).toMatchObject({ text: 'Hallo', sound: { id: 'voice' }, captions: { id: 'vtt' } });
    expect(spokenIn(block, ['en', 'de'], find, MARTHA)).toMatchObject({ text: 'Hello', sound: undefined, gesture: 'talk' });
    expect(spokenIn(block, ['fr', undefined], find, MARTHA).text).toBe('Hallo');
    expect(spokenIn({}, ['de'], find, MARTHA).text).toBe('');
  });
  test('reaches as far as it says, else ten metres', () => {
    expect(rangeOf({ id: 's', kind: 'sound', visible_m: [0, 3] })).toBe(3);
    expect(rangeOf({ id: 's', kind: 'sound' })).toBe(10);
  });
});

/** Web Audio, which no test machine has; what each sound was told to be as loud as. */
function withAudio(): { readonly volumes: number[]; readonly stop: () => void } {
  const volumes: number[] = [];
  const node = () => ({
    connect: () => {},
    disconnect: () => {},
    gain: { value: 1, setTargetAtTime: (volume: number) => volumes.push(volume) },
  });
  const context = {
    currentTime: 0,
    destination: {},
    resume: () => Promise.resolve(),
    createGain: node,
    createPanner: node,
    createMediaElementSource: node,
  };
  AudioContext.setContext(context as unknown as globalThis.AudioContext);
  return { volumes, stop: () => AudioContext.setContext(undefined as unknown as globalThis.AudioContext) };
}

describe('what is played', () => {
  const figure: Figure = { object: new Group(), clips: [] };
  let screen: MeshBasicMaterial;
  let figures: Map<string, Figure>;
  let graph: { readonly perform: ReturnType<typeof vi.fn> };
  let told: readonly Act[];
  let stood: Mock<(content: string) => void>;
  let programme: Programme;

  beforeEach(() => {
    vi.useFakeTimers();
    screen = new MeshBasicMaterial({ map: new Texture() });
    figures = new Map<string, Figure>([
      ['guide-1', figure],
      ['video-1', { ...figure, object: new Mesh(new PlaneGeometry(), screen), screen }],
    ]);
    graph = { perform: vi.fn() };
    const known = { ...graph, figure: (id: string) => figures.get(id), holder: () => new Group() };
    told = [];
    stood = vi.fn<(content: string) => void>();
    const audience = { told: (acts: readonly Act[]) => (told = acts), stood };
    programme = new Programme(known as unknown as SceneGraph, around(), new Camera(), audience);
    vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => {});
    vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {});
  });
  afterEach(() => vi.useRealTimers());

  const plays = () => vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const runs = () => vi.spyOn(HTMLMediaElement.prototype, 'paused', 'get').mockReturnValue(false);

  function filmsMade(): HTMLVideoElement[] {
    const made: HTMLVideoElement[] = [];
    const create = document.createElement.bind(document);
    vi.spyOn(document, 'createElement').mockImplementation((tag: string) => {
      const element = create(tag);
      if (element instanceof HTMLVideoElement) made.push(element);
      return element;
    });
    return made;
  }

  test('a guide makes its gesture, talks, and stands when the line has ended', async () => {
    await programme.toggle(GUIDE);
    programme.step();
    expect(told).toEqual([{ content: 'guide-1', kind: 'guide', caption: TEXT }]);
    vi.advanceTimersByTime(2100);
    programme.step();
    expect(graph.perform.mock.calls.map((call) => call[1] as unknown)).toEqual(['wave', 'talk']);
    vi.advanceTimersByTime(1000);
    programme.step();
    expect(told).toEqual([]);
    expect(stood).toHaveBeenCalledExactlyOnceWith('guide-1');
    expect(programme.busy).toBe(false);
  });

  test('a film runs on its board from its first picture on, and leaves the poster behind', async () => {
    const poster = screen.map;
    plays();
    runs();
    const made = filmsMade();
    await programme.toggle(FILM);
    expect(screen.map).toBe(poster);
    made[0]?.dispatchEvent(new Event('playing'));
    expect(screen.map).toBeInstanceOf(VideoTexture);
    expect(programme.step()).toBe(true);
    programme.stop();
    expect(screen.map).toBe(poster);
    expect(made[0]?.hasAttribute('src')).toBe(false);
  });

  test('a film that is hidden is silent, goes on, and is heard again when it is seen', async () => {
    plays();
    runs();
    const made = filmsMade();
    const holder = new Group();
    const known = { ...graph, figure: (id: string) => figures.get(id), holder: () => holder };
    const shown = new Programme(known as unknown as SceneGraph, around(), new Camera(), { told: () => {}, stood });
    await shown.toggle(FILM);
    const muted = (visible: boolean) => {
      holder.visible = visible;
      shown.step();
      return made[0]?.muted;
    };
    expect([muted(true), muted(false), muted(true)]).toEqual([false, true, false]);
    expect(shown.busy).toBe(true);
  });

  test('nothing is read of a guide who is hidden', async () => {
    const holder = new Group();
    const known = { ...graph, figure: (id: string) => figures.get(id), holder: () => holder };
    const said = (acts: readonly Act[]) => (told = acts);
    const shown = new Programme(known as unknown as SceneGraph, around(), new Camera(), { told: said, stood });
    await shown.toggle(GUIDE);
    const read = (visible: boolean) => {
      holder.visible = visible;
      shown.step();
      return told.map(({ caption }) => caption);
    };
    expect([read(true), read(false)]).toEqual([[TEXT], ['']]);
  });

  test('one is listened to at a time, and a second press ends it', async () => {
    plays();
    runs();
    await programme.toggle(FILM);
    await programme.toggle(GUIDE);
    expect(told.map(({ content }) => content)).toEqual(['guide-1']);
    await programme.toggle(GUIDE);
    expect(told).toEqual([]);
  });

  test('what cannot be had is not played, and says so', async () => {
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockRejectedValue(new DOMException('', 'NotSupportedError'));
    await expect(programme.toggle(FILM)).rejects.toThrow();
    expect(told).toEqual([]);
    expect(programme.busy).toBe(false);
  });

  test('a sound is silent nearer than its range begins, where the camera is where the visitor is', async () => {
    const { volumes, stop } = withAudio();
    plays();
    runs();
    const holder = new Group();
    const eye = new Camera();
    const known = { ...graph, figure: (id: string) => figures.get(id), holder: () => holder };
    const near = new Programme(known as unknown as SceneGraph, around(), eye, { told: () => {}, stood });
    await near.toggle({ id: 's', kind: 'sound', medium: 'water', visible_m: [2, 8] });
    const heard = (distance: number) => {
      eye.position.set(0, 0, distance);
      near.step();
      return volumes.at(-1) ?? 1;
    };
    near.measured = true;
    expect([heard(3), heard(1), heard(2)]).toEqual([1, 0, 1]);
    // From a view that is turned by hand it is as loud from anywhere.
    near.measured = false;
    expect(heard(1)).toBe(1);
    near.dispose();
    stop();
  });

  test('what another figure has taken the place of ends', async () => {
    await programme.toggle(GUIDE);
    figures.set('guide-1', { ...figure });
    programme.step();
    expect(told).toEqual([]);
  });
});

test('what is lost from sight is silent', async () => {
  const hush = vi.fn();
  const renderer = { domElement: { clientWidth: 0, clientHeight: 0 } };
  const view = { anchor: new Group(), camera: new Camera(), renderer, loop: () => {}, hush } as unknown as SceneView;
  let see: (sight: Sight) => void = () => {};
  const track = (told: typeof see) => {
    see = told;
    return Promise.resolve({ stop: () => {} });
  };
  await new OnPicture(view, document.createElement('video'), () => {}).start(track);
  see(view.anchor.matrix.clone());
  expect(hush).not.toHaveBeenCalled();
  see(undefined);
  expect(hush).toHaveBeenCalledOnce();
  see(undefined);
  expect(hush).toHaveBeenCalledOnce();
});

test('a ring shows how far a sound reaches, where it is now', () => {
  const ranges = new Ranges();
  ranges.show([{ id: 's', kind: 'sound', medium: 'water', visible_m: [0, 3] }, { id: 'e', kind: 'sound' }, FILM]);
  const [ring, ...more] = ranges.children;
  expect(more).toEqual([]);
  expect(ring?.scale.x).toBe(3);
  const holder = new Group();
  holder.position.set(1, 2, 3);
  ranges.follow({ holder: () => holder } as unknown as SceneGraph);
  expect(ring?.position.toArray()).toEqual([1, 2, 3]);
});
