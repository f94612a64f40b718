/** A guide alone at the desk: the editor with one form and no tour around it. */
import type { Component } from 'svelte';

import { call, type Entry } from '../model/api.ts';
import type { Guide, Id, Tour } from '../model/documents.ts';
import { session, type Loaded } from '../model/session.svelte.ts';
import { editor } from '../model/store.svelte.ts';
import { loadLineWords } from '../words/words.ts';
import GuideDesk from './GuideDesk.svelte';

type Opened = Omit<Loaded, 'tour' | 'stations' | 'guides' | 'map' | 'stage' | 'speech'> & {
  readonly guide: Entry<Guide>;
  readonly languages: readonly string[];
};

/** Load a guide and what it names; throws Problem where that fails. Answers with what shows it. */
export async function openGuide(guide: Id): Promise<Component> {
  const at = `/guides/${guide}`;
  const [opened] = await Promise.all([call<Opened>(`${at}/workspace`), loadLineWords()]);
  const loaded = { ...opened, tour: noTour(opened), stations: [], guides: [opened.guide], map: {}, stage: 'draft' as const, speech: false };
  await session.begin(guide, at, loaded);
  editor.select({ kind: 'guide', guide });
  return GuideDesk;
}

/** Fields ask the tour for its languages. This one says them, and is known to be nobody's: it is never saved. */
function noTour({ guide, languages }: Opened): Entry<Tour> {
  const [original = guide.body.original] = languages;
  const body = { format: guide.body.format ?? 'wayfable/1.0', kind: 'tour', id: '', original, languages } as const;
  return { ...guide, id: '', kind: 'tour', revision: 0, editable: false, body: body as unknown as Tour };
}
