/** The server's report, kept so that every field finds its own faults. */

import type { Id, Json } from './documents.ts';

export type Severity = 'error' | 'warning' | 'hint';

export interface PatchOperation {
  readonly op: 'test' | 'add' | 'remove' | 'replace' | 'move' | 'copy';
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

export interface Issue {
  readonly code: string;
  readonly severity: Severity;
  readonly document: Id;
  readonly document_kind: string;
  readonly pointer: string;
  readonly title: string;
  readonly help: string;
  readonly fix?: { readonly label_code: string; readonly patch: readonly PatchOperation[] };
  readonly fix_label?: string;
}

export interface Report {
  readonly issues: readonly Issue[];
}

export const NO_REPORT: Report = { issues: [] };

const indexes = new WeakMap<Report, ReadonlyMap<Id, readonly Issue[]>>();
const NONE: readonly Issue[] = [];

function byDocument(report: Report): ReadonlyMap<Id, readonly Issue[]> {
  let index = indexes.get(report);
  if (index === undefined) {
    index = Map.groupBy(report.issues, (issue) => issue.document);
    indexes.set(report, index);
  }
  return index;
}

/** All issues of one document. */
export function issuesOf(report: Report, document: Id): readonly Issue[] {
  return byDocument(report).get(document) ?? NONE;
}

/** The issues at `pointer` of a document, or anywhere below it. */
export function issuesAt(report: Report, document: Id, pointer: string): readonly Issue[] {
  const all = issuesOf(report, document);
  if (all.length === 0 || pointer === '') return all;
  return all.filter((issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`));
}

const stopIndexes = new WeakMap<readonly Issue[], ReadonlyMap<string, readonly Issue[]>>();

/** The issues of the tour at one of its stops (`/modules/0/stops/3`) or below: every row asks for its own. */
export function issuesOfStop(report: Report, tour: Id, pointer: string): readonly Issue[] {
  const all = issuesOf(report, tour);
  let index = stopIndexes.get(all);
  if (index === undefined) {
    index = Map.groupBy(all, (issue) => /^\/modules\/\d+\/stops\/\d+/.exec(issue.pointer)?.[0] ?? '');
    stopIndexes.set(all, index);
  }
  return index.get(pointer) ?? NONE;
}

/** Issues of two kinds; where there are none of one, the very list of the other, so that nothing is drawn again. */
export function both(one: readonly Issue[], other: readonly Issue[]): readonly Issue[] {
  if (one.length === 0) return other;
  return other.length === 0 ? one : [...one, ...other];
}

/** The worst severity among issues, or null where there is none. */
export function worst(issues: readonly Issue[]): Severity | null {
  for (const severity of ['error', 'warning', 'hint'] as const) {
    if (issues.some((issue) => issue.severity === severity)) return severity;
  }
  return null;
}

/** How many there are of each severity. */
export function counts(report: Report): Readonly<Record<Severity, number>> {
  const found = { error: 0, warning: 0, hint: 0 };
  for (const issue of report.issues) found[issue.severity] += 1;
  return found;
}
