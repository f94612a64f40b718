import type { Id } from '../model/documents.ts';
import { at, isObject, parts, pointer as join, put } from '../model/pointer.ts';
import { documentOf, withDocument, type Edit } from '../model/workspace.ts';

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
      const path = `${pointer}${join(language)}`;
      const known = at(before, pointer);
      if (text !== '') return withDocument(workspace, put(before, path, text));
      if (!isObject(known) || !(language in known)) return workspace;
      const last = Object.keys(known).length === 1;
      const item = Array.isArray(at(before, join(...parts(pointer).slice(0, -1))));
      return withDocument(workspace, put(before, last && !item ? pointer : path, undefined));
    },
  };
}
