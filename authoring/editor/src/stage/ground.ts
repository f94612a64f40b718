/** How far below an anchor the ground is, as far as that is known or usual. Pure. */
import type { Station } from '../model/documents.ts';
import { isUpright, type Anchor } from '$viewer/ar/postures.ts';

/** The middle of a picture that hangs where people look at it, m. */
export const EYE_M = 1.5;
const TABLE_M = 0.75;

/** The height of the ground in the anchor's world, m. An anchor on Earth is taken to stand on it unless it says more. */
export function groundUnder(anchor: Anchor, place: Station['place']): number {
  switch (anchor.kind) {
    case 'geo': {
      const { h } = anchor.geopose.position;
      if (anchor.height_reference === 'terrain') return -h;
      const known = place?.height;
      const same = known !== undefined && known.reference === anchor.height_reference;
      return same && known.reference !== 'rooftop' ? known.metres - h : 0;
    }
    case 'image':
    case 'code':
      return isUpright(anchor) ? -EYE_M : 0;
    case 'plane':
      if (anchor.surface === 'wall') return -EYE_M;
      return anchor.surface === 'table' ? -TABLE_M : 0;
    default:
      return 0;
  }
}

/** How far one step of an arrow key goes: a picture is a small thing, a square is not. */
export function stepOf(anchor: Anchor | undefined): number {
  return anchor?.kind === 'image' || anchor?.kind === 'code' ? 0.01 : 0.1;
}
