/** What we use of MindAR 1.2.5, which brings no types. */
declare module 'mind-ar/src/image-target/compiler-base.js' {
  import type { GreyImage, Target } from 'mind-ar/src/image-target/target.js';

  export abstract class CompilerBase {
    data: Target[] | null;
    /** `percent` is told after each size of each picture that was looked at. */
    compileImageTargets(images: readonly GreyImage[], told: (percent: number) => void): Promise<Target[]>;
    /** The `.mind` file: MessagePack of `{v: 2, dataList}`. */
    exportData(): Uint8Array;
    protected abstract createProcessCanvas(image: GreyImage): object;
    protected abstract compileTrack(asked: { readonly targetImages: readonly GreyImage[] }): Promise<object[]>;
  }
}

declare module 'mind-ar/src/image-target/controller.js' {
  import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
  import type { CropDetector } from 'mind-ar/src/image-target/detector/crop-detector.js';
  import type { Matrix } from 'mind-ar/src/image-target/target.js';

  type News =
    | { readonly type: 'updateMatrix'; readonly targetIndex: number; readonly worldMatrix: readonly number[] | null }
    | { readonly type: 'processDone' };

  /** Looks for targets in the frames of a film, finding first and following then. */
  export class Controller {
    constructor(options: {
      readonly inputWidth: number;
      readonly inputHeight: number;
      readonly warmupTolerance: number;
      readonly missTolerance: number;
      readonly onUpdate: (news: News) => void;
    });
    /** The camera: what was set before the targets are added counts. */
    projectionTransform: Matrix;
    addImageTargetsFromBuffer(file: ArrayBuffer): { readonly dimensions: readonly (readonly [number, number])[] };
    processVideo(film: HTMLVideoElement): void;
    /** Looks at no further frame; the one that is being looked at ends with `processDone`. */
    stopProcessVideo(): void;
    /** Ends its worker, too. */
    dispose(): void;
    /** What it keeps on the graphics card. */
    readonly inputLoader: { loadInput(film: HTMLVideoElement): Tensor; readonly tempPixelHandle: TensorInfo };
    readonly cropDetector: CropDetector;
    readonly tracker?: {
      readonly featurePointsListT: readonly Tensor[];
      readonly imagePixelsListT: readonly Tensor[];
      readonly imagePropertiesListT: readonly Tensor[];
    };
  }
}

declare module 'mind-ar/src/image-target/controller.worker.js';

declare module 'mind-ar/src/image-target/image-list.js' {
  import type { GreyImage } from 'mind-ar/src/image-target/target.js';

  export function buildTrackingImageList(image: GreyImage): object[];
}

declare module 'mind-ar/src/image-target/tracker/extract-utils.js' {
  export function extractTrackingFeatures(images: readonly object[], told: () => void): object;
}

declare module 'mind-ar/src/image-target/detector/crop-detector.js' {
  import type { Tensor } from '@tensorflow/tfjs-core';

  export class CropDetector {
    constructor(width: number, height: number);
    /** Looks at the next of nine parts of the frame around its middle. */
    detectMoving(frame: Tensor): { readonly featurePoints: readonly object[] };
    /** Its tables, once a frame was looked at. */
    readonly detector: { readonly tensorCaches: Readonly<Record<string, Readonly<Record<string, Tensor>>>> };
  }
}

declare module 'mind-ar/src/image-target/estimation/estimator.js' {
  import type { Match, Matrix } from 'mind-ar/src/image-target/target.js';

  export class Estimator {
    constructor(projection: Matrix);
    /** Where the picture is, three rows of four; `null` where the match makes no sense. */
    estimate(match: Match): Matrix | null;
  }
}

declare module 'mind-ar/src/image-target/matching/matcher.js' {
  import type { Keyframe, Match } from 'mind-ar/src/image-target/target.js';

  export class Matcher {
    constructor(width: number, height: number);
    /** `keyframeIndex` is −1 where nothing fits. */
    matchDetection(keyframes: readonly Keyframe[], features: readonly object[]): Match;
  }
}

/** Not a file of MindAR's: the shapes that its files share. */
declare module 'mind-ar/src/image-target/target.js' {
  export type Matrix = readonly (readonly number[])[];

  export interface GreyImage {
    readonly data: Uint8Array;
    readonly width: number;
    readonly height: number;
  }

  export interface Keyframe {
    readonly maximaPoints: readonly object[];
    readonly minimaPoints: readonly object[];
  }

  export interface Target {
    readonly targetImage: { readonly width: number; readonly height: number };
    readonly matchingData: readonly Keyframe[];
  }

  export interface Match {
    readonly keyframeIndex: number;
    readonly screenCoords: readonly object[];
    readonly worldCoords: readonly object[];
  }
}
