/** A line of a station's story, and who speaks it: the line's own guide, else the tour's. Pure. */
import type { Block, Guide, Station } from '../model/documents.ts';
import type { Workspace } from '../model/workspace.ts';

interface Line {
  readonly block: Block;
  readonly guide: Guide | undefined;
}

export function lineOf(workspace: Workspace, station: Station | undefined, line: string | undefined): Line | undefined {
  const block = station?.story?.find(({ id, kind }) => id === line && kind === 'guide_line');
  if (block === undefined) return undefined;
  const own = block['guide'];
  return { block, guide: workspace.guides[typeof own === 'string' ? own : (workspace.tour.guide ?? '')] };
}
