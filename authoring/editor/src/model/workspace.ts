/**
 * A tour and everything it is made of, as one frozen value in memory.
 *
 * An edit is a pure function from one workspace to the next; what it does not touch stays the same
 * object, so that `===` tells every panel (and the autosave) what changed.
 */

import type { Document, Guide, Id, Medium, Station, Stop, Tour } from './documents.ts';
import type { Values, WordKey } from '../words/words.ts';

export interface Workspace {
  readonly tour: Tour;
  readonly stations: Readonly<Record<Id, Station>>;
  readonly guides: Readonly<Record<Id, Guide>>;
  readonly media: Readonly<Record<Id, Medium>>;
}

/** What all three panes show. Ids of modules and stops are those inside the tour. */
export type Selection =
  | { readonly kind: 'tour' }
  | { readonly kind: 'module'; readonly module: string }
  | { readonly kind: 'stop'; readonly module: string; readonly stop: string; readonly station: Id }
  | { readonly kind: 'station'; readonly station: Id }
  | { readonly kind: 'leg'; readonly from: string; readonly to: string }
  | { readonly kind: 'guide'; readonly guide: Id };

export interface Edit {
  /** What the edit does, in words: shown at the undo button. */
  readonly label: WordKey;
  readonly values?: Values;
  /** Throws nothing; returns the same workspace when there is nothing to do. */
  readonly apply: (workspace: Workspace) => Workspace;
  /** Edits that follow one another with the same key and without a long pause are one undo step (typing). */
  readonly coalesce?: string;
  /** Edits of one gesture are one undo step however long it takes (a drag): a fresh id for each gesture. */
  readonly gesture?: string;
}

const SHELVES = { station: 'stations', guide: 'guides', medium: 'media' } as const;

/** The document with this id, of whatever kind. */
export function documentOf(workspace: Workspace, id: Id): Document | undefined {
  if (workspace.tour.id === id) return workspace.tour;
  return workspace.stations[id] ?? workspace.guides[id] ?? workspace.media[id];
}

/** Every document, the tour first. */
export function documentsOf(workspace: Workspace): readonly Document[] {
  return [
    workspace.tour,
    ...Object.values(workspace.stations),
    ...Object.values(workspace.guides),
    ...Object.values(workspace.media),
  ];
}

/** A workspace that holds `document` in place of the one with the same id, or beside the others. */
export function withDocument(workspace: Workspace, document: Document): Workspace {
  if (document.kind === 'tour') return document === workspace.tour ? workspace : { ...workspace, tour: document };
  const shelf = SHELVES[document.kind];
  if (workspace[shelf][document.id] === document) return workspace;
  return { ...workspace, [shelf]: { ...workspace[shelf], [document.id]: document } };
}

export interface PlacedStop {
  readonly module: string;
  readonly stop: Stop;
  /** From 1, through all modules: the number on the map and in the outline. */
  readonly number: number;
}

const placedStops = new WeakMap<Tour, readonly PlacedStop[]>();

/** All stops in the order of the modules, each with its number. */
export function stopsOf(tour: Tour): readonly PlacedStop[] {
  let known = placedStops.get(tour);
  if (known === undefined) {
    known = (tour.modules ?? [])
      .flatMap((module) => (module.stops ?? []).map((stop) => ({ module: module.id, stop })))
      .map((placed, index) => ({ ...placed, number: index + 1 }));
    placedStops.set(tour, known);
  }
  return known;
}

/** The document a selection's form edits. */
export function documentOfSelection(workspace: Workspace, selection: Selection): Document | undefined {
  switch (selection.kind) {
    case 'stop':
    case 'station':
      return workspace.stations[selection.station];
    case 'guide':
      return workspace.guides[selection.guide];
    default:
      return workspace.tour;
  }
}

/** Whether what is selected still exists. */
export function selectable(workspace: Workspace, selection: Selection): boolean {
  switch (selection.kind) {
    case 'tour':
      return true;
    case 'module':
      return (workspace.tour.modules ?? []).some((module) => module.id === selection.module);
    case 'stop':
      return stopsOf(workspace.tour).some(({ stop }) => stop.id === selection.stop);
    case 'station':
      return selection.station in workspace.stations;
    case 'guide':
      return selection.guide in workspace.guides;
    case 'leg':
      return [selection.from, selection.to].every((id) => stopsOf(workspace.tour).some(({ stop }) => stop.id === id));
  }
}
