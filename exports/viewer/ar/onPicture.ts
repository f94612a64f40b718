/** A scene on a picture or a code in the camera: the film behind the canvas, the scene where that is seen. */
import { lookAsFilm } from './onFilm.ts';
import type { PictureTracker, Sight } from './pictureTracker.ts';
import type { SceneView } from './sceneView.ts';

export class OnPicture {
  readonly #view: SceneView;
  readonly #video: HTMLVideoElement;
  readonly #told: (seen: boolean) => void;
  #tracker: PictureTracker | undefined;
  #stopped = false;
  #look: () => void = () => {};

  /** `told` hears when the picture comes into sight, and when it is lost. */
  constructor(view: SceneView, video: HTMLVideoElement, told: (seen: boolean) => void) {
    this.#view = view;
    this.#video = video;
    this.#told = told;
  }

  /** Take the view, with a camera that runs, and let something look for the picture. Rejects where that cannot work. */
  async start(track: (told: (sight: Sight) => void) => Promise<PictureTracker>): Promise<void> {
    const view = this.#view;
    view.anchor.visible = false;
    view.anchor.matrixAutoUpdate = false;
    view.measured = true;
    view.camera.position.set(0, 0, 0);
    view.camera.quaternion.identity();
    this.#look = lookAsFilm(view, this.#video);
    view.loop(() => {});
    const tracker = await track((sight) => this.#see(sight));
    if (this.#stopped) tracker.stop();
    else this.#tracker = tracker;
  }

  stop(): void {
    this.#stopped = true;
    this.#tracker?.stop();
    const view = this.#view;
    this.#look();
    view.measured = false;
    view.anchor.matrixAutoUpdate = true;
    view.rest();
  }

  #see(sight: Sight): void {
    const { anchor } = this.#view;
    const before = anchor.visible;
    anchor.visible = sight !== undefined;
    if (sight !== undefined) anchor.matrix.copy(sight);
    anchor.matrixWorldNeedsUpdate = true;
    if (before === anchor.visible) return;
    // What is not seen any more does not go on talking.
    if (before) this.#view.hush();
    this.#told(anchor.visible);
  }
}
