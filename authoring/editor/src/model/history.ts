/** Undo and redo without limit: two stacks of workspaces. Pure; the clock is an argument. */

import type { Edit, Selection, Workspace } from './workspace.ts';

/** Typing that pauses for longer than this begins a new undo step, ms. */
const PAUSE_MS = 1500;

interface Step {
  readonly edit: Pick<Edit, 'label' | 'values'>;
  readonly workspace: Workspace;
  readonly selection: Selection;
  readonly below: Step | null;
}

export interface History {
  /** What undo goes back to, the newest on top. */
  readonly past: Step | null;
  /** What redo goes forward to, the nearest on top. */
  readonly future: Step | null;
  /** What a following edit may join, and until when it may (ms; a gesture has no end). */
  readonly open: { readonly key: string; readonly until: number } | null;
}

export interface Moment {
  readonly workspace: Workspace;
  readonly selection: Selection;
}

export const NO_HISTORY: History = { past: null, future: null, open: null };

/** Remember `before` as what undo of `edit` goes back to, joined with the step before where both are one thing. */
export function record(history: History, before: Moment, edit: Edit, now: number): History {
  const key = edit.gesture ?? edit.coalesce;
  const open = key === undefined ? null : { key, until: edit.gesture === undefined ? now + PAUSE_MS : Infinity };
  if (history.open !== null && history.open.key === key && now <= history.open.until) {
    return { past: history.past, future: null, open };
  }
  const step = { edit: { label: edit.label, ...(edit.values && { values: edit.values }) }, ...before };
  return { past: { ...step, below: history.past }, future: null, open };
}

/** Nothing that follows joins the last step: the field was left, the drag has ended. */
export function seal(history: History): History {
  return history.open === null ? history : { ...history, open: null };
}

/** One step back: the moment to show and the history from there, or null at the beginning. */
export function undo(history: History, now: Moment): { history: History; moment: Moment } | null {
  const step = history.past;
  if (step === null) return null;
  const undone = { edit: step.edit, ...now, below: history.future };
  return { history: { past: step.below, future: undone, open: null }, moment: step };
}

/** One step forward, or null where nothing was undone. */
export function redo(history: History, now: Moment): { history: History; moment: Moment } | null {
  const step = history.future;
  if (step === null) return null;
  const redone = { edit: step.edit, ...now, below: history.past };
  return { history: { past: redone, future: step.below, open: null }, moment: step };
}

/**
 * The same history with every remembered workspace changed: what others wrote and the server merged
 * must not vanish when a person undoes her own last step.
 */
export function rebase(history: History, change: (workspace: Workspace) => Workspace): History {
  return { past: rebaseSteps(history.past, change), future: rebaseSteps(history.future, change), open: history.open };
}

function rebaseSteps(top: Step | null, change: (workspace: Workspace) => Workspace): Step | null {
  const steps: Step[] = [];
  for (let step = top; step !== null; step = step.below) steps.push(step);
  return steps.reduceRight<Step | null>(
    (below, step) => ({ ...step, workspace: change(step.workspace), below }),
    null,
  );
}
