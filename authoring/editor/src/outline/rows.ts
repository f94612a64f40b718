import type { Module, Station, Stop } from '../model/documents.ts';
import type { Workspace } from '../model/workspace.ts';

/** What one row of the outline shows. */
export interface Row {
  readonly stop: Stop;
  readonly station: Station | undefined;
  /** From 1, through all modules. */
  readonly number: number;
  /** JSON pointer of the stop in the tour. */
  readonly pointer: string;
}

/**
 * The rows of a module; those in which nothing changed are the same objects as before, so that only the
 * others are drawn again.
 */
export function rowsOf(
  { stations }: Workspace,
  module: Module,
  { index, first }: { readonly index: number; readonly first: number },
  before: readonly Row[],
): readonly Row[] {
  return (module.stops ?? []).map((stop, place) => {
    const pointer = `/modules/${index}/stops/${place}`;
    const row = { stop, station: stations[stop.station], number: first + place, pointer };
    const old = before[place];
    const unchanged =
      old !== undefined &&
      old.stop === row.stop &&
      old.station === row.station &&
      old.number === row.number &&
      old.pointer === row.pointer;
    return unchanged ? old : row;
  });
}
