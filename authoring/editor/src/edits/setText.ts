import type { Document, Id } from '../model/documents.ts';
import { at, isObject, parts, pointer as join, put } from '../model/pointer.ts';
import { documentOf, withDocument, type Edit } from '../model/workspace.ts';
import { rememberOriginal } from './rememberOriginal.ts';

/**
 * Set the text of one language at `pointer` (which names the localized text, not the language).
 *
 * An emptied language is removed, for an empty string is no text; with its last language the text
 * itself is removed, unless it is an item of an array, where others would move up.
 */
export function setText(document: Id, pointer: string, language: string, text: string): Edit {
  return {
    label: 'editor.edit.text',
    coalesce: `${document}#${pointer}/${language}`,
    apply(workspace) {
      const before = documentOf(workspace, document);
      if (before === undefined) return workspace;
      const after = written(before, pointer, language, text);
      return after === before ? workspace : withDocument(workspace, rememberOriginal(before, after, pointer, language));
    },
  };
}

function written(before: Document, pointer: string, language: string, text: string): Document {
  const known = at(before, pointer);
  const path = `${pointer}${join(language)}`;
  if (text !== '') return put(before, path, text);
  if (!isObject(known) || !(language in known)) return before;
  const last = Object.keys(known).length === 1;
  const item = Array.isArray(at(before, join(...parts(pointer).slice(0, -1))));
  return put(before, last && !item ? pointer : path, undefined);
}
