/** What a selection's form is about. Pure. */
import type { Id } from '../model/documents.ts';
import type { Selection } from '../model/workspace.ts';

/** The station of a stop or a station; "" for anything else, which no station's form is shown for. */
export function stationOf(selection: Selection): Id {
  return selection.kind === 'stop' || selection.kind === 'station' ? selection.station : '';
}
