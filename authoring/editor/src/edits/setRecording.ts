import type { Id, Json } from '../model/documents.ts';
import type { Edit, Workspace } from '../model/workspace.ts';
import { setField } from './setField.ts';
import { together } from './together.ts';

/**
 * Speech in a language is chosen for a block. The medium learns which language is spoken in it, unless it knows one:
 * that is how the check knows that somebody who does not hear needs it in writing. One that was spoken here and has no name
 * yet gets a `title`.
 */
export function setRecording(
  workspace: Workspace,
  block: Id,
  pointer: string,
  recording: Json | undefined,
  medium: Id | undefined,
  language: string,
  title = '',
): Edit {
  const chosen = setField(block, pointer, recording);
  const held = medium === undefined ? undefined : workspace.media[medium];
  if (held === undefined) return together('parts.edit.medium', chosen);
  const unnamed = title !== '' && Object.keys(held.title ?? {}).length === 0;
  return together(
    'parts.edit.medium',
    chosen,
    ...(held.language === undefined ? [setField(held.id, '/language', language)] : []),
    ...(unnamed ? [setField(held.id, '/title', { [language]: title })] : []),
  );
}
