/** The media of the organisation, as the server lists them, and where their files are. */
import { call, type Entry } from '../../model/api.ts';
import type { Id, Localized, Medium } from '../../model/documents.ts';
import { session } from '../../model/session.svelte.ts';
import { editor } from '../../model/store.svelte.ts';

export type MediumType = Medium['type'];

export interface LibraryItem {
  readonly id: Id;
  readonly title: Localized;
  readonly file_name: string | null;
  readonly type: MediumType | null;
  readonly updated_at: string;
}

interface Page {
  readonly items: readonly LibraryItem[];
  readonly next: string | null;
}

/** A page of the organisation's media, changed last first; `cursor` is the page before's `next`. */
export async function listMedia(cursor: string | null): Promise<Page> {
  const wish = new URLSearchParams({ kind: 'medium', organisation: editor.organisation.id, limit: '100' });
  if (cursor !== null) wish.set('cursor', cursor);
  return call<Page>(`/documents?${wish.toString()}`);
}

/** The medium in the workspace, fetched first where the tour does not use it yet. */
export async function takeMedium(id: Id): Promise<Medium> {
  const known = editor.workspace.media[id];
  if (known !== undefined) return known;
  const entry = await call<Entry<Medium>>(`/documents/${id}`);
  session.know(entry);
  return entry.body;
}

/** The address of a file of a medium; variants are made by a job, so the original stands in at first. */
export function fileOf(medium: Medium, use: '480' | '1080' | 'low' | 'high' | 'poster'): string {
  const ready = medium.variants?.some((variant) => variant.use === use) === true;
  return fileAddress(medium.id, ready ? use : 'original');
}

export function fileAddress(id: Id, use: string): string {
  return `/api/v1/media/${id}/file/${use}`;
}

/** The name that a person knows a medium by, in any language that is there. */
export function mediumName(title: Localized | undefined, language: string): string | undefined {
  return title?.[language] ?? Object.values(title ?? {})[0];
}
