/** Who speaks a line of a station's story: the line's own guide, else the tour's. Pure. */
import type { Guide, Station } from '../model/documents.ts';
import type { Workspace } from '../model/workspace.ts';

export function speakerOf(workspace: Workspace, station: Station | undefined, line: string | undefined): Guide | undefined {
  const block = station?.story?.find(({ id, kind }) => id === line && kind === 'guide_line');
  if (block === undefined) return undefined;
  const own = block['guide'];
  return workspace.guides[typeof own === 'string' ? own : (workspace.tour.guide ?? '')];
}
