import type { Module, Station, Stop } from '../model/documents.ts';
import type { Workspace } from '../model/workspace.ts';

/** What one row of the outline is about. Its place is none of it: a stop taken out above moves all that follow. */
export interface Row {
  readonly stop: Stop;
  readonly station: Station | undefined;
}

/** The rows of a module; one about the same as in `known` is the same object, so that only the others are drawn again. */
export function rowsOf({ stations }: Workspace, module: Module, known: WeakMap<Stop, Row>): readonly Row[] {
  return (module.stops ?? []).map((stop) => {
    const station = stations[stop.station];
    const old = known.get(stop);
    if (old !== undefined && old.station === station) return old;
    const row = { stop, station };
    known.set(stop, row);
    return row;
  });
}
