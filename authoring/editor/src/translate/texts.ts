/** Every text of a tour that is to be there in each of its languages. */

import type { Document, Id, Json, Localized } from '../model/documents.ts';
import { isObject, pointer as join } from '../model/pointer.ts';
import { stopsOf, type Workspace } from '../model/workspace.ts';

/** The blocks whose text is CommonMark. */
const RICH_BLOCKS: readonly unknown[] = ['text', 'anecdote'];

export interface Text {
  readonly document: Id;
  /** Of the localized text, without the language. */
  readonly pointer: string;
  /** The name of the field that holds it: `title`, `bridge`, `alt`. */
  readonly field: string;
  readonly text: Localized;
  /** Whether it is CommonMark; any other text is read as it stands. */
  readonly rich: boolean;
}

/** Fields that hold text by language; others by language hold media (recordings, captions) or names (voices). */
const FIELDS = new Set([
  'title', 'summary', 'teaser', 'description', 'intro', 'bridge', 'note', 'transit', 'offer', 'where', 'role', 'label',
  'text', 'by', 'question', 'explanation', 'feedback', 'unit', 'name', 'introduction', 'alt', 'caption', 'transcript',
]); // prettier-ignore

const known = new WeakMap<Document, readonly Text[]>();

/** The texts of one document that have an original. */
function textsOfDocument(document: Document): readonly Text[] {
  let texts = known.get(document);
  if (texts === undefined) {
    const every = [...walk(document.id, document as unknown as Json, '', '')];
    // The name of a medium is how editors find it again: nobody else reads it.
    texts = document.kind === 'medium' ? every.filter(({ pointer }) => pointer !== '/title') : every;
    known.set(document, texts);
  }
  return texts;
}

function* walk(document: Id, value: Json | undefined, pointer: string, field: string, rich = false): Generator<Text> {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    for (const [index, item] of list.entries()) {
      // The things of an order quiz are texts themselves.
      if (field === 'items' && isText(item)) yield { document, pointer: `${pointer}/${index}`, field, text: item, rich: false };
      else yield* walk(document, item, `${pointer}/${index}`, '');
    }
  } else if (FIELDS.has(field) && isText(value)) {
    yield { document, pointer, field, text: value, rich: field === 'description' || (field === 'text' && rich) };
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== 'extensions') yield* walk(document, inner, pointer + join(key), key, RICH_BLOCKS.includes(value['kind']));
    }
  }
}

function isText(value: Json | undefined): value is Localized {
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([tag, text]) => typeof text === 'string' && /^[a-z]{2,3}(-|$)/.test(tag));
}

export interface Chapter {
  readonly document: Document;
  readonly texts: readonly Text[];
}

/** All texts in the order in which a visitor meets them: the tour, its stations, the guide, the media. */
export function chapters(workspace: Workspace): readonly Chapter[] {
  const { tour, stations, guides, media } = workspace;
  const used = new Set(stopsOf(tour).map(({ stop }) => stop.station));
  const documents: (Document | undefined)[] = [
    tour,
    ...[...used].map((id) => stations[id]),
    ...Object.values(guides),
    ...Object.values(media),
  ];
  return documents
    .filter((document) => document !== undefined)
    .map((document) => ({ document, texts: textsOfDocument(document) }))
    .filter(({ texts }) => texts.length > 0);
}

/** How much of the tour is there in `language`, 0 to 1; a tour without a text is complete in every language. */
export function completeness(workspace: Workspace, language: string): number {
  let all = 0;
  let there = 0;
  for (const { texts } of chapters(workspace)) {
    all += texts.length;
    for (const { text } of texts) if (language in text) there += 1;
  }
  return all === 0 ? 1 : there / all;
}
