/** The media of the organisation, as the server lists them, and where their files are. */
import { call, type Entry } from '../../model/api.ts';
import type { Id, Localized, Medium } from '../../model/documents.ts';
import { session } from '../../model/session.svelte.ts';
import { editor } from '../../model/store.svelte.ts';

export type MediumType = Medium['type'];

/** What a field asks for: a kind, or whatever is seen without AR. */
export type Wanted = MediumType | 'view';

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

export { fileAddress, fileOf } from './files.ts';

/** The name that a person knows a medium by, in any language that is there. */
export function mediumName(title: Localized | undefined, language: string): string | undefined {
  return title?.[language] ?? Object.values(title ?? {})[0];
}
