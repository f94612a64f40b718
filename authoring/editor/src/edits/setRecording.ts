import type { FieldPlace } from '../fields/place.svelte.ts';
import type { Id, Json, Localized } from '../model/documents.ts';
import type { Edit, Workspace } from '../model/workspace.ts';
import { setField } from './setField.ts';
import { together } from './together.ts';

/**
 * Speech in a language is chosen for a block. The medium learns which language is spoken in it, unless it knows one:
 * that is how the check knows that somebody who does not hear needs it in writing. One that was spoken here and has no name
 * yet gets a `title`, and one that nobody has written down the `transcript`.
 */
export function setRecording(
  workspace: Workspace,
  { document, pointer }: FieldPlace,
  recording: Json | undefined,
  medium: Id | undefined,
  language: string,
  words: { readonly title?: string; readonly transcript?: string } = {},
): Edit {
  const chosen = setField(document, pointer, recording);
  const held = medium === undefined ? undefined : workspace.media[medium];
  if (held === undefined) return together('parts.edit.medium', chosen);
  const lacking = (['title', 'transcript'] as const).filter((name) => words[name] && isEmpty(held[name]));
  return together(
    'parts.edit.medium',
    chosen,
    ...(held.language === undefined ? [setField(held.id, '/language', language)] : []),
    ...lacking.map((name) => setField(held.id, `/${name}`, { [language]: words[name] })),
  );
}

function isEmpty(text: Localized | undefined): boolean {
  return Object.keys(text ?? {}).length === 0;
}
