/** MindAR's controller behind our own word for it. Loaded only where a scene hangs on a picture. */
import { Controller } from 'mind-ar/src/image-target/controller.js';

import { anchorSeen, focalLength, type PictureTracker, type Track } from '../pictureTracker.ts';
import { giveBack, tidied } from './givingBack.ts';
import { ready } from './tensors.ts';

/** A frame that is being looked at takes no longer, ms; a loop that has broken off never says that it has ended. */
const LAST_FRAME_MS = 5000;
/** So many frames one after the other make sure that it is the picture, and that it is gone. */
const SURE_AFTER = 2;
const GONE_AFTER = 5;

/** Rejects where the browser has no graphics card that computes, or the file is no target. */
export const track: Track = async (video, target, widthM, told) => {
  await ready();
  const start = () => startOn(video, target, widthM, told);
  let running = start();
  // A phone that is turned turns its frames, too.
  const again = () => {
    running.stop();
    told(undefined);
    running = start();
  };
  video.addEventListener('resize', again);
  return {
    stop() {
      video.removeEventListener('resize', again);
      running.stop();
    },
  };
};

function startOn(
  video: HTMLVideoElement,
  target: ArrayBuffer,
  widthM: number,
  told: Parameters<Track>[3],
): PictureTracker {
  const { videoWidth: width, videoHeight: height } = video;
  // It draws as much of the film as its element says that it has.
  video.width = width;
  video.height = height;
  let size: readonly [number, number] = [1, 1];
  let over = false;
  let looking = false;
  let kept = true;
  const controller = new Controller({
    inputWidth: width,
    inputHeight: height,
    warmupTolerance: SURE_AFTER,
    missTolerance: GONE_AFTER,
    onUpdate(news) {
      if (news.type === 'processDone') looking = false;
      if (over && !looking) leave();
      if (over || news.type !== 'updateMatrix') return;
      told(news.worldMatrix === null ? undefined : anchorSeen(news.worldMatrix, size, widthM));
    },
  });
  // It takes the angle for that of the height, which on a phone that is held upright is the longer side.
  const focal = focalLength([width, height]);
  controller.projectionTransform = [
    [focal, 0, width / 2],
    [0, focal, height / 2],
    [0, 0, 1],
  ];
  tidied(controller);
  const { inputLoader } = controller;
  const load = inputLoader.loadInput.bind(inputLoader);
  inputLoader.loadInput = (film) => {
    looking = true;
    return load(film);
  };
  size = controller.addImageTargetsFromBuffer(target).dimensions[0]!;
  controller.processVideo(video);
  return {
    stop() {
      over = true;
      controller.stopProcessVideo();
      // The frame that is being looked at still needs it all.
      if (looking) setTimeout(leave, LAST_FRAME_MS);
      else leave();
    },
  };

  function leave(): void {
    if (!kept) return;
    kept = false;
    controller.dispose();
    giveBack(controller);
  }
}
