/** Looks for a printed code in the frames of a camera, and tells where it is. Loaded only where a scene hangs on one. */
import { Matrix4, Quaternion, Vector3 } from 'three';

import { share } from '../earthFrame.ts';
import { focalLength, type PictureTracker, type Sight } from '../pictureTracker.ts';
import { poseOfSquare, type Corners } from './squarePose.ts';

/** A frame that is to be read, as the worker gets it. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly pixels: ArrayBuffer;
}

export interface Code {
  readonly text: string;
  readonly corners: Corners;
}

/** What the worker says: that it can begin, or what it has read. */
export type Answer = { readonly ready: boolean } | { readonly codes: readonly Code[] };

/** More pixels find no more, and take longer. */
const MOST_PX = 960;
/** Not seen for so long is lost, ms. */
const GONE_MS = 700;
/** What trembles in the corners is evened out in so long, s. */
const STEADY_S = 0.06;
/** A worker that does not begin in that time does not begin, ms. */
const BEGINS_MS = 20_000;

/** `strange` hears of another code in sight than the one that is `wanted`. Rejects where the reader cannot work. */
export async function trackCode(
  video: HTMLVideoElement,
  wanted: { readonly content: string; readonly edgeM: number },
  told: (sight: Sight) => void,
  strange: (text: string) => void,
): Promise<PictureTracker> {
  const worker = new Worker(new URL('./codeWorker.ts', import.meta.url), { type: 'module' });
  try {
    await begun(worker);
  } catch (fault) {
    worker.terminate();
    throw fault;
  }
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const steady = new Steady();
  let asked: number | undefined;
  let seen = -Infinity;
  let size: readonly [number, number] = [0, 0];

  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    if (!('codes' in data)) return;
    const now = performance.now();
    const found = data.codes.find(({ text }) => text === wanted.content);
    const pose = found && poseOfSquare(found.corners, wanted.edgeM, size, focalLength(size));
    const other = data.codes.find(({ text }) => text !== wanted.content);
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
    asked = requestAnimationFrame(look);
  };
  look();
  return {
    stop() {
      if (asked !== undefined) cancelAnimationFrame(asked);
      worker.onmessage = null;
      worker.terminate();
    },
  };

  /** One frame after the other: a phone that is slow sees fewer, and none late. */
  function look(): void {
    const { videoWidth, videoHeight } = video;
    if (pen === null || videoWidth === 0) {
      asked = requestAnimationFrame(look);
      return;
    }
    const smaller = Math.min(1, MOST_PX / Math.max(videoWidth, videoHeight));
    size = [Math.round(videoWidth * smaller), Math.round(videoHeight * smaller)];
    const [width, height] = size;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.drawImage(video, 0, 0, width, height);
    const pixels = pen.getImageData(0, 0, width, height).data.buffer;
    worker.postMessage({ width, height, pixels } satisfies Frame, [pixels]);
  }
}

function begun(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the reader does not begin')), BEGINS_MS);
    worker.onerror = () => reject(new Error('no reader'));
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      clearTimeout(late);
      if ('ready' in data && data.ready) resolve();
      else reject(new Error('no reader'));
    };
  });
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
