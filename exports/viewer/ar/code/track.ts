/** Looks for a printed code in the frames of a camera, and tells where it is. Loaded only where a scene hangs on one. */
import { Matrix4, Quaternion, Vector3 } from 'three';

import { share } from '../earthFrame.ts';
import { focalLength, type PictureTracker, type Sight } from '../pictureTracker.ts';
import { readCodes } from './reading.ts';
import { poseOfSquare } from './squarePose.ts';

/** Not seen for so long is lost, ms. */
const GONE_MS = 700;
/** What trembles in the corners is evened out in so long, s. */
const STEADY_S = 0.06;

/** `strange` hears of another code in sight than the one that is `wanted`. Rejects where the reader cannot work. */
export async function trackCode(
  video: HTMLVideoElement,
  wanted: { readonly content: string; readonly edgeM: number },
  told: (sight: Sight) => void,
  strange: (text: string) => void,
): Promise<PictureTracker> {
  const steady = new Steady();
  let seen = -Infinity;
  const stop = await readCodes(video, (codes, size) => {
    const now = performance.now();
    const found = codes.find(({ text }) => text === wanted.content);
    const pose = found && poseOfSquare(found.corners, wanted.edgeM, size, focalLength(size));
    const other = codes.find(({ text }) => text !== wanted.content);
    if (pose !== undefined) {
      seen = now;
      told(steady.next(pose, now));
    } else {
      if (now - seen > GONE_MS && steady.seen) {
        steady.forget();
        told(undefined);
      }
      if (found === undefined && other !== undefined) strange(other.text);
    }
  });
  return { stop };
}

/** A pose without the trembling of its corners. */
class Steady {
  readonly #place = new Vector3();
  readonly #turn = new Quaternion();
  #at: number | undefined;

  get seen(): boolean {
    return this.#at !== undefined;
  }

  next(pose: Matrix4, now: number): Matrix4 {
    const way = this.#at === undefined ? 1 : share((now - this.#at) / 1000, STEADY_S);
    this.#at = now;
    this.#place.lerp(new Vector3().setFromMatrixPosition(pose), way);
    this.#turn.slerp(new Quaternion().setFromRotationMatrix(pose), way);
    return new Matrix4().compose(this.#place, this.#turn, new Vector3(1, 1, 1));
  }

  forget(): void {
    this.#at = undefined;
  }
}
