/** Reads the printed codes in the frames of a camera, one frame after the other, in a worker. */
import type { Corners } from './squarePose.ts';

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

/** Width and height of the frame that was read, px. */
export type Size = readonly [number, number];

/** More pixels find no more, and take longer. */
const MOST_PX = 960;
/** A worker that does not begin in that time does not begin, ms. */
const BEGINS_MS = 20_000;

/** Tells after each frame which codes are in it, none included; what is given back ends it. Rejects where the reader cannot work. */
export async function readCodes(video: HTMLVideoElement, told: (codes: readonly Code[], size: Size) => void): Promise<() => void> {
  const worker = new Worker(new URL('./codeWorker.ts', import.meta.url), { type: 'module' });
  try {
    await begun(worker);
  } catch (fault) {
    worker.terminate();
    throw fault;
  }
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  let asked: number | undefined;
  let size: Size = [0, 0];

  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    if (!('codes' in data)) return;
    asked = requestAnimationFrame(look);
    told(data.codes, size);
  };
  look();
  return () => {
    if (asked !== undefined) cancelAnimationFrame(asked);
    worker.onmessage = null;
    worker.terminate();
  };

  /** A phone that is slow sees fewer frames, and none late. */
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
