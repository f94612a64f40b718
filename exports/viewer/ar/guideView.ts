/** A guide on a canvas, alone: it is framed whole, moves as it is told, and is turned with a finger. */
import type { Surroundings } from './figures.ts';
import { Orbit } from './orbit.ts';
import type { Gesture } from './performing.ts';
import { SceneView } from './sceneView.ts';

const GUIDE = 'guide';

export class GuideView {
  readonly #view: SceneView;
  readonly #orbit: Orbit;
  #gesture: Gesture = 'idle';
  #framed = false;

  /** `onload` is told when the figure stands there, or cannot be had. Throws where the browser has no WebGL. */
  constructor(host: HTMLElement, around: Surroundings, onload: (failed: boolean) => void) {
    this.#view = new SceneView(host, around, false, {
      onload: () => {
        // It is told of while the view is made, and of every gesture, too.
        if (this.#framed || !this.#view?.settled) return;
        this.#framed = true;
        this.#orbit.start(undefined);
        this.#view.graph.perform(GUIDE, this.#gesture);
        onload(this.#view.failed > 0);
      },
      ontap: () => undefined,
    });
    this.#orbit = new Orbit(this.#view);
    this.#view.show([{ id: GUIDE, kind: 'guide', line: 'line' }]);
  }

  /** Make a gesture; a figure that does not know it talks, or stands. */
  move(gesture: Gesture): void {
    if (gesture === this.#gesture) return;
    this.#gesture = gesture;
    this.#view.graph.perform(GUIDE, gesture);
    this.#view.draw();
  }

  dispose(): void {
    this.#orbit.dispose();
    this.#view.dispose();
  }
}
