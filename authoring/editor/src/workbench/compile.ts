/** Makes of a picture what MindAR finds it by, a `.mind` file, without a browser and without a canvas. */
import { readFile, writeFile } from 'node:fs/promises';

import { CompilerBase } from 'mind-ar/src/image-target/compiler-base.js';
import { buildTrackingImageList } from 'mind-ar/src/image-target/image-list.js';
import type { GreyImage } from 'mind-ar/src/image-target/target.js';
import { extractTrackingFeatures } from 'mind-ar/src/image-target/tracker/extract-utils.js';

export interface CompileRequest {
  readonly task: 'compile';
  /** Its pixels, a byte of grey each, row by row. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly output: string;
}

interface Compiled {
  /** How many features there are to match by, over all sizes. */
  readonly points: number;
}

class Compiler extends CompilerBase {
  /** MindAR draws the picture on a canvas to get at its pixels, of which it takes the mean of the three colours. */
  protected override createProcessCanvas({ data }: GreyImage): object {
    const colours = new Uint8ClampedArray(data.length * 4);
    data.forEach((grey, at) => colours.fill(grey, at * 4, at * 4 + 3));
    return { getContext: () => ({ drawImage() {}, getImageData: () => ({ data: colours }) }) };
  }

  protected override compileTrack({ targetImages }: { readonly targetImages: readonly GreyImage[] }) {
    const tracked = targetImages.map((image) => extractTrackingFeatures(buildTrackingImageList(image), () => {}));
    return Promise.resolve(tracked);
  }
}

export async function compile({ path, width, height, output }: CompileRequest): Promise<Compiled> {
  const compiler = new Compiler();
  const data = new Uint8Array(await readFile(path));
  const [target] = await compiler.compileImageTargets([{ data, width, height }], () => {});
  await writeFile(output, compiler.exportData());
  let points = 0;
  for (const { maximaPoints, minimaPoints } of target!.matchingData) points += maximaPoints.length + minimaPoints.length;
  return { points };
}
