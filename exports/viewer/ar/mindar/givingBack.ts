/** What MindAR's controller keeps on the graphics card, and gives back to nobody when it is disposed of. */
import type { Controller } from 'mind-ar/src/image-target/controller.js';

import { backend, dispose, tidy, type MathBackendWebGL } from './tensors.ts';

/** Let go of what looking at a frame leaves behind, but for what is marked to be kept: what its tables were made of. */
export function tidied({ cropDetector }: Controller): void {
  const look = cropDetector.detectMoving.bind(cropDetector);
  cropDetector.detectMoving = (frame) => {
    let found: ReturnType<typeof look> = { featurePoints: [] };
    // Given back by the tidying it would be searched for tensors, all of it.
    tidy(() => {
      found = look(frame);
    });
    return found;
  };
}

/** Once it looks at no frame any more: the target's pixels and features, its tables, and the frame's own texture. */
export function giveBack({ tracker, cropDetector, inputLoader }: Controller): void {
  dispose([
    ...(tracker?.featurePointsListT ?? []),
    ...(tracker?.imagePixelsListT ?? []),
    ...(tracker?.imagePropertiesListT ?? []),
    ...Object.values(cropDetector.detector.tensorCaches).flatMap((tables) => Object.values(tables)),
  ]);
  (backend() as MathBackendWebGL).disposeIntermediateTensorInfo(inputLoader.tempPixelHandle);
}
