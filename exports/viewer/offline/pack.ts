/** Which files of a tour somebody takes along. Pure. */
import type { Manifest, ManifestFile } from '../../../tour_schema/typescript/generated/types.ts';

/** What is heard and seen of a tour in one language, as small as it is told well: no films, no AR, no second quality. */
export function packOf({ files = [] }: Manifest, language: string): readonly ManifestFile[] {
  return files.filter(({ required, for: purpose = {} }) => {
    if (required === true || (purpose.part ?? 'core') === 'core') return true;
    if (purpose.part !== 'image' && purpose.part !== 'audio') return false;
    if (purpose.language !== undefined && !speaks(language, purpose.language)) return false;
    return purpose.quality !== 'high';
  });
}

const speaks = (wish: string, tag: string) => wish === tag || wish.startsWith(`${tag}-`);

export const bytesOf = (files: readonly ManifestFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
