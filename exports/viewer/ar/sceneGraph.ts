/**
 * A scene of a station as a graph of three.js, in the anchor's frame: whoever shows it puts `root` where the anchor
 * is, says how far the visitor is, and draws. The same for the editor's stage, the preview and the visitor's viewer.
 */
import { AnimationMixer, Box3, Group, Vector3, type AnimationClip, type Object3D } from 'three';

import { figureOf, type Figure, type Surroundings } from './figures.ts';
import { Loading } from './loading.ts';
import type { Gesture } from './performing.ts';
import { isWithin, placementOf, type Content, type Placement } from './poses.ts';
import { tapOn, type Tap } from './taps.ts';

/** From one gesture to the next, s. */
const FADE_S = 0.25;

/** How far a content is: its file may be on its way, may not be chosen yet, or may not be had. */
export type State = 'loading' | 'ready' | 'nothing' | 'failed';

interface Part {
  content: Content;
  /** What it looks like follows from this and from nothing else. */
  looks: string;
  readonly holder: Group;
  state: State;
  figure: Figure | undefined;
  mixer: AnimationMixer | undefined;
  /** A visitor's tap showed or hid it. */
  hidden: boolean;
}

export class SceneGraph {
  readonly root = new Group();
  readonly #loading = new Loading();
  readonly #parts = new Map<string, Part>();
  readonly #around: Surroundings;
  readonly #changed: () => void;

  /** `changed` is called when something has come that wants to be drawn. */
  constructor(around: Surroundings, changed: () => void) {
    this.#around = around;
    this.#changed = changed;
  }

  /** Show these contents and no others; what stays as it was is not loaded again. */
  show(contents: readonly Content[]): void {
    const wanted = new Set(contents.map(({ id }) => id));
    for (const [id, part] of this.#parts) if (!wanted.has(id)) this.#remove(id, part);
    for (const content of contents) this.#showOne(content);
    this.#changed();
  }

  /** Move one of them, without asking anything else of it. */
  place(id: string, placement: Placement): void {
    const part = this.#parts.get(id);
    if (part === undefined) return;
    part.holder.position.set(...placement.translation_m);
    part.holder.quaternion.set(...placement.rotation);
    part.holder.scale.setScalar(placement.scale);
    this.#changed();
  }

  /** What is placed: its position, turn and scale are those of the content's pose. */
  holder(id: string): Group | undefined {
    return this.#parts.get(id)?.holder;
  }

  state(id: string): State | undefined {
    return this.#parts.get(id)?.state;
  }

  /** The names of a model's clips, as its file says them. */
  clips(id: string): readonly string[] {
    return (this.#parts.get(id)?.figure?.clips ?? []).map(({ name }) => name);
  }

  /** What a content looks like just now: another one where something else was chosen. */
  figure(id: string): Figure | undefined {
    return this.#parts.get(id)?.figure;
  }

  /** How large a content is in the world, and where; undefined while there is nothing of it. */
  box(id: string): Box3 | undefined {
    const holder = this.#parts.get(id)?.holder;
    const box = holder && new Box3().setFromObject(holder);
    return box?.isEmpty() === false ? box : undefined;
  }

  /** The content to which something belongs that a ray has met. */
  contentOf(object: Object3D): string | undefined {
    for (let here: Object3D | null = object; here !== null; here = here.parent) {
      const id: unknown = here.userData['content'];
      if (typeof id === 'string' && here.parent === this.root) return id;
    }
    return undefined;
  }

  /** Hide what is not to be seen from so far away; the eye is a place in the world. */
  watch(eye: Vector3): void {
    const place = new Vector3();
    for (const { content, holder, hidden } of this.#parts.values()) {
      const distance = holder.getWorldPosition(place).distanceTo(eye);
      holder.visible = !hidden && isWithin(content.visible_m, distance);
    }
  }

  /** Show everything, however far away and whatever was tapped: for those who place it. */
  reveal(): void {
    for (const part of this.#parts.values()) {
      part.hidden = false;
      part.holder.visible = true;
    }
  }

  /** Let clips go on for so many seconds; whether anything moved. */
  advance(seconds: number): boolean {
    const moving = [...this.#parts.values()].filter(({ mixer }) => mixer !== undefined);
    for (const { mixer } of moving) mixer?.update(seconds);
    return moving.length > 0;
  }

  /** Begin the clips that play by themselves; what moves already goes on. */
  play(): void {
    for (const part of this.#parts.values()) {
      if (part.mixer !== undefined) continue;
      const clip = part.figure?.clips.find(({ name }) => name === part.figure?.clip);
      if (clip !== undefined) start(part, clip);
    }
  }

  /** Let a guide make a gesture, fading from the one before it; a figure that does not know it talks, or stands. */
  perform(id: string, gesture: Gesture): void {
    const part = this.#parts.get(id);
    const { object, clips = [], gestures } = part?.figure ?? {};
    const known = [gesture, 'talk', 'idle'] as const;
    const clip = known.map((each) => clips.find(({ name }) => name === gestures?.[each])).find(Boolean);
    if (part === undefined || object === undefined || clip === undefined) return;
    part.mixer ??= new AnimationMixer(object);
    for (const other of clips) if (other !== clip) part.mixer.existingAction(other)?.fadeOut(FADE_S);
    part.mixer.clipAction(clip).reset().fadeIn(FADE_S).play();
    this.#changed();
  }

  /** Back to how it stood before it moved: this content, or everything. */
  rest(id?: string): void {
    for (const part of this.#parts.values()) {
      if (id !== undefined && part.content.id !== id) continue;
      part.mixer?.stopAllAction();
      part.mixer = undefined;
    }
    this.#changed();
  }

  /** Do what a tap on this content does here; what its page has to do is the answer. */
  tap(id: string): Tap | undefined {
    const part = this.#parts.get(id);
    const tap = part && tapOn(part.content);
    if (tap?.kind === 'toggle') {
      const other = this.#parts.get(tap.content);
      if (other !== undefined) other.hidden = !other.hidden;
      this.#changed();
    } else if (tap?.kind === 'clip' && part !== undefined) {
      const clip = part.figure?.clips.find(({ name }) => name === tap.clip);
      if (clip !== undefined) start(part, clip);
    }
    return tap;
  }

  dispose(): void {
    for (const [id, part] of this.#parts) this.#remove(id, part);
    void this.#loading.dispose();
  }

  #showOne(content: Content): void {
    const looks = this.#looks(content);
    const known = this.#parts.get(content.id);
    const part = known ?? this.#add(content, looks);
    part.content = content;
    this.place(content.id, placementOf(content.pose));
    if (known !== undefined && known.looks === looks) return;
    part.looks = looks;
    part.state = 'loading';
    void this.#dress(part, looks);
  }

  #add(content: Content, looks: string): Part {
    const holder = new Group();
    holder.userData['content'] = content.id;
    this.root.add(holder);
    const part: Part = {
      content,
      looks,
      holder,
      state: 'loading',
      figure: undefined,
      mixer: undefined,
      hidden: false,
    };
    this.#parts.set(content.id, part);
    return part;
  }

  async #dress(part: Part, looks: string): Promise<void> {
    let figure: Figure | undefined;
    let state: State;
    try {
      figure = await figureOf(part.content, this.#around, this.#loading);
      state = figure === undefined ? 'nothing' : 'ready';
    } catch {
      state = 'failed';
    }
    // Something else was chosen meanwhile, or the content is gone.
    if (part.looks !== looks || this.#parts.get(part.content.id) !== part) return;
    part.holder.clear();
    part.mixer = undefined;
    part.figure = figure;
    part.state = state;
    if (figure !== undefined) part.holder.add(figure.object);
    this.#changed();
  }

  #remove(id: string, part: Part): void {
    part.mixer?.stopAllAction();
    part.holder.removeFromParent();
    this.#parts.delete(id);
  }

  /** Everything but where it is, how one sees it, and what a tap does. */
  #looks(content: Content): string {
    const { pose: _pose, visible_m: _visible, on_tap: _tap, ...rest } = content;
    const ids = 'medium' in rest && rest.medium ? [rest.medium] : [];
    const speaker = content.kind === 'guide' ? this.#around.line(content.line)?.guide : undefined;
    const words = content.kind === 'label' ? this.#around.words(content.text) : '';
    const files = [...ids, speaker?.figure, speaker?.portrait].map((id) =>
      this.#around.medium(id ?? '')?.variants?.map(({ sha256 }) => sha256),
    );
    return JSON.stringify([rest, files, speaker?.id, speaker?.clips, words]);
  }
}

function start(part: Part, clip: AnimationClip): void {
  const model = part.figure?.object;
  if (model === undefined) return;
  part.mixer ??= new AnimationMixer(model);
  part.mixer.clipAction(clip).reset().play();
}
