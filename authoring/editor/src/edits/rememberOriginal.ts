import { isObject, parts, pointer as join, put, at } from '../model/pointer.ts';
import type { Document, Localized } from '../model/documents.ts';

/** The blocks whose text is spoken. */
const SAID: ReadonlySet<unknown> = new Set(['guide_line', 'audio']);

/**
 * A guide's line and what is narrated remember of which original each of their translations is one, so that the check
 * can say which are outdated: what is translated now is one of the original that stands there; what was there before
 * the original was changed, one of the original before.
 */
export function rememberOriginal(before: Document, after: Document, text: string, language: string): Document {
  const [story, index, field, ...deeper] = parts(text);
  if (before.kind !== 'station' || story !== 'story' || field !== 'text' || deeper.length > 0) return after;
  const line = join('story', index ?? '');
  const block = at(after, line);
  if (!isObject(block) || !SAID.has(block['kind'])) return after;
  const known = isObject(block['translations']) ? block['translations'] : {};
  const was = (at(before, text) ?? {}) as Localized;
  const is = (block['text'] ?? {}) as Localized;
  const original = before.original;
  let next: Document = after;
  const remember = (tag: string, of: string | undefined) => {
    const path = `${line}${join('translations', tag)}`;
    if (of !== undefined) next = put(next, path, { of });
    else if (tag in known) next = forgotten(next, line, path, Object.keys(known).length);
  };
  if (language !== original) remember(language, is[language] === undefined ? undefined : is[original]);
  else
    for (const tag of Object.keys(is)) {
      if (tag !== original && !(tag in known) && was[original] !== undefined) remember(tag, was[original]);
    }
  return next;
}

function forgotten(document: Document, line: string, path: string, count: number): Document {
  return put(document, count === 1 ? `${line}/translations` : path, undefined);
}
