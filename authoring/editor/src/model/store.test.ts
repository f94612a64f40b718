import { beforeEach, describe, expect, it } from 'vitest';

import { moveStop } from '../edits/moveStop.ts';
import { removeStop } from '../edits/removeStop.ts';
import { setText } from '../edits/setText.ts';
import { aWorkspace, stationId, TOUR } from '../testing/builders.ts';
import { Editor } from './store.svelte.ts';

let editor: Editor;

beforeEach(() => {
  editor = new Editor();
  const foreign = { editable: false, organisation: 'other' };
  editor.open({
    workspace: aWorkspace(),
    report: { issues: [] },
    access: { [TOUR]: { editable: true, organisation: 'own' }, [stationId(2)]: foreign },
    organisation: { id: 'own', name: 'Erfurt', time_zone: 'Europe/Berlin' },
    person: { id: 'p', name: 'Ute' },
    map: {},
  });
});

const STOP = { kind: 'stop', module: 'module-1', stop: 'stop-2', station: stationId(2) } as const;

describe('the editor', () => {
  it('makes no edit of what the person may only read, and says so', () => {
    let refused = 0;
    editor.onRefused = () => (refused += 1);
    const before = editor.workspace;
    editor.edit(setText(stationId(2), '/title', 'de', 'Fremd'));
    expect([editor.workspace, refused, editor.canUndo]).toEqual([before, 1, false]);
    editor.edit(moveStop('stop-2', 'module-2', 0));
    expect([refused, editor.canUndo]).toEqual([1, true]);
  });

  it('selects the tour when what was selected is gone, and selects it again when it is back', () => {
    editor.select(STOP);
    editor.edit(removeStop('stop-2'));
    expect(editor.selection).toEqual({ kind: 'tour' });
    editor.undo();
    expect(editor.selection).toEqual(STOP);
  });

  it('names what undo and redo would do', () => {
    editor.edit(removeStop('stop-2'));
    expect(editor.undoes?.label).toBe('editor.edit.remove_stop');
    editor.undo();
    expect([editor.undoes, editor.redoes?.label]).toEqual([null, 'editor.edit.remove_stop']);
  });

  it('knows the languages of the tour, the original first, and follows them', () => {
    expect(editor.languages).toEqual(['de', 'en']);
    editor.edit({
      label: 'editor.edit.change',
      apply: (workspace) => ({ ...workspace, tour: { ...workspace.tour, languages: ['en', 'de', 'fr'] } }),
    });
    expect(editor.languages).toEqual(['de', 'en', 'fr']);
  });

  it('tells of edits, undo and redo, and not of what came from others', () => {
    const told: string[] = [];
    const end = editor.onEdit((workspace) => told.push(workspace.tour.title?.['de'] ?? ''));
    editor.edit(setText(TOUR, '/title', 'de', 'Neu'));
    editor.undo();
    editor.takeIn((workspace) => ({ ...workspace, tour: { ...workspace.tour, mode: 'bike' } }));
    editor.redo();
    end();
    editor.undo();
    expect(told).toEqual(['Neu', 'Zeitreise', 'Neu']);
    expect(editor.workspace.tour.mode).toBe('bike');
  });
});
