/**
 * A scene on a canvas, for whoever visits it. How it is looked at is another matter: `orbit`, `onPicture` and
 * `onSurface` take the same view in turn, so that nothing is loaded twice on the way down the ladder.
 */
import {
  DirectionalLight,
  Group,
  HemisphereLight,
  PerspectiveCamera,
  Ray,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
  type Intersection,
} from 'three';

import type { Surroundings } from './figures.ts';
import { discard } from './loading.ts';
import { Nudged, type Nudge } from './nudged.ts';
import type { Content } from './poses.ts';
import type { Anchor } from './postures.ts';
import { Programme, type Act } from './programme.ts';
import { SceneGraph } from './sceneGraph.ts';
import type { Tap } from './taps.ts';

export interface Listener {
  /** Something has come, or could not be had. */
  readonly onload: () => void;
  /** A tap of which the page has to do something. */
  readonly ontap: (tap: Tap) => void;
  /** What is being played, and what is to be read of it. */
  readonly onacts?: (acts: readonly Act[]) => void;
  /** What was to be played could not be had. */
  readonly onunheard?: () => void;
}

export const ANGLE = 50;
const MOST_PIXELS = 2;
/** A press that moved less than this was a tap, px. */
const STILL_PX = 8;
/** A clip does not leap when one comes back to the page, s. */
const LONGEST_S = 0.1;

/** Throws where the browser has no WebGL. */
export class SceneView {
  readonly renderer: WebGLRenderer;
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera(ANGLE, 1, 0.01, 1000);
  /** Where the anchor is that holds the scene. */
  readonly anchor = new Group();
  readonly graph: SceneGraph;
  /** Told when the canvas has another size. */
  onresize: () => void = () => {};
  /** Told before each frame. */
  onframe: () => void = () => {};
  readonly #programme: Programme;
  readonly #nudged: Nudged;
  #measured = false;
  readonly #host: HTMLElement;
  readonly #listener: Listener;
  readonly #watch: ResizeObserver;
  readonly #still: boolean;
  #contents: readonly Content[] = [];
  #asked = 0;
  #wanted = false;
  #last = 0;
  #looping = false;

  constructor(host: HTMLElement, around: Surroundings, still: boolean, listener: Listener) {
    const canvas = document.createElement('canvas');
    // Asked for here, for three would complain aloud before it gives up.
    const context = canvas.getContext('webgl2', { antialias: true, alpha: true });
    if (context === null) throw new Error('no WebGL');
    this.renderer = new WebGLRenderer({ canvas, context, alpha: true });
    this.#host = host;
    this.#listener = listener;
    this.#still = still;
    host.append(canvas);
    const sun = new DirectionalLight('#ffffff', 2.2);
    sun.position.set(3, 6, 4);
    this.scene.add(this.anchor, new HemisphereLight('#ffffff', '#8b8577', 2.2), sun);
    this.graph = new SceneGraph(around, () => this.#loaded());
    this.#nudged = new Nudged(this.graph.root);
    this.anchor.add(this.#nudged);
    this.#programme = new Programme(this.graph, around, this.camera, {
      told: (acts) => listener.onacts?.(acts),
      stood: (content) => (still ? this.graph.rest(content) : this.graph.perform(content, 'idle')),
    });
    this.#watch = new ResizeObserver(() => this.#resize());
    this.#watch.observe(host);
    this.#resize();
    this.#tapBy(canvas);
  }

  show(contents: readonly Content[]): void {
    this.#contents = contents;
    this.graph.show(contents);
  }

  /** Show it as if its anchor were moved; without an anchor as it was written. */
  nudge(anchor: Anchor | undefined, nudge: Nudge): void {
    this.#nudged.set(anchor, nudge);
    this.draw();
  }

  /** Whether the camera is where the visitor is, so that distances mean something. */
  set measured(measured: boolean) {
    this.#measured = measured;
    this.#programme.measured = measured;
  }

  /** Play what can be played of a content, or end it; to be asked from a press. */
  toggle(id: string): void {
    const content = this.#contents.find((each) => each.id === id);
    if (content === undefined) return;
    this.#programme.toggle(content).catch(() => this.#listener.onunheard?.());
    this.draw();
  }

  /** Play nothing any more. */
  hush(): void {
    this.#programme.stop();
  }

  /** Draw before the next frame is shown, once, and go on while something moves. */
  draw(): void {
    this.#wanted = true;
    this.#wake();
  }

  /** Draw every frame, after `each` has said where things are; in a WebXR session its frame is given. */
  loop(each: (frame: XRFrame | undefined) => void): void {
    this.#looping = true;
    this.renderer.setAnimationLoop((now, frame) => {
      each(frame);
      this.#programme.step();
      this.#draw(now);
    });
  }

  /** Draw when asked only. */
  rest(): void {
    this.renderer.setAnimationLoop(null);
    this.#looping = false;
    this.#resize();
  }

  /** What a ray from the eye meets first does what a tap on it does; the ray is in the world. */
  tap(ray: Raycaster | Ray): void {
    const caster = ray instanceof Raycaster ? ray : new Raycaster(ray.origin, ray.direction);
    caster.camera = this.camera;
    const hits: Intersection[] = this.anchor.visible ? caster.intersectObject(this.graph.root, true) : [];
    const seen = hits.find(({ object }) => shown(object));
    const content = seen && this.graph.contentOf(seen.object);
    if (content !== undefined) this.touch(content);
  }

  /** Do what a tap on a content does. */
  touch(content: string): void {
    const tap = this.graph.tap(content);
    if (tap !== undefined) this.#listener.ontap(tap);
    else this.toggle(content);
    this.draw();
  }

  /** Whether everything has come that is to come. */
  get settled(): boolean {
    return this.#contents.every(({ id }) => this.graph.state(id) !== 'loading');
  }

  /** How many of its contents could not be had. */
  get failed(): number {
    return this.#contents.filter(({ id }) => this.graph.state(id) === 'failed').length;
  }

  dispose(): void {
    this.renderer.setAnimationLoop(null);
    cancelAnimationFrame(this.#asked);
    this.#watch.disconnect();
    this.#programme.dispose();
    this.graph.dispose();
    discard(this.scene);
    this.renderer.dispose();
    this.renderer.domElement.remove();
  }

  #loaded(): void {
    // It is told of while it is made, too.
    if (this.settled && !this.#still) this.graph.play();
    this.draw();
    this.#listener.onload();
  }

  #wake(): void {
    if (this.#looping) return;
    this.#asked ||= requestAnimationFrame((now) => {
      this.#asked = 0;
      const played = this.#programme.step();
      const drawn = played || this.#wanted;
      this.#wanted = false;
      if (drawn && this.#draw(now)) this.draw();
      // What is only heard is not drawn, and followed all the same.
      else if (this.#programme.busy) this.#wake();
    });
  }

  /** Says whether a clip moves. */
  #draw(now: number): boolean {
    const moving = this.graph.advance(Math.min((now - this.#last) / 1000, LONGEST_S));
    this.#last = now;
    if (this.#measured) this.graph.watch(this.camera.getWorldPosition(new Vector3()));
    this.onframe();
    this.renderer.render(this.scene, this.camera);
    return moving;
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    // In a WebXR session the phone says how large a frame is.
    if (width === 0 || height === 0 || this.renderer.xr.isPresenting) return;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, MOST_PIXELS));
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.onresize();
    this.draw();
  }

  #tapBy(canvas: HTMLCanvasElement): void {
    let pressed: readonly [number, number] = [0, 0];
    canvas.addEventListener('pointerdown', ({ clientX, clientY }) => (pressed = [clientX, clientY]));
    canvas.addEventListener('pointerup', ({ clientX, clientY }) => {
      if (Math.hypot(clientX - pressed[0], clientY - pressed[1]) > STILL_PX) return;
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const caster = new Raycaster();
      const at = new Vector2(((clientX - left) / width) * 2 - 1, 1 - ((clientY - top) / height) * 2);
      caster.setFromCamera(at, this.camera);
      this.tap(caster);
    });
  }
}

/** Three's rays meet what is hidden, too. */
function shown(object: Intersection['object']): boolean {
  for (let here: Intersection['object'] | null = object; here !== null; here = here.parent) {
    if (!here.visible) return false;
  }
  return true;
}
