/** From a place in a document to what has to be selected for its field to be seen. */

import type { Id, Json } from './documents.ts';
import { isObject, parts, pointer as join } from './pointer.ts';
import type { FocusRequest } from './store.svelte.ts';
import { stopsOf, type Selection, type Workspace } from './workspace.ts';

export interface Destination {
  readonly selection: Selection;
  readonly focus: FocusRequest;
}

/** Where a person goes for `pointer` of `document`; a medium is found where it is used. */
export function destination(workspace: Workspace, document: Id, pointer: string): Destination {
  const focus = { document, pointer };
  if (document in workspace.stations) return { selection: selectionOfStation(workspace, document), focus };
  if (document in workspace.guides) return { selection: { kind: 'guide', guide: document }, focus };
  if (document !== workspace.tour.id) {
    const use = whereUsed(workspace, document);
    if (use === null) return { selection: { kind: 'tour' }, focus };
    return { selection: destination(workspace, use.document, use.pointer).selection, focus: { ...focus, through: use } };
  }
  return { selection: selectionInTour(workspace, pointer), focus };
}

/** A station is shown as the stop that it is in this tour. */
export function selectionOfStation(workspace: Workspace, station: Id): Selection {
  const placed = stopsOf(workspace.tour).find(({ stop }) => stop.station === station);
  if (placed === undefined) return { kind: 'station', station };
  return { kind: 'stop', module: placed.module, stop: placed.stop.id, station };
}

function selectionInTour({ tour }: Workspace, pointer: string): Selection {
  const [first, second, third, fourth] = parts(pointer);
  const module = first === 'modules' ? tour.modules?.[Number(second)] : undefined;
  const stop = module && third === 'stops' ? module.stops?.[Number(fourth)] : undefined;
  if (module && stop) return { kind: 'stop', module: module.id, stop: stop.id, station: stop.station };
  if (module) return { kind: 'module', module: module.id };
  const leg = first === 'route' && second === 'legs' ? tour.route?.legs?.[Number(third)] : undefined;
  return leg ? { kind: 'leg', from: leg.from, to: leg.to } : { kind: 'tour' };
}

/** The first place that names a medium: stations in the order of the tour, then guides, then the tour itself. */
export function whereUsed(workspace: Workspace, medium: Id): FocusRequest | null {
  const stations = stopsOf(workspace.tour).flatMap(({ stop }) => workspace.stations[stop.station] ?? []);
  for (const document of [...stations, ...Object.values(workspace.guides), workspace.tour]) {
    const pointer = find(document as unknown as Json, medium);
    if (pointer !== null) return { document: document.id, pointer };
  }
  return null;
}

function find(value: Json | undefined, wanted: string): string | null {
  if (value === wanted) return '';
  if (!isObject(value) && !Array.isArray(value)) return null;
  for (const [key, inner] of Object.entries(value as Readonly<Record<string, Json>>)) {
    const below = find(inner, wanted);
    if (below !== null) return join(key) + below;
  }
  return null;
}
