import type { Id, Json } from '../model/documents.ts';
import { put } from '../model/pointer.ts';
import { documentOf, withDocument, type Edit } from '../model/workspace.ts';
import type { WordKey } from '../words/words.ts';

/** Several values of one document at once, as one step; undefined removes. `key` is what typing joins by. */
export function setFields(
  document: Id,
  key: string,
  values: readonly (readonly [pointer: string, value: Json | undefined])[],
  label: WordKey = 'editor.edit.change',
): Edit {
  return {
    label,
    coalesce: `${document}#${key}`,
    apply(workspace) {
      const before = documentOf(workspace, document);
      if (before === undefined) return workspace;
      return withDocument(
        workspace,
        values.reduce((whole, [pointer, value]) => put(whole, pointer, value), before),
      );
    },
  };
}
