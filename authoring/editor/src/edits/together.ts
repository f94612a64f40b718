import type { Edit } from '../model/workspace.ts';
import type { WordKey } from '../words/words.ts';

/** Several edits, of one document or of many, as one step. */
export function together(label: WordKey, ...edits: readonly Edit[]): Edit {
  return { label, apply: (workspace) => edits.reduce((held, edit) => edit.apply(held), workspace) };
}
