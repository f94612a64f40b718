/** Which files of a tour somebody takes along. Pure. */
import type { Manifest, ManifestFile } from '../../../tour_schema/typescript/generated/types.ts';

/** What comes along only if somebody wants it: it is large, and a tour is told without it. */
export const EXTRAS = ['ar', 'video'] as const;
export type Extra = (typeof EXTRAS)[number];
export type Extras = Readonly<Record<Extra, boolean>>;

/** What is heard and seen of a tour in one language, as small as it is told well. `quickLook` where models are shown by Apple. */
export function packOf({ files = [] }: Manifest, language: string, extras: Extras, quickLook = false): readonly ManifestFile[] {
  const small = new Set(files.filter((file) => file.for?.quality === 'low').map(familyOf));
  return files.filter((file) => {
    const { required, for: purpose = {} } = file;
    const part = purpose.part ?? 'core';
    if (required === true || part === 'core') return true;
    if ((part === 'ar' || part === 'video') && !extras[part]) return false;
    if (purpose.language !== undefined && !speaks(language, purpose.language)) return false;
    if (purpose.use === 'usdz') return quickLook;
    // Of what there is in one quality, that one.
    return purpose.quality !== 'high' || (part !== 'image' && !small.has(familyOf(file)));
  });
}

/** The bytes that an extra adds. */
export function bytesWith(manifest: Manifest, language: string, extra: Extra, quickLook = false): number {
  const with_ = packOf(manifest, language, { ar: false, video: false, [extra]: true }, quickLook);
  return bytesOf(with_) - bytesOf(packOf(manifest, language, { ar: false, video: false }, quickLook));
}

const familyOf = ({ media_type, for: purpose }: ManifestFile) => `${purpose?.medium} ${media_type?.split('/')[0]}`;

const speaks = (wish: string, tag: string) => wish === tag || wish.startsWith(`${tag}-`);

export const bytesOf = (files: readonly ManifestFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
