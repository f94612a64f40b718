/** A scene before the camera's film: it covers the screen, and so must the scene's own camera see. */
import { angleOfScreen } from './pictureTracker.ts';
import type { SceneView } from './sceneView.ts';

/** Look as the camera does whose film covers the view, also when either has another size; what is given back ends it. */
export function lookAsFilm(view: SceneView, video: HTMLVideoElement): () => void {
  const fit = () => {
    const { clientWidth, clientHeight } = view.renderer.domElement;
    const { videoWidth, videoHeight } = video;
    if (clientWidth === 0 || videoWidth === 0) return;
    view.camera.fov = angleOfScreen([clientWidth, clientHeight], [videoWidth, videoHeight]);
    view.camera.updateProjectionMatrix();
  };
  view.onresize = fit;
  video.addEventListener('resize', fit);
  fit();
  return () => {
    video.removeEventListener('resize', fit);
    view.onresize = () => {};
  };
}
