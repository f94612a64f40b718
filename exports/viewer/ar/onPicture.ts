/** A scene on a picture in the camera: the film behind the canvas, the scene where the picture is seen. */
import { angleOfScreen, type PictureTracker, type Sight, type Track } from './pictureTracker.ts';
import type { SceneView } from './sceneView.ts';

export class OnPicture {
  readonly #view: SceneView;
  readonly #video: HTMLVideoElement;
  readonly #told: (seen: boolean) => void;
  #tracker: PictureTracker | undefined;
  #stopped = false;

  /** `told` hears when the picture comes into sight, and when it is lost. */
  constructor(view: SceneView, video: HTMLVideoElement, told: (seen: boolean) => void) {
    this.#view = view;
    this.#video = video;
    this.#told = told;
  }

  /** Take the view, with a camera that runs. Rejects where the tracker cannot work. */
  async start(track: Track, target: ArrayBuffer, widthM: number): Promise<void> {
    const view = this.#view;
    view.anchor.visible = false;
    view.anchor.matrixAutoUpdate = false;
    view.measured = true;
    view.camera.position.set(0, 0, 0);
    view.camera.quaternion.identity();
    view.onresize = () => this.#fit();
    this.#fit();
    view.loop(() => {});
    const tracker = await track(this.#video, target, widthM, (sight) => this.#see(sight));
    if (this.#stopped) tracker.stop();
    else this.#tracker = tracker;
  }

  stop(): void {
    this.#stopped = true;
    this.#tracker?.stop();
    const view = this.#view;
    view.onresize = () => {};
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

  /** As the film covers the screen, so must the camera see. */
  #fit(): void {
    const { clientWidth, clientHeight } = this.#view.renderer.domElement;
    const { videoWidth, videoHeight } = this.#video;
    if (clientWidth === 0 || videoWidth === 0) return;
    this.#view.camera.fov = angleOfScreen([clientWidth, clientHeight], [videoWidth, videoHeight]);
    this.#view.camera.updateProjectionMatrix();
  }
}
