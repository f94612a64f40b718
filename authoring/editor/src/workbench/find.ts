/** Shows a film to MindAR's own detector and matcher, as its controller does with the frames of a camera. */
import { readFile } from 'node:fs/promises';

import { decode } from '@msgpack/msgpack';
import { CropDetector } from 'mind-ar/src/image-target/detector/crop-detector.js';
import { Estimator } from 'mind-ar/src/image-target/estimation/estimator.js';
import { Matcher } from 'mind-ar/src/image-target/matching/matcher.js';
import type { Matrix, Target } from 'mind-ar/src/image-target/target.js';

import { tensor } from './tensors.ts';

export interface FindRequest {
  readonly task: 'find';
  /** The frames one behind the other, a byte of grey a pixel, row by row. */
  readonly film: string;
  readonly width: number;
  readonly height: number;
  /** A `.mind` file. */
  readonly target: string;
}

type Corner = readonly [x: number, y: number];

interface Found {
  /** Of each frame: where the picture's corners are, from the upper left clockwise; `null` where it was not found. */
  readonly frames: readonly (readonly Corner[] | null)[];
}

/** What MindAR takes a camera's frame to be. */
const FIELD_OF_VIEW_DEG = 45;
/** It looks at one of so many parts of the middle of each frame; a phone is held still for a third of a second. */
const PARTS = 9;

export async function find({ film, width, height, target }: FindRequest): Promise<Found> {
  const frames = new Uint8Array(await readFile(film));
  const { dataList } = decode(await readFile(target)) as { readonly dataList: readonly Target[] };
  const phone = new Phone(width, height, dataList[0]!);
  const found = [];
  for (let start = 0; start < frames.length; start += width * height) {
    found.push(phone.look(frames.subarray(start, start + width * height)));
  }
  return { frames: found };
}

class Phone {
  private readonly empty: boolean;
  private readonly projection: Matrix;
  private readonly detector: CropDetector;
  private readonly matcher: Matcher;
  private readonly estimator: Estimator;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly target: Target,
  ) {
    this.empty = target.matchingData.every((each) => each.maximaPoints.length + each.minimaPoints.length === 0);
    const focal = height / 2 / Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
    this.projection = [
      [focal, 0, width / 2],
      [0, focal, height / 2],
      [0, 0, 1],
    ];
    this.detector = new CropDetector(width, height);
    this.matcher = new Matcher(width, height);
    this.estimator = new Estimator(this.projection);
  }

  look(pixels: Uint8Array): readonly Corner[] | null {
    if (this.empty) return null;
    const frame = tensor(pixels, [this.height, this.width], 'float32');
    try {
      for (let part = 0; part < PARTS; part++) {
        const { featurePoints } = this.detector.detectMoving(frame);
        const match = this.matcher.matchDetection(this.target.matchingData, featurePoints);
        const pose = match.keyframeIndex === -1 ? null : this.estimator.estimate(match);
        if (pose) return this.corners(pose);
      }
      return null;
    } finally {
      frame.dispose();
    }
  }

  private corners(pose: Matrix): readonly Corner[] {
    const { width, height } = this.target.targetImage;
    const flat: readonly Corner[] = [[0, 0], [width, 0], [width, height], [0, height]]; // prettier-ignore
    return flat.map(([x, y]) => {
      const there = pose.map(([across, down, , away]) => across! * x + down! * y + away!);
      const [u, v, w] = this.projection.map((row) => row.reduce((sum, each, axis) => sum + each * there[axis]!, 0));
      return [u! / w!, v! / w!];
    });
  }
}
