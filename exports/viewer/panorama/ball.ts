/**
 * A panorama all round whoever stands in its middle: a picture of all of it at once, and before it the tiles of what is
 * looked at, as fine as the screen. It is drawn by whoever shows it, who says `look` before each frame.
 */
import {
  BackSide,
  Group,
  LinearFilter,
  Mesh,
  MeshBasicMaterial,
  SphereGeometry,
  SRGBColorSpace,
  Texture,
  Vector3,
  type PerspectiveCamera,
} from 'three';

import type { Archive } from './archive.ts';
import { columns, nameOf, reachOf, rows, tilesSeen, zoomFor, type Pyramid, type Tile } from './tiles.ts';

/** So far away that it stays where it is when things stand before it, m. */
const RADIUS_M = 400;
/** A piece of the ball is bent in so many places all round. */
const BENDS = 96;
/** As many as a browser fetches at once from one server. */
const AT_ONCE = 6;
/** Kept on the graphics card, a megabyte each; more than a screen shows. */
const MOST_TILES = 120;

type Piece = Mesh<SphereGeometry, MeshBasicMaterial>;

export class Ball extends Group {
  readonly #tiles: Archive | undefined;
  readonly #changed: () => void;
  /** In the order in which they were last looked at. */
  readonly #shown = new Map<string, Piece>();
  readonly #coming = new Set<string>();
  readonly #lost = new Set<string>();
  #wanted: readonly Tile[] = [];
  #pyramid: Pyramid | undefined;
  #over = false;

  /** `changed` is called when a finer tile has come that wants to be drawn; without tiles there is the picture alone. */
  constructor(whole: Texture, tiles: Archive | undefined, changed: () => void) {
    super();
    this.#tiles = tiles;
    this.#changed = changed;
    this.add(piece(whole, 0, 0, 1, 1, -2));
    // Seen from inside it would be a mirror image.
    this.scale.x = -1;
    void tiles?.pyramid.then(
      (pyramid) => {
        this.#pyramid = pyramid;
        changed();
      },
      // The picture alone does, too.
      () => {},
    );
  }

  /** Where the middle of the picture looks: 0 is North, clockwise. */
  head(compass: number): void {
    // Mirrored, the middle lies along −x.
    this.rotation.y = (-(90 + compass) * Math.PI) / 180;
  }

  /** Before each frame: fetch what is looked at, on a screen so many pixels high. */
  look(camera: PerspectiveCamera, pixels: number): void {
    if (this.#pyramid === undefined) return;
    this.updateWorldMatrix(true, false);
    const ahead = camera.getWorldDirection(new Vector3()).transformDirection(this.matrixWorld.clone().invert());
    const z = zoomFor(this.#pyramid, camera.fov, pixels);
    this.#wanted = tilesSeen(z, [ahead.x, ahead.y, ahead.z], reachOf(camera.fov, camera.aspect));
    for (const tile of this.#wanted) {
      const name = nameOf(tile);
      const known = this.#shown.get(name);
      if (known === undefined) continue;
      this.#shown.delete(name);
      this.#shown.set(name, known);
    }
    this.#fetch();
  }

  /** Give everything back to the graphics card. */
  end(): void {
    this.#over = true;
    for (const name of [...this.#shown.keys()]) this.#drop(name);
  }

  #fetch(): void {
    for (const tile of this.#wanted) {
      if (this.#coming.size >= AT_ONCE) return;
      const name = nameOf(tile);
      if (this.#shown.has(name) || this.#coming.has(name) || this.#lost.has(name)) continue;
      this.#coming.add(name);
      void this.#bring(tile, name);
    }
  }

  async #bring(tile: Tile, name: string): Promise<void> {
    const picture = await this.#tiles?.picture(tile).catch(() => undefined);
    this.#coming.delete(name);
    if (picture === undefined) this.#lost.add(name);
    else if (this.#over) picture.close();
    else this.#put(tile, name, picture);
    this.#fetch();
  }

  #put(tile: Tile, name: string, picture: ImageBitmap): void {
    const texture = new Texture(picture);
    texture.flipY = false;
    texture.colorSpace = SRGBColorSpace;
    texture.generateMipmaps = false;
    texture.minFilter = LinearFilter;
    texture.needsUpdate = true;
    const [wide, high] = [1 / columns(tile), 1 / rows(tile)];
    // What is finer is drawn later, and so before what is coarse.
    const made = piece(texture, tile.x * wide, tile.y * high, wide, high, -2 + tile.z / 100);
    this.#shown.set(name, made);
    this.add(made);
    for (const oldest of this.#shown.keys()) {
      if (this.#shown.size <= MOST_TILES) break;
      this.#drop(oldest);
    }
    this.#changed();
  }

  #drop(name: string): void {
    const old = this.#shown.get(name);
    if (old === undefined) return;
    this.#shown.delete(name);
    old.removeFromParent();
    old.geometry.dispose();
    (old.material.map?.image as ImageBitmap | undefined)?.close();
    old.material.map?.dispose();
    old.material.dispose();
  }
}

/** A piece of the ball from shares of its width and height; `order` says what it is drawn after. */
function piece(texture: Texture, left: number, top: number, wide: number, high: number, order: number): Piece {
  const round = 2 * Math.PI;
  const bends = (share: number, of: number) => Math.max(4, Math.round(share * of));
  const geometry = new SphereGeometry(
    RADIUS_M,
    bends(wide, BENDS),
    bends(high, BENDS / 2),
    left * round,
    wide * round,
    top * Math.PI,
    high * Math.PI,
  );
  const made = new Mesh(geometry, new MeshBasicMaterial({ map: texture, side: BackSide, depthWrite: false }));
  made.renderOrder = order;
  return made;
}
