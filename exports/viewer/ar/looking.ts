/** Where one looks from: round the things of a scene, or standing where a panorama was taken. */
import { Box3, Sphere, Vector3, type PerspectiveCamera } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

import type { Vector } from '../../../tour_schema/typescript/frames.ts';

export interface Standpoint {
  readonly eye: Vector;
  readonly at: Vector;
  /** Where the figure stands. */
  readonly aside: Vector;
  /** One stands where the photo was taken and only turns. */
  readonly fixed: boolean;
}

const ANGLE = 50;
const WIDE = 75;
/** A fixed eye turns about a point so near that it does not move, m. */
const NEAR_M = 0.01;
const TURN = Math.PI / 12;

export class Looking {
  readonly #camera: PerspectiveCamera;
  readonly #controls: OrbitControls;
  #fixed = false;

  constructor(camera: PerspectiveCamera, canvas: HTMLCanvasElement, changed: () => void) {
    this.#camera = camera;
    this.#controls = new OrbitControls(camera, canvas);
    this.#controls.minDistance = 0.05;
    this.#controls.maxDistance = 200;
    this.#controls.addEventListener('change', changed);
    canvas.addEventListener('wheel', (event) => this.#zoomLens(event), { passive: false });
  }

  /** Not while a handle is dragged. */
  rest(resting: boolean): void {
    this.#controls.enabled = !resting;
  }

  goTo({ eye, at, fixed }: Standpoint): void {
    this.#fixed = fixed;
    const controls = this.#controls;
    controls.minDistance = fixed ? 0 : 0.05;
    controls.enableZoom = controls.enablePan = !fixed;
    // Whoever drags a photo drags what is in it, not the eye.
    controls.rotateSpeed = fixed ? -0.35 : 1;
    this.#camera.position.set(...eye);
    if (fixed) {
      const ahead = new Vector3(...at).sub(this.#camera.position).setLength(NEAR_M);
      controls.target.copy(this.#camera.position).add(ahead);
    } else {
      controls.target.set(...at);
    }
    this.#lens(fixed ? WIDE : ANGLE);
    controls.update();
  }

  /** Turn by a step, left and up being positive: the view's own keys and buttons. */
  turn(left: number, up: number): void {
    const { position } = this.#camera;
    const arm = position.clone().sub(this.#controls.target);
    arm.applyAxisAngle(new Vector3(0, 1, 0), left * TURN * (this.#fixed ? 1 : -1));
    const side = new Vector3(0, 1, 0).cross(arm).normalize();
    const tilted = arm.clone().applyAxisAngle(side, -up * TURN);
    const steep = Math.abs(tilted.clone().normalize().y) > 0.99;
    const next = steep ? arm : tilted;
    if (this.#fixed) this.#controls.target.copy(position).sub(next);
    else position.copy(this.#controls.target).add(next);
    this.#controls.update();
  }

  /** Nearer (below 1) or farther. */
  zoom(factor: number): void {
    if (this.#fixed) {
      this.#lens(this.#camera.fov * factor);
    } else {
      const arm = this.#camera.position.clone().sub(this.#controls.target).multiplyScalar(factor);
      this.#camera.position.copy(this.#controls.target).add(arm);
    }
    this.#controls.update();
    this.#controls.dispatchEvent({ type: 'change' });
  }

  /** From straight above, North up, or from the front. */
  from(side: 'above' | 'front'): void {
    if (this.#fixed) return;
    const { target } = this.#controls;
    const far = Math.max(0.3, this.#camera.position.distanceTo(target));
    const way = side === 'above' ? new Vector3(0, 1, 0.0001) : new Vector3(0, 0.15, 1);
    this.#camera.position.copy(target).add(way.setLength(far));
    this.#controls.update();
  }

  /** So that all of a box is seen. */
  frame(box: Box3): void {
    const { center, radius } = box.getBoundingSphere(new Sphere());
    if (this.#fixed) {
      const ahead = center.clone().sub(this.#camera.position).setLength(NEAR_M);
      this.#controls.target.copy(this.#camera.position).add(ahead);
    } else {
      const far = (Math.max(radius, 0.05) / Math.sin((ANGLE / 2) * (Math.PI / 180))) * 1.4;
      const way = this.#camera.position.clone().sub(this.#controls.target).setLength(far);
      this.#controls.target.copy(center);
      this.#camera.position.copy(center).add(way);
    }
    this.#controls.update();
  }

  dispose(): void {
    this.#controls.dispose();
  }

  #lens(angle: number): void {
    this.#camera.fov = Math.max(20, Math.min(90, angle));
    this.#camera.updateProjectionMatrix();
  }

  #zoomLens(event: WheelEvent): void {
    if (!this.#fixed) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 0.9 : 1.1);
  }
}
