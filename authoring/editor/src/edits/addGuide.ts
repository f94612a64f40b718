import type { Guide } from '../model/documents.ts';
import { newId } from '../model/ids.ts';
import { withDocument, type Edit } from '../model/workspace.ts';

/** A guide of whom nothing is known but that it is this kind of document. */
export function newGuide(original: string): Guide {
  return { format: 'wayfable/1.0', kind: 'guide', id: newId(), original };
}

/** Let a guide, a new one or one of the organisation's, lead through the tour. */
export function addGuide(guide: Guide): Edit {
  return {
    label: 'parts.edit.add_guide',
    apply(workspace) {
      const held = withDocument(workspace, guide);
      return { ...held, tour: { ...held.tour, guide: guide.id } };
    },
  };
}
