/**
 * What of a scene is played on a press: films run on their boards, sounds come from where they stand, guides say their
 * lines. Whoever shows the scene says `step` before each frame, and shows the captions that are told.
 */
import {
  AudioListener,
  Color,
  PositionalAudio,
  SRGBColorSpace,
  Vector3,
  VideoTexture,
  type Camera,
  type MeshBasicMaterial,
} from 'three';

import { readCaptions } from './captions.ts';
import type { Figure, Surroundings } from './figures.ts';
import { heardOf, rangeOf } from './heard.ts';
import { captionAt, gestureAt, type Gesture, type Line } from './performing.ts';
import { Playback } from './playback.ts';
import type { Content } from './poses.ts';
import type { SceneGraph } from './sceneGraph.ts';

/** What is being played, and what is to be read of it just now. */
export interface Act {
  readonly content: string;
  readonly kind: 'video' | 'sound' | 'guide';
  readonly caption: string;
  /** Its file is still on the way. */
  readonly coming?: true;
}

export interface Audience {
  /** Something begins or ends, or another caption is to be shown. */
  readonly told: (acts: readonly Act[]) => void;
  /** A guide has ended its line. */
  readonly stood: (content: string) => void;
}

interface Performance {
  act: Act;
  readonly playback: Playback;
  readonly element: HTMLMediaElement | undefined;
  readonly figure: Figure | undefined;
  line: Line;
  gesture: Gesture | undefined;
  readonly end: () => void;
  /** The sound in the world, of what has a place there. */
  readonly sound: PositionalAudio | undefined;
  readonly range: readonly [number, number] | undefined;
  volume: number;
}

export class Programme {
  readonly #graph: SceneGraph;
  readonly #around: Surroundings;
  readonly #camera: Camera;
  readonly #audience: Audience;
  readonly #performances = new Map<string, Performance>();
  readonly #coming = new Map<string, Act>();
  #ears: AudioListener | undefined;
  #measured = false;

  constructor(graph: SceneGraph, around: Surroundings, camera: Camera, audience: Audience) {
    this.#graph = graph;
    this.#around = around;
    this.#camera = camera;
    this.#audience = audience;
  }

  /** Begin, or end, what can be played; to be asked from a press. Rejects where its file cannot be had. */
  async toggle(content: Content): Promise<void> {
    if (this.#performances.has(content.id) || this.#coming.has(content.id)) return this.stop(content.id);
    const heard = heardOf(content, this.#around);
    if (heard === undefined) return;
    // One is listened to at a time; what sounds round it goes on.
    if (heard.kind !== 'sound') for (const { kind, content: other } of this.#acts) if (kind !== 'sound') this.stop(other);
    const act: Act = { content: content.id, kind: heard.kind, caption: '' };
    const asked = heard.file && this.#around.address(heard.file.medium, heard.file.use);
    // What is here already begins in the press itself: Safari lets nothing else be heard.
    const file = asked instanceof Promise ? await this.#fetched(act, asked) : asked;
    if (heard.file !== undefined && file === undefined) return;
    const element = file === undefined ? undefined : elementOf(heard.kind, file, heard.loop);
    const playback = new Playback(element, heard.duration);
    const figure = this.#graph.figure(content.id);
    const { sound, end } = this.#set(content, element, figure);
    const performance: Performance = {
      act,
      playback,
      element,
      figure,
      line: { gesture: heard.gesture, text: heard.text, cues: [], duration: heard.duration },
      gesture: undefined,
      end,
      sound,
      range: content.visible_m,
      volume: 1,
    };
    if (element !== undefined && heard.captions !== undefined) {
      const { medium, use } = heard.captions;
      const read = (address: string) => readCaptions(element, address, (cues) => (performance.line = { ...performance.line, cues }));
      // What has no captions here is still heard.
      Promise.resolve(this.#around.address(medium, use)).then(read, () => {});
    }
    this.#performances.set(content.id, performance);
    this.#tell();
    try {
      await playback.start();
    } catch (fault) {
      if (this.#performances.get(content.id) === performance) this.stop(content.id);
      throw fault;
    }
  }

  /** End one of them, or all. */
  stop(content?: string): void {
    const ended = [...this.#performances.values()].filter(({ act }) => content === undefined || act.content === content);
    for (const { act, playback, end } of ended) {
      this.#performances.delete(act.content);
      playback.stop();
      end();
      if (act.kind === 'guide') this.#audience.stood(act.content);
    }
    const given = [...this.#coming.keys()].filter((id) => content === undefined || id === content);
    for (const id of given) this.#coming.delete(id);
    if (ended.length + given.length > 0) this.#tell();
  }

  /** Whether the camera is where the visitor is: a sound is softer the farther it is away, else as loud from anywhere. */
  set measured(measured: boolean) {
    this.#measured = measured;
    for (const { sound } of this.#performances.values()) sound?.setRolloffFactor(measured ? 1 : 0);
  }

  get busy(): boolean {
    return this.#performances.size > 0;
  }

  /** Before each frame while it is busy: gestures and captions as far as what is heard. Whether it wants to be drawn. */
  step(): boolean {
    let [drawn, told] = [false, false];
    for (const [id, performance] of this.#performances) {
      const { act, playback, figure, line } = performance;
      const { time } = playback;
      // It has ended, or what it was played on is not there any more.
      if (time < 0 || this.#graph.figure(id) !== figure) {
        this.stop(id);
        drawn = true;
        continue;
      }
      drawn ||= act.kind === 'video';
      const seen = this.#hear(performance);
      if (act.kind === 'guide') this.#move(performance, gestureAt(line, time));
      const caption = seen ? captionAt(line, time) : '';
      if (caption === act.caption) continue;
      performance.act = { ...act, caption };
      told = true;
    }
    if (told) this.#tell();
    return drawn;
  }

  dispose(): void {
    this.stop();
    this.#ears?.removeFromParent();
    this.#ears = undefined;
  }

  /**
   * What is heard only from so far away on is silent where one stands nearer. What is hidden, by its range or by a tap,
   * goes on in silence, as if one had turned away: whether it is there.
   */
  #hear(performance: Performance): boolean {
    const { act, element, sound, range } = performance;
    const there = this.#graph.holder(act.content)?.visible !== false;
    if (element !== undefined && sound === undefined) element.muted = !there;
    if (sound === undefined || range === undefined) return there;
    const distance = sound.getWorldPosition(new Vector3()).distanceTo(this.#camera.getWorldPosition(new Vector3()));
    const volume = this.#measured && distance < range[0] ? 0 : 1;
    if (volume === performance.volume) return there;
    performance.volume = volume;
    sound.setVolume(volume);
    return there;
  }

  #move(performance: Performance, gesture: Gesture): void {
    if (performance.gesture === gesture) return;
    performance.gesture = gesture;
    this.#graph.perform(performance.act.content, gesture);
  }

  /** Put the element where it is seen or heard; `end` takes it away again. */
  #set(
    content: Content,
    element: HTMLMediaElement | undefined,
    figure: Figure | undefined,
  ): Pick<Performance, 'sound' | 'end'> {
    if (element === undefined) return { sound: undefined, end: () => {} };
    const film = element instanceof HTMLVideoElement && figure?.screen !== undefined ? project(element, figure.screen) : undefined;
    const sound = content.kind === 'sound' ? this.#place(element, content) : undefined;
    const end = () => {
      film?.();
      sound?.disconnect();
      sound?.removeFromParent();
      // What is fetched no further gives its connection back.
      element.removeAttribute('src');
      element.load();
    };
    return { sound, end };
  }

  /** Let a sound come from its content: full near by, and silent where its range ends. */
  #place(element: HTMLMediaElement, content: Extract<Content, { kind: 'sound' }>): PositionalAudio | undefined {
    const holder = this.#graph.holder(content.id);
    if (holder === undefined) return undefined;
    this.#ears ??= new AudioListener();
    this.#camera.add(this.#ears);
    void this.#ears.context.resume();
    const range = rangeOf(content);
    const sound = new PositionalAudio(this.#ears).setMediaElementSource(element);
    sound.setDistanceModel('linear').setRefDistance(range / 10).setMaxDistance(range);
    sound.setRolloffFactor(this.#measured ? 1 : 0);
    holder.add(sound);
    return sound;
  }

  /** The address of a file that is on the way; undefined where nobody wants it any more. */
  async #fetched(act: Act, address: Promise<string>): Promise<string | undefined> {
    this.#coming.set(act.content, { ...act, coming: true });
    this.#tell();
    const isWanted = () => this.#coming.has(act.content);
    try {
      const got = await address;
      return isWanted() ? got : undefined;
    } finally {
      if (isWanted()) {
        this.#coming.delete(act.content);
        this.#tell();
      }
    }
  }

  get #acts(): readonly Act[] {
    return [...[...this.#performances.values()].map(({ act }) => act), ...this.#coming.values()];
  }

  #tell(): void {
    this.#audience.told(this.#acts);
  }
}

function elementOf(kind: Act['kind'], file: string, loop: boolean): HTMLMediaElement {
  const element = document.createElement(kind === 'video' ? 'video' : 'audio');
  if (element instanceof HTMLVideoElement) element.playsInline = true;
  element.loop = loop;
  element.preload = 'auto';
  element.src = file;
  return element;
}

/** Let a film run on a board, from its first picture on; what is given back puts its poster up again. */
function project(film: HTMLVideoElement, screen: MeshBasicMaterial): () => void {
  const { map } = screen;
  const colour = screen.color.clone();
  const texture = new VideoTexture(film);
  texture.colorSpace = SRGBColorSpace;
  const begin = () => show(texture, new Color('#ffffff'));
  film.addEventListener('playing', begin, { once: true });
  return () => {
    film.removeEventListener('playing', begin);
    show(map, colour);
    texture.dispose();
  };

  function show(picture: MeshBasicMaterial['map'], tint: Color): void {
    screen.map = picture;
    screen.color.copy(tint);
    screen.needsUpdate = true;
  }
}
