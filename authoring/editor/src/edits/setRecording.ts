import type { Id, Json } from '../model/documents.ts';
import type { Edit, Workspace } from '../model/workspace.ts';
import { setField } from './setField.ts';
import { together } from './together.ts';

/**
 * Speech in a language is chosen for a block. The medium learns which language is spoken in it, unless it knows one:
 * that is how the check knows that somebody who does not hear needs it in writing.
 */
export function setRecording(
  workspace: Workspace,
  block: Id,
  pointer: string,
  recording: Json | undefined,
  medium: Id | undefined,
  language: string,
): Edit {
  const chosen = setField(block, pointer, recording);
  const held = medium === undefined ? undefined : workspace.media[medium];
  if (held === undefined || held.language !== undefined) return together('parts.edit.medium', chosen);
  return together('parts.edit.medium', chosen, setField(held.id, '/language', language));
}
