/** Which file of a medium a scene shows. Pure. */
import type { Medium, Variant } from '../../../tour_schema/typescript/generated/types.ts';

export type Use = Variant['use'] | 'original';
export type Quality = 'low' | 'high';

export interface Chosen {
  readonly use: Use;
  /** What its lengths are multiplied by to be metres: variants are in metres, an original may not be. */
  readonly scale: number;
}

const WISHES: Readonly<Record<Quality, readonly Use[]>> = { low: ['low', 'high'], high: ['high', 'low'] };
const BINARY = 'model/gltf-binary';

/** A model as GLB: a variant, or the original while there is none yet; undefined where it is USDZ only. */
export function modelFile(medium: Medium, quality: Quality): Chosen | undefined {
  const use = WISHES[quality].find((wish) => made(medium, wish, BINARY));
  if (use !== undefined) return { use, scale: 1 };
  return medium.original.media_type === BINARY
    ? { use: 'original', scale: medium.model?.scale ?? 1 }
    : undefined;
}

/** A film or a sound to be played; the original while there is no variant yet. */
export function heardFile(medium: Medium, quality: Quality): Use {
  return WISHES[quality].find((wish) => made(medium, wish)) ?? 'original';
}

/** A picture of at least so many pixels on its longer side where there is one, else the largest. */
export function pictureFile(medium: Medium, pixels: number): Chosen {
  const sizes: readonly Variant['use'][] = ['480', '1080', '2160'];
  const there = sizes.filter((size) => made(medium, size));
  return { use: there.find((size) => Number(size) >= pixels) ?? there.at(-1) ?? 'original', scale: 1 };
}

/** Of a panorama the picture of all of it: the finest one, or a small one where its tiles show what is looked at. */
export function wholeFile(panorama: Medium): Use {
  if (isTiled(panorama)) return pictureFile(panorama, 1080).use;
  return made(panorama, 'high') ? 'high' : pictureFile(panorama, 2160).use;
}

export function isTiled(panorama: Medium): boolean {
  return made(panorama, 'tiles');
}

/** The picture that is seen of a medium without turning anything; undefined of what has none, such as a model. */
export function flatFile(medium: Medium, pixels: number): Chosen | undefined {
  if (medium.type === 'image' || medium.type === 'target' || medium.type === 'panorama') return pictureFile(medium, pixels);
  return medium.type === 'video' ? posterFile(medium) : undefined;
}

/** The still that stands for a film. */
export function posterFile(medium: Medium): Chosen | undefined {
  return made(medium, 'poster') ? { use: 'poster', scale: 1 } : undefined;
}

/** Height over width of a picture or film; 1 where nobody knows. */
export function proportion({ original: { width_px, height_px } }: Medium): number {
  return width_px && height_px ? height_px / width_px : 1;
}

function made(medium: Medium, use: Use, mediaType?: string): boolean {
  return (medium.variants ?? []).some(
    (variant) => variant.use === use && (mediaType === undefined || variant.media_type === mediaType),
  );
}
