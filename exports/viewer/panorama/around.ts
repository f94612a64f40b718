/** A panorama on a canvas: one stands in its middle and looks around. It takes the view as AR does. */
import { Loading } from '../ar/loading.ts';
import type { Looking } from '../ar/looking.ts';
import type { SceneView } from '../ar/sceneView.ts';
import { Archive } from './archive.ts';
import { Ball } from './ball.ts';

export class Around {
  readonly #view: SceneView;
  readonly #looking: Looking;
  readonly #ball: Ball;

  private constructor(view: SceneView, looking: Looking, ball: Ball) {
    this.#view = view;
    this.#looking = looking;
    this.#ball = ball;
  }

  /** `whole` and `tiles` are addresses. Rejects where the picture cannot be had. */
  static async load(view: SceneView, looking: Looking, whole: string, tiles: string | undefined): Promise<Around> {
    const picture = await new Loading().picture(whole);
    const ball = new Ball(picture, tiles === undefined ? undefined : new Archive(tiles), () => view.draw());
    ball.head(0);
    return new Around(view, looking, ball);
  }

  /** Take the view, and look at the middle of the picture. */
  start(): void {
    const view = this.#view;
    view.anchor.visible = false;
    view.scene.add(this.#ball);
    view.onframe = () => this.#ball.look(view.camera, view.renderer.domElement.height);
    this.#looking.rest(false);
    this.#looking.goTo({ eye: [0, 0, 0], at: [0, 0, -1], aside: [0, 0, 0], fixed: true });
    view.draw();
  }

  stop(): void {
    this.#looking.rest(true);
    this.#ball.removeFromParent();
    this.#view.onframe = () => {};
  }

  dispose(): void {
    this.stop();
    this.#ball.end();
  }
}
