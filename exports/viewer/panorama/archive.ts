/** The tiles of a panorama out of the one file in which they lie, read by ranges. */
import { FileSource, PMTiles } from 'pmtiles';

import type { Pyramid, Tile } from './tiles.ts';

export class Archive {
  readonly #file: Promise<PMTiles>;
  readonly pyramid: Promise<Pyramid>;

  /** Where it lies, or all of it. */
  constructor(archive: string | Promise<Blob>) {
    this.#file = opened(archive);
    this.pyramid = this.#read();
  }

  /** Its picture, upside down as a graphics card wants it. Rejects where it cannot be had. */
  async picture({ z, x, y }: Tile): Promise<ImageBitmap> {
    const found = await (await this.#file).getZxy(z, x, y);
    if (found === undefined) throw new RangeError('no such tile');
    return createImageBitmap(new Blob([found.data]), { imageOrientation: 'flipY' });
  }

  async #read(): Promise<Pyramid> {
    const file = await this.#file;
    const [{ minZoom, maxZoom }, metadata] = await Promise.all([file.getHeader(), file.getMetadata()]);
    const tilePx: unknown = (metadata as Readonly<Record<string, unknown>>)['tile_px'];
    if (typeof tilePx !== 'number') throw new TypeError('no panorama');
    return { lowest: minZoom, highest: maxZoom, tilePx };
  }
}

async function opened(archive: string | Promise<Blob>): Promise<PMTiles> {
  return new PMTiles(typeof archive === 'string' ? archive : new FileSource(new File([await archive], 'tiles')));
}
