import type { Id, Json } from '../model/documents.ts';
import { put } from '../model/pointer.ts';
import { documentOf, withDocument, type Edit } from '../model/workspace.ts';
import type { WordKey } from '../words/words.ts';

interface How {
  readonly label?: WordKey;
  /** A fresh id for each drag or slide, so that all of it is one undo step. */
  readonly gesture?: string;
}

/** Put `value` at `pointer` of a document; undefined removes what stands there. Typing in one field is one step. */
export function setField(document: Id, pointer: string, value: Json | undefined, how: How = {}): Edit {
  return {
    label: how.label ?? 'editor.edit.change',
    coalesce: `${document}#${pointer}`,
    ...(how.gesture !== undefined && { gesture: how.gesture }),
    apply(workspace) {
      const before = documentOf(workspace, document);
      return before === undefined ? workspace : withDocument(workspace, put(before, pointer, value));
    },
  };
}
