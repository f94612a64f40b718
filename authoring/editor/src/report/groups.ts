/** The report in the order of the tour: the tour itself, its stations as they are visited, then the rest. */

import type { Issue, Severity } from '../model/checks.ts';
import type { Id } from '../model/documents.ts';
import { whereUsed } from '../model/navigation.ts';
import { stopsOf, type Workspace } from '../model/workspace.ts';

export interface Group {
  /** The document under which a person looks for the issue: a medium's stands under the station that shows it. */
  readonly document: Id;
  readonly number: number | null;
  readonly issues: readonly Issue[];
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, hint: 2 };

export function groups(workspace: Workspace, issues: readonly Issue[]): readonly Group[] {
  const numbers = new Map(stopsOf(workspace.tour).map(({ stop, number }) => [stop.station, number]));
  const places = new Map<Id, Id>();
  const homeOf = (document: Id) => {
    let home = places.get(document);
    if (home === undefined) {
      home = document in workspace.media ? (whereUsed(workspace, document)?.document ?? document) : document;
      places.set(document, home);
    }
    return home;
  };
  const byHome = new Map<Id, Issue[]>();
  for (const issue of issues) {
    const home = stationOfStop(workspace, issue) ?? homeOf(issue.document);
    byHome.set(home, [...(byHome.get(home) ?? []), issue]);
  }
  const place = (id: Id) => (id === workspace.tour.id ? 0 : (numbers.get(id) ?? Infinity));
  return [...byHome]
    .map(([document, found]) => ({
      document,
      number: numbers.get(document) ?? null,
      issues: found.toSorted((one, other) => ORDER[one.severity] - ORDER[other.severity]),
    }))
    .sort((one, other) => place(one.document) - place(other.document));
}

/** What is said of a stop in the tour stands under its station. */
function stationOfStop({ tour }: Workspace, issue: Issue): Id | undefined {
  if (issue.document !== tour.id) return undefined;
  const found = /^\/modules\/(\d+)\/stops\/(\d+)/.exec(issue.pointer);
  return found === null ? undefined : tour.modules?.[Number(found[1])]?.stops?.[Number(found[2])]?.station;
}
