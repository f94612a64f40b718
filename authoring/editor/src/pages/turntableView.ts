/** What the turntable draws. Nothing is drawn while nothing moves, or nobody sees it. */
import {
  AnimationMixer,
  Box3,
  DirectionalLight,
  HemisphereLight,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
  type AnimationAction,
  type AnimationClip,
  type Object3D,
} from 'three';

import { Loading } from '$viewer/ar/loading.ts';
import { Looking } from '$viewer/ar/looking.ts';
import { silhouette } from '$viewer/ar/silhouette.ts';

const MOST_PIXELS = 2;
/** Steps of Looking in a second: once round in some twenty seconds. */
const PACE = 1.2;
/** Nothing stands around it that one would have to see, too. */
const CLOSER = 0.78;
/** A clip does not leap when one comes back to the page, s. */
const LONGEST_S = 0.1;
/** Between the model and the person, m. */
const APART_M = 0.35;

export class Turntable {
  readonly canvas = document.createElement('canvas');
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(50, 1, 0.01, 2000);
  readonly #looking: Looking;
  readonly #loading = new Loading();
  readonly #person: Object3D;
  readonly #box = new Box3();
  #mixer: AnimationMixer | undefined;
  #clips: readonly AnimationClip[] = [];
  #action: AnimationAction | undefined;
  #turning = false;
  #seen = true;
  #waiting = false;
  #last = 0;

  /** Throws where the browser has no WebGL. */
  constructor(host: HTMLElement) {
    // Asked for here, for three would complain aloud before it gives up.
    const context = this.canvas.getContext('webgl2', { antialias: true, alpha: true });
    if (context === null) throw new Error('no WebGL');
    this.#renderer = new WebGLRenderer({ canvas: this.canvas, context, alpha: true });
    const sun = new DirectionalLight('#ffffff', 2.2);
    sun.position.set(3, 6, 4);
    this.#person = silhouette(getComputedStyle(host).getPropertyValue('color'));
    this.#person.visible = false;
    this.#scene.add(new HemisphereLight('#ffffff', '#8b8577', 2.2), sun, this.#person);
    this.#looking = new Looking(this.#camera, this.canvas, () => this.#draw());
    // A page is scrolled over it, until somebody takes hold of it.
    this.canvas.style.touchAction = 'pan-y';
    host.addEventListener('wheel', (event) => this.#letScroll(event), { capture: true });
    host.append(this.canvas);
    new ResizeObserver(() => this.#resize(host)).observe(host);
    new IntersectionObserver(([entry]) => this.#see(entry?.isIntersecting === true)).observe(host);
    this.#resize(host);
  }

  /** Rejects where there is no such file or it is no GLB. */
  async load(address: string): Promise<void> {
    const { scene, animations } = await this.#loading.model(address);
    this.#clips = animations;
    this.#mixer = new AnimationMixer(scene);
    this.#scene.add(scene);
    this.#box.setFromObject(scene, true);
    this.#person.position.set(this.#box.max.x + APART_M, this.#box.min.y, (this.#box.min.z + this.#box.max.z) / 2);
    this.#looking.goTo({ eye: [0.6, 0.35, 1], at: [0, 0, 0], aside: [0, 0, 0], fixed: false });
    this.#frame();
  }

  get turning(): boolean {
    return this.#turning;
  }

  set turning(turning: boolean) {
    this.#turning = turning;
    this.#draw();
  }

  turn(left: number, up: number): void {
    this.#looking.turn(left, up);
  }

  /** Nearer (below 1) or farther. */
  zoom(factor: number): void {
    this.#looking.zoom(factor);
  }

  /** A person of 1.75 m beside the model, or nobody. */
  standBeside(there: boolean): void {
    this.#person.visible = there;
    this.#frame();
  }

  /** Plays a clip over and over; undefined: rests. */
  play(name: string | undefined): void {
    this.#action?.stop();
    const clip = this.#clips.find((each) => each.name === name);
    this.#action = clip && this.#mixer?.clipAction(clip).reset().play();
    this.#draw();
  }

  #frame(): void {
    const box = this.#box.clone();
    if (this.#person.visible) box.expandByObject(this.#person);
    if (!box.isEmpty()) this.#looking.frame(box);
    this.#looking.zoom(CLOSER);
    this.#draw();
  }

  #resize(host: HTMLElement): void {
    const { clientWidth: width, clientHeight: height } = host;
    if (width === 0 || height === 0) return;
    this.#renderer.setPixelRatio(Math.min(devicePixelRatio, MOST_PIXELS));
    this.#renderer.setSize(width, height);
    this.#camera.aspect = width / height;
    this.#camera.updateProjectionMatrix();
    this.#draw();
  }

  #see(seen: boolean): void {
    this.#seen = seen;
    this.#draw();
  }

  #letScroll(event: WheelEvent): void {
    if (document.activeElement !== this.canvas) event.stopPropagation();
  }

  #draw(): void {
    if (this.#waiting || !this.#seen) return;
    this.#waiting = true;
    requestAnimationFrame((now) => {
      this.#waiting = false;
      const seconds = Math.min(LONGEST_S, Math.max(0, (now - this.#last) / 1000));
      this.#last = now;
      if (this.#turning) this.#looking.turn(seconds * PACE, 0);
      this.#mixer?.update(seconds);
      this.#renderer.render(this.#scene, this.#camera);
      if (this.#turning || this.#action !== undefined) this.#draw();
    });
  }
}
