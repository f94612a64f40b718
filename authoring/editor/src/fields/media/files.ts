/** Where the files of media are: for the editor, and for pages that are none. */
import type { Id, Medium } from '../../model/documents.ts';

/** The address of a file of a medium; variants are made by a job, so the original stands in at first. */
export function fileOf(medium: Medium, use: '480' | '1080' | 'low' | 'high' | 'poster'): string {
  const ready = medium.variants?.some((variant) => variant.use === use) === true;
  return fileAddress(medium.id, ready ? use : 'original');
}

export function fileAddress(id: Id, use: string): string {
  return `/api/v1/media/${id}/file/${use}`;
}
