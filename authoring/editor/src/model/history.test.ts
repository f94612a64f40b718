import { describe, expect, it } from 'vitest';

import { setText } from '../edits/setText.ts';
import { aTour, aWorkspace, TOUR } from '../testing/builders.ts';
import * as history from './history.ts';
import type { Edit, Selection, Workspace } from './workspace.ts';

const selection: Selection = { kind: 'tour' };
const type = (text: string): Edit => setText(TOUR, '/title', 'de', text);

function typed(texts: readonly string[], pauseMs: number): { log: history.History; workspace: Workspace } {
  let log = history.NO_HISTORY;
  let workspace = aWorkspace();
  texts.forEach((text, index) => {
    log = history.record(log, { workspace, selection }, type(text), index * pauseMs);
    workspace = type(text).apply(workspace);
  });
  return { log, workspace };
}

const depth = (step: history.History['past']): number => (step === null ? 0 : 1 + depth(step.below));

describe('undo', () => {
  it('takes a word that was typed without a pause back in one step', () => {
    const { log, workspace } = typed(['Z', 'Ze', 'Zei'], 100);
    const undone = history.undo(log, { workspace, selection });
    expect(undone?.moment.workspace.tour.title?.['de']).toBe('Zeitreise');
    expect(undone?.history.past).toBeNull();
  });

  it('begins a new step after a pause, and when the field was left', () => {
    expect(depth(typed(['a', 'b', 'c'], 5_000).log.past)).toBe(3);
    const { log, workspace } = typed(['a', 'b'], 10);
    const sealed = history.record(history.seal(log), { workspace, selection }, type('c'), 30);
    expect(depth(sealed.past)).toBe(2);
  });

  it('takes a drag back in one step, however long it was held', () => {
    const before = { workspace: aWorkspace(), selection };
    const drag = { ...type('x'), gesture: 'drag-1' };
    const log = history.record(history.record(history.NO_HISTORY, before, drag, 0), before, drag, 60_000);
    expect(depth(log.past)).toBe(1);
  });

  it('goes back and forth to the same objects, ten thousand steps deep', () => {
    const { log, workspace } = typed(Array.from({ length: 10_000 }, (_, index) => `Titel ${index}`), 10_000);
    let here = { history: log, moment: { workspace, selection } as history.Moment };
    for (let step = history.undo(here.history, here.moment); step; step = history.undo(here.history, here.moment)) here = step;
    expect(here.moment.workspace.tour.title).toEqual(aTour().title);
    for (let step = history.redo(here.history, here.moment); step; step = history.redo(here.history, here.moment)) here = step;
    expect(here.moment.workspace).toBe(workspace);
  });

  it('forgets what was undone as soon as something new is done', () => {
    const { log, workspace } = typed(['a'], 0);
    const undone = history.undo(log, { workspace, selection });
    const after = history.record(undone?.history ?? log, { workspace, selection }, type('b'), 99_999);
    expect(history.redo(after, { workspace, selection })).toBeNull();
  });

  it('keeps what others wrote meanwhile', () => {
    const { log } = typed(['a'], 0);
    const rebased = history.rebase(log, (workspace) => ({ ...workspace, tour: { ...workspace.tour, mode: 'bike' } }));
    const undone = history.undo(rebased, { workspace: aWorkspace(), selection });
    expect(undone?.moment.workspace.tour).toEqual({ ...aTour(), mode: 'bike' });
  });
});
