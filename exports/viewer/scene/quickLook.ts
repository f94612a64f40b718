/**
 * Apple's own view of a model in the room, which stands in for WebXR on an iPhone. It opens by a link `rel="ar"` that
 * holds nothing but a picture, to a USDZ file; `download` lets it take a file that this page made.
 */
import type { Variant } from '../../../tour_schema/typescript/generated/types.ts';
import { variantOf } from '../reading/files.ts';
import type { Shown } from './shown.ts';

/** Whether this browser has it. */
export const hasQuickLook = () => document.createElement('a').relList.supports('ar');

/** The models of a scene that it can show, each once. */
export function looksOf({ contents, around }: Shown): readonly Variant[] {
  const found = contents.map((content) => (content.kind === 'model' ? variantOf(around.medium(content.medium ?? ''), 'usdz') : undefined));
  return [...new Set(found.filter((each) => each !== undefined))];
}

/** Open it; to be called from a press. */
export function lookAt(address: string): void {
  const link = document.createElement('a');
  link.rel = 'ar';
  link.download = 'model.usdz';
  link.href = address;
  link.append(document.createElement('img'));
  link.click();
}
