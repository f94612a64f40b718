/** A panorama on a canvas: one stands in its middle and looks around. It takes the view as AR does. */
import { Quaternion, Vector3 } from 'three';

import { headingOfTurn, turnedRight } from '../ar/attitude.ts';
import { discard, Loading } from '../ar/loading.ts';
import type { Looking } from '../ar/looking.ts';
import type { SceneView } from '../ar/sceneView.ts';
import { watchTurn } from '../ar/sensing.ts';
import { Archive } from './archive.ts';
import { Ball } from './ball.ts';
import { placeOf, towards, type Direction, type Place } from './spots.ts';

const AHEAD: Direction = { yaw_deg: 0, pitch_deg: 0 };

export class Around {
  /** Told before each frame, when one may look elsewhere. */
  onlook: () => void = () => {};
  readonly #view: SceneView;
  readonly #looking: Looking;
  readonly #ball: Ball;
  #letGo: (() => void) | undefined;
  /** To the right of what the phone takes for North, degrees. */
  #off: number | undefined;

  private constructor(view: SceneView, looking: Looking, ball: Ball) {
    this.#view = view;
    this.#looking = looking;
    this.#ball = ball;
  }

  /** `whole` is an address, `tiles` an archive's or the archive itself. Rejects where the picture cannot be had. */
  static async load(view: SceneView, looking: Looking, whole: string, tiles: string | Promise<Blob> | undefined): Promise<Around> {
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
    view.onframe = () => {
      this.#ball.look(view.camera, view.renderer.domElement.height);
      this.onlook();
    };
    this.#looking.rest(false);
    this.face(AHEAD);
  }

  /** Look there. */
  face(direction: Direction): void {
    if (this.#letGo !== undefined) this.#off = undefined;
    this.#looking.goTo({ eye: [0, 0, 0], at: towards(direction), aside: [0, 0, 0], fixed: true });
    this.#view.draw();
  }

  /** Where a point of the picture is on the screen. */
  place(direction: Direction): Place {
    return placeOf(direction, this.#view.camera);
  }

  /** Look where the phone is pointed, from where one looks now; `told` is called whenever it says how it is held. */
  follow(told: () => void): void {
    this.letGo();
    this.#looking.rest(true);
    this.#letGo = watchTurn((turn) => {
      const { camera } = this.#view;
      this.#off ??= headingOfTurn(asTurn(camera.quaternion)) - headingOfTurn(turn);
      camera.quaternion.set(...turnedRight(turn, this.#off));
      this.#view.draw();
      told();
    });
  }

  /** Turn by finger and keys again, from where one looks now. */
  letGo(): void {
    if (this.#letGo === undefined) return;
    this.#letGo();
    this.#letGo = this.#off = undefined;
    const { x, y, z } = new Vector3(0, 0, -1).applyQuaternion(this.#view.camera.quaternion);
    this.#looking.rest(false);
    this.#looking.goTo({ eye: [0, 0, 0], at: [x, y, z], aside: [0, 0, 0], fixed: true });
    this.#view.draw();
  }

  stop(): void {
    this.letGo();
    this.#looking.rest(true);
    this.#ball.removeFromParent();
    this.#view.onframe = () => {};
  }

  dispose(): void {
    this.stop();
    this.#ball.end();
    discard(this.#ball);
  }
}

const asTurn = ({ x, y, z, w }: Quaternion) => [x, y, z, w] as const;
