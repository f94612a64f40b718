import type { Cues } from '../fields/captions/cues.ts';
import type { Id, Json } from '../model/documents.ts';
import type { Edit } from '../model/workspace.ts';
import { setField } from './setField.ts';

/** Captions as they are after a deed; a drag is one step, and so is typing in one caption. */
export function setCues(captions: Id, cues: Cues, how: { gesture?: string; cue?: string } = {}): Edit {
  const edit = setField(captions, '/cues', cues.length === 0 ? undefined : (cues as unknown as Json), {
    label: 'parts.edit.captions',
    ...(how.gesture !== undefined && { gesture: how.gesture }),
  });
  const { coalesce, ...step } = edit;
  return how.cue === undefined ? step : { ...step, coalesce: `${coalesce}/${how.cue}` };
}
