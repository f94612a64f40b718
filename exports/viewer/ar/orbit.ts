/** The plain view: a scene without AR, to be turned with a finger, by buttons and by keys. */
import { Box3, Vector3 } from 'three';

import { Looking } from './looking.ts';
import { NO_TURN, postureOf, type Anchor } from './postures.ts';
import type { SceneView } from './sceneView.ts';

export class Orbit {
  readonly looking: Looking;
  readonly #view: SceneView;

  constructor(view: SceneView) {
    this.#view = view;
    this.looking = new Looking(view.camera, view.renderer.domElement, () => view.draw());
  }

  /** Take the view; `anchor` says how the scene lies: upright as on a wall, or on the ground. */
  start(anchor: Anchor | undefined): void {
    const { anchor: held } = this.#view;
    held.visible = true;
    held.position.set(0, 0, 0);
    held.quaternion.set(...(anchor === undefined ? NO_TURN : postureOf(anchor)));
    held.scale.setScalar(1);
    held.updateMatrixWorld(true);
    this.#view.graph.reveal();
    this.looking.rest(false);
    this.frame();
  }

  /** So that everything is seen, from a little above and beside. */
  frame(): void {
    const box = new Box3().setFromObject(this.#view.graph.root);
    const middle = box.isEmpty() ? new Vector3(0, 0.5, 0) : box.getCenter(new Vector3());
    const { x, y, z } = middle;
    this.looking.goTo({ eye: [x + 0.8, y + 0.5, z + 2], at: [x, y, z], aside: [0, 0, 0], fixed: false });
    if (!box.isEmpty()) this.looking.frame(box);
    this.#view.draw();
  }

  /** Leave the view to somebody else. */
  stop(): void {
    this.looking.rest(true);
  }

  dispose(): void {
    this.looking.dispose();
  }
}
