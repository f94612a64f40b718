/** Who changed what, in a sentence: told when it begins, not with each of a colleague's saves. */

import type { Head } from '../model/api.ts';
import type { Id } from '../model/documents.ts';
import { editor } from '../model/store.svelte.ts';
import { documentOf, type Workspace } from '../model/workspace.ts';
import { documentName } from '../outline/deeds.ts';
import { currentLocale, t } from '../words/words.ts';
import { notices } from './notices.svelte.ts';

/** A colleague who goes on with the same document after less than this is not told of again, ms. */
const STILL_AT_IT_MS = 60_000;
/** More names than this are a number. */
const MOST_NAMES = 3;

const told = new Map<string, number>();

/** Tell of what others saved; `before` is the workspace from before it was taken in. */
export function tellNews(before: Workspace, heads: readonly Head[]): void {
  const now = Date.now();
  for (const [author, saved] of Map.groupBy(heads, ({ author }) => author)) {
    // A job has put in what it made: nobody's news.
    if (author === '') continue;
    const added = saved.filter(({ id }) => id in editor.workspace.stations && documentOf(before, id) === undefined);
    if (added.length > 0) tell(added, 'added');
    // A new station brings its tour along, and a new medium stands in something that changed.
    const changed = saved.filter(
      ({ id }) => documentOf(before, id) !== undefined && !(added.length > 0 && id === editor.workspace.tour.id),
    );
    const fresh = changed.filter((head) => !stillAtIt(head, now));
    if (fresh.length > 0) tell(fresh, 'changed');
  }
}

function stillAtIt({ author, id }: Head, now: number): boolean {
  const key = `${author} ${id}`;
  const last = told.get(key) ?? -Infinity;
  told.set(key, now);
  return now - last < STILL_AT_IT_MS;
}

function tell(heads: readonly Head[], deed: 'added' | 'changed'): void {
  const { author = '', author_id: person } = heads[0] ?? {};
  const what = names(heads.map(({ id }) => id));
  notices.show(
    person === editor.person.id ? t(`editor.news.${deed}_by_you`, { what }) : t(`editor.news.${deed}`, { name: author, what }),
  );
}

function names(ids: readonly Id[]): string {
  if (ids.length > MOST_NAMES) return t('editor.news.many', { count: ids.length });
  return new Intl.ListFormat(currentLocale()).format(ids.map((id) => t('editor.news.quoted', { title: documentName(id) })));
}
