import type { Leg } from '../model/documents.ts';
import type { Edit } from '../model/workspace.ts';
import { setLeg } from './setLeg.ts';

/** Draw several ways as one step: what the routing server found for a whole tour. */
export function setLegs(legs: readonly Leg[]): Edit {
  return {
    label: 'editor.edit.draw_legs',
    apply: (workspace) =>
      legs.reduce((result, { from, to, ...leg }) => setLeg(from, to, leg).apply(result), workspace),
  };
}
