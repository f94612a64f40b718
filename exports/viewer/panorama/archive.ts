/** The tiles of a panorama out of the one file in which they lie, read by ranges. */
import { PMTiles } from 'pmtiles';

import type { Pyramid, Tile } from './tiles.ts';

export class Archive {
  readonly #file: PMTiles;
  readonly pyramid: Promise<Pyramid>;

  constructor(address: string) {
    this.#file = new PMTiles(address);
    this.pyramid = this.#read();
  }

  /** Its picture, upside down as a graphics card wants it. Rejects where it cannot be had. */
  async picture({ z, x, y }: Tile): Promise<ImageBitmap> {
    const found = await this.#file.getZxy(z, x, y);
    if (found === undefined) throw new RangeError('no such tile');
    return createImageBitmap(new Blob([found.data]), { imageOrientation: 'flipY' });
  }

  async #read(): Promise<Pyramid> {
    const [{ minZoom, maxZoom }, metadata] = await Promise.all([this.#file.getHeader(), this.#file.getMetadata()]);
    const tilePx: unknown = (metadata as Readonly<Record<string, unknown>>)['tile_px'];
    if (typeof tilePx !== 'number') throw new TypeError('no panorama');
    return { lowest: minZoom, highest: maxZoom, tilePx };
  }
}
