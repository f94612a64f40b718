/**
 * The stage as three.js draws it: a scene graph of the viewer's own runtime before a backdrop, with handles. It
 * draws when something has changed, and else rests. It knows nothing of documents: what a hand does here is told.
 */
import {
  Box3,
  Box3Helper,
  Color,
  DirectionalLight,
  Group,
  HemisphereLight,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
  type Object3D,
} from 'three';
import { TransformControls } from 'three/addons/controls/TransformControls.js';

import { product, rotated, type Quaternion, type Vector } from '../../../../tour_schema/typescript/frames.ts';
import type { Surroundings } from '$viewer/ar/figures.ts';
import { discard } from '$viewer/ar/loading.ts';
import type { Content, Placement } from '$viewer/ar/poses.ts';
import { inverse, NO_TURN } from '$viewer/ar/postures.ts';
import { Programme, type Act } from '$viewer/ar/programme.ts';
import { SceneGraph } from '$viewer/ar/sceneGraph.ts';
import { silhouette } from '$viewer/ar/silhouette.ts';
import { Looking, type Standpoint } from '$viewer/ar/looking.ts';
import { Ranges } from './ranges.ts';
import type { Ball } from '$viewer/panorama/ball.ts';
import type { Tool } from './stage.svelte.ts';

export interface Hand {
  readonly onchoose: (content: string | undefined) => void;
  /** A handle is being dragged. */
  readonly onmoving: (content: string, placement: Placement) => void;
  /** It was let go; without a placement the drag was given up. */
  readonly onmoved: (content: string, placement: Placement | undefined) => void;
  /** Something has come, or could not be had. */
  readonly onloaded: () => void;
  /** What is being played, and what is to be read of it. */
  readonly onacts: (acts: readonly Act[]) => void;
}

/** What stands on the stage round the contents. */
export interface Scenery {
  readonly backdrop: Object3D;
  /** The panorama in it, where there is one. */
  readonly ball?: Ball;
  /** From the anchor's frame to one whose y points up, and from there to the world. */
  readonly posture: Quaternion;
  readonly heading: Quaternion;
  /** The height of the ground, m. */
  readonly ground: number;
  readonly standpoint: Standpoint;
}

const MODES = { move: 'translate', turn: 'rotate', scale: 'scale' } as const;
const MOST_PIXELS = 2;
/** A press that moved less than this chose something, px. */
const STILL_PX = 5;
const TURN_STEP = Math.PI / 12;
/** A clip does not leap when one comes back to the page, s. */
const LONGEST_S = 0.1;

/** Throws where the browser has no WebGL. */
export class Engine {
  readonly graph: SceneGraph;
  readonly #programme: Programme;
  readonly #ranges = new Ranges();
  readonly looking: Looking;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(50, 1, 0.01, 1000);
  readonly #anchor = new Group();
  readonly #handles: TransformControls;
  readonly #frame = new Box3Helper(new Box3());
  readonly #watch: ResizeObserver;
  readonly #hand: Hand;
  readonly #host: HTMLElement;
  #figure: Group;
  #scenery: Scenery | undefined;
  #chosen: string | undefined;
  #before: Placement | undefined;
  #given = false;
  #movable = false;
  #previewed = false;
  #asked = 0;
  #wanted = false;
  #last = 0;
  #playing = false;

  constructor(host: HTMLElement, around: Surroundings, hand: Hand) {
    const canvas = document.createElement('canvas');
    // Asked for here, for three would complain aloud before it gives up.
    const context = canvas.getContext('webgl2', { antialias: true });
    if (context === null) throw new Error('no WebGL');
    this.#renderer = new WebGLRenderer({ canvas, context });
    this.#hand = hand;
    this.#host = host;
    host.append(canvas);
    this.graph = new SceneGraph(around, () => {
      this.#hold();
      this.draw();
      hand.onloaded();
    });
    this.#anchor.add(this.graph.root);
    this.#programme = new Programme(this.graph, around, this.#camera, {
      told: hand.onacts,
      stood: (content) => (this.#playing ? this.graph.perform(content, 'idle') : this.graph.rest(content)),
    });
    const sun = new DirectionalLight('#ffffff', 2.2);
    sun.position.set(3, 6, 4);
    this.#figure = silhouette('#9aa39c');
    this.#frame.visible = false;
    this.#scene.add(this.#anchor, new HemisphereLight('#ffffff', '#8b8577', 2.2), sun, this.#figure, this.#frame, this.#ranges);
    this.looking = new Looking(this.#camera, canvas, () => this.draw());
    this.#handles = this.#makeHandles(canvas);
    this.#scene.add(this.#handles.getHelper());
    this.#watch = new ResizeObserver(() => this.#resize());
    this.#watch.observe(host);
    this.#resize();
    this.#pickBy(canvas);
  }

  /** Colours of the page: `outline` frames what is chosen. */
  paint(background: string, figure: string, outline: string): void {
    this.#scene.background = new Color(background);
    (this.#frame.material as { color?: Color }).color?.set(outline);
    this.#ranges.paint(outline);
    const shown = this.#figure.visible;
    const place = this.#figure.position.clone();
    this.#scene.remove(this.#figure);
    discard(this.#figure);
    this.#figure = silhouette(figure);
    this.#figure.visible = shown;
    this.#figure.position.copy(place);
    this.#scene.add(this.#figure);
    this.draw();
  }

  /** Put up another backdrop; `look` goes to where it is best seen from. */
  mount(scenery: Scenery, look: boolean): void {
    if (this.#scenery !== undefined) {
      this.#scene.remove(this.#scenery.backdrop);
      discard(this.#scenery.backdrop);
    }
    this.#scenery = scenery;
    this.#scene.add(scenery.backdrop);
    this.#anchor.quaternion.set(...product(scenery.heading, scenery.posture));
    this.#anchor.updateMatrixWorld(true);
    const { aside } = scenery.standpoint;
    this.#figure.position.set(aside[0], scenery.ground, aside[2]);
    if (look) this.looking.goTo(scenery.standpoint);
    this.draw();
  }

  show(contents: readonly Content[]): void {
    this.#ranges.show(contents);
    this.graph.show(contents);
  }

  /** Play what can be played of a content, or end it; to be asked from a press. Rejects where its file cannot be had. */
  async toggle(content: Content): Promise<void> {
    const begun = this.#programme.toggle(content);
    this.draw();
    await begun;
  }

  showFigure(shown: boolean): void {
    this.#figure.visible = shown;
    this.draw();
  }

  /** Take a content, or nothing, into the hand; `movable` gives it handles. */
  choose(content: string | undefined, movable: boolean): void {
    this.#chosen = content;
    this.#movable = movable;
    this.#hold();
    this.draw();
  }

  take(tool: Tool, step: number | undefined): void {
    this.#handles.setMode(MODES[tool]);
    this.#handles.setSpace(tool === 'scale' ? 'local' : 'world');
    this.#handles.setTranslationSnap(step ?? null);
    this.#handles.setRotationSnap(step === undefined ? null : TURN_STEP);
    this.draw();
  }

  /** The lowest point of a content in the world, m. */
  lowest(content: string): number | undefined {
    return this.graph.box(content)?.min.y;
  }

  /** Where one looks, said in the anchor's frame with up being up. */
  look(): Vector {
    const { x, y, z } = this.#camera.getWorldDirection(new Vector3());
    return rotated([x, y, z], inverse(this.#scenery?.heading ?? NO_TURN));
  }

  /** Look at what is chosen, or at everything. */
  lookAtThings(): void {
    const box = new Box3();
    if (this.#chosen !== undefined) box.union(this.graph.box(this.#chosen) ?? new Box3());
    if (box.isEmpty()) box.setFromObject(this.graph.root);
    if (box.isEmpty() && this.#scenery !== undefined) this.looking.goTo(this.#scenery.standpoint);
    else this.looking.frame(box);
  }

  /** Show what a visitor would see from here: nothing that is too near or too far, no handle, no figure. */
  preview(on: boolean): void {
    this.#previewed = on;
    this.#programme.measured = on;
    this.#ranges.visible = !on;
    if (!on) this.graph.reveal();
    this.draw();
  }

  /** Let clips move until it is told to rest. */
  play(on: boolean): void {
    this.#playing = on;
    if (on) this.graph.play();
    else this.graph.rest();
    this.draw();
  }

  /** Draw before the next frame is shown, once, and go on while something moves. */
  draw(): void {
    this.#wanted = true;
    this.#wake();
  }

  #wake(): void {
    this.#asked ||= requestAnimationFrame((now) => {
      this.#asked = 0;
      const seconds = Math.min((now - this.#last) / 1000, LONGEST_S);
      this.#last = now;
      const played = this.#programme.step();
      const moved = this.graph.advance(seconds);
      if (this.#wanted || played || moved) this.#draw();
      this.#wanted = false;
      // What is only heard is not drawn, and followed all the same.
      if (moved || this.#programme.busy) this.#wake();
    });
  }

  dispose(): void {
    cancelAnimationFrame(this.#asked);
    this.#watch.disconnect();
    this.looking.dispose();
    this.#handles.dispose();
    this.#programme.dispose();
    this.#ranges.end();
    this.#scenery?.ball?.end();
    this.graph.dispose();
    discard(this.#scene);
    this.#renderer.dispose();
    this.#renderer.domElement.remove();
  }

  #draw(): void {
    if (this.#previewed) this.graph.watch(this.#camera.position);
    const box = this.#chosen === undefined ? undefined : this.graph.box(this.#chosen);
    this.#frame.visible = box !== undefined;
    if (box !== undefined) this.#frame.box.copy(box);
    this.#ranges.follow(this.graph);
    this.#scenery?.ball?.look(this.#camera, this.#renderer.domElement.height);
    this.#renderer.render(this.#scene, this.#camera);
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    if (width === 0 || height === 0) return;
    this.#renderer.setPixelRatio(Math.min(devicePixelRatio, MOST_PIXELS));
    this.#renderer.setSize(width, height, false);
    this.#camera.aspect = width / height;
    this.#camera.updateProjectionMatrix();
    // At once: a canvas whose size was set is empty until it is drawn.
    this.#draw();
  }

  #hold(): void {
    const holder = this.#chosen === undefined || !this.#movable ? undefined : this.graph.holder(this.#chosen);
    if (holder === undefined) this.#handles.detach();
    else if (this.#handles.object !== holder) this.#handles.attach(holder);
  }

  #makeHandles(canvas: HTMLCanvasElement): TransformControls {
    const handles = new TransformControls(this.#camera, canvas);
    handles.setSize(0.9);
    handles.addEventListener('change', () => this.draw());
    handles.addEventListener('dragging-changed', ({ value }) => this.looking.rest(value === true));
    handles.addEventListener('mouseDown', () => {
      this.#before = this.#now();
      this.#given = false;
    });
    handles.addEventListener('objectChange', () => {
      if (handles.mode === 'scale') this.#scaleAllOver(handles.object);
      const now = this.#now();
      if (now !== undefined && this.#chosen !== undefined && !this.#given) this.#hand.onmoving(this.#chosen, now);
    });
    handles.addEventListener('mouseUp', () => {
      const moved = this.#given ? undefined : this.#now();
      this.#before = undefined;
      if (this.#chosen !== undefined) this.#hand.onmoved(this.#chosen, moved);
    });
    return handles;
  }

  /** Give up the drag that is under way: everything is as it was before. Says whether there was one. */
  giveUp(): boolean {
    if (this.#before === undefined || this.#chosen === undefined || this.#given) return false;
    this.#given = true;
    this.#handles.reset();
    this.graph.place(this.#chosen, this.#before);
    this.#hand.onmoved(this.#chosen, undefined);
    return true;
  }

  /** A content is as large in every direction: whichever handle was drawn farthest says how large. */
  #scaleAllOver(object: Object3D | undefined): void {
    if (object === undefined || this.#before === undefined) return;
    const { scale } = this.#before;
    const ratios = object.scale.toArray().map((each) => Math.abs(each) / scale);
    const ratio = ratios.reduce((most, each) => (Math.abs(Math.log(each)) > Math.abs(Math.log(most)) ? each : most), 1);
    object.scale.setScalar(scale * Math.max(ratio, 1e-3));
  }

  #now(): Placement | undefined {
    const { object } = this.#handles;
    if (object === undefined) return undefined;
    const { x, y, z } = object.position;
    const turn = object.quaternion;
    return { translation_m: [x, y, z], rotation: [turn.x, turn.y, turn.z, turn.w], scale: object.scale.x };
  }

  /** A press that stays where it is chooses what lies under it, or nothing. */
  #pickBy(canvas: HTMLCanvasElement): void {
    let pressed: readonly [number, number] | undefined;
    canvas.addEventListener('pointerdown', ({ button, clientX, clientY }) => {
      pressed = button === 0 && this.#handles.axis === null ? [clientX, clientY] : undefined;
    });
    canvas.addEventListener('pointerup', ({ clientX, clientY }) => {
      if (pressed === undefined || Math.hypot(clientX - pressed[0], clientY - pressed[1]) > STILL_PX) return;
      this.#hand.onchoose(this.#under(canvas, clientX, clientY));
    });
  }

  #under(canvas: HTMLCanvasElement, x: number, y: number): string | undefined {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2(((x - left) / width) * 2 - 1, 1 - ((y - top) / height) * 2), this.#camera);
    const [first] = ray.intersectObject(this.graph.root, true);
    return first && this.graph.contentOf(first.object);
  }
}
