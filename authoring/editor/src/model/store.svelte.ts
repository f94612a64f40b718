/**
 * The one state of the editor. Every pane renders from it and changes it only through `edit`.
 *
 * `workspace` is replaced as a whole, never changed in place. Read the slice you show through
 * `$derived` (`const station = $derived(editor.workspace.stations[id])`): an edit elsewhere leaves the
 * slice the same object, and nothing of yours renders again.
 */

import { untrack } from 'svelte';

import { NO_REPORT, type Report } from './checks.ts';
import type { Id } from './documents.ts';
import * as history from './history.ts';
import type { SaveState } from './save.ts';
import { documentOf, documentsOf, selectable, type Edit, type Selection, type Workspace } from './workspace.ts';

export interface Colleague {
  readonly name: string;
  readonly since: string;
}

/** A field that a person wants to go to; the field with this document and pointer takes the focus. */
export interface FocusRequest {
  readonly document: Id;
  readonly pointer: string;
  /** Where the document itself is named: a medium's fields stand below the field that shows it. */
  readonly through?: FocusRequest;
}

/** What the server says about a document beside its body. */
export interface Access {
  readonly editable: boolean;
  readonly organisation: Id;
}

/** How far a tour is on its way to visitors; `changed`: they have a version, and not the newest state. */
export type Stage = 'draft' | 'review' | 'approved' | 'published' | 'changed' | 'withdrawn';

export interface Opened {
  readonly workspace: Workspace;
  readonly report: Report;
  readonly access: Readonly<Record<Id, Access>>;
  readonly organisation: { readonly id: Id; readonly name: string; readonly time_zone: string };
  readonly person: { readonly id: Id; readonly name: string };
  readonly map: Readonly<Record<string, unknown>>;
  readonly stage?: Stage;
  /** A speech engine drafts what the guide says. */
  readonly speech?: boolean;
}

const TOUR: Selection = { kind: 'tour' };

const EMPTY: Workspace = {
  tour: { format: 'wayfable/1.0', kind: 'tour', id: '', original: 'de' },
  stations: {},
  guides: {},
  media: {},
};

export class Editor {
  #workspace = $state.raw<Workspace>(EMPTY);
  #selection = $state.raw<Selection>(TOUR);
  #languages = $state.raw<readonly string[]>(['de']);
  #history = $state.raw<history.History>(history.NO_HISTORY);
  /** The content language that the fields show. */
  language = $state('de');
  /** The tour's id. */
  tour = $state('');
  report = $state.raw<Report>(NO_REPORT);
  saveState = $state<SaveState>('saved');
  presence = $state.raw<readonly Colleague[]>([]);
  focus = $state.raw<FocusRequest | null>(null);
  access = $state.raw<Readonly<Record<Id, Access>>>({});
  organisation = $state.raw<Opened['organisation']>({ id: '', name: '', time_zone: '' });
  person = $state.raw<Opened['person']>({ id: '', name: '' });
  map = $state.raw<Opened['map']>({});
  stage = $state<Stage>('draft');
  speech = $state(false);

  readonly #listeners = new Set<(workspace: Workspace) => void>();

  get workspace(): Workspace {
    return this.#workspace;
  }

  /** What is selected; the tour where that no longer exists. */
  get selection(): Selection {
    return this.#selection;
  }

  get canUndo(): boolean {
    return this.#history.past !== null;
  }

  get canRedo(): boolean {
    return this.#history.future !== null;
  }

  /** What undo would take back, for its button. */
  get undoes(): Pick<Edit, 'label' | 'values'> | null {
    return this.#history.past?.edit ?? null;
  }

  get redoes(): Pick<Edit, 'label' | 'values'> | null {
    return this.#history.future?.edit ?? null;
  }

  /** The tour's languages, the original first. */
  get languages(): readonly string[] {
    return this.#languages;
  }

  open(opened: Opened): void {
    this.#hold(opened.workspace);
    this.report = opened.report;
    this.access = opened.access;
    this.organisation = opened.organisation;
    this.person = opened.person;
    this.map = opened.map;
    this.stage = opened.stage ?? 'draft';
    this.speech = opened.speech ?? false;
    this.language = opened.workspace.tour.original;
    this.#selection = TOUR;
    this.#history = history.NO_HISTORY;
  }

  /** Whether this person may change the document; one made in this session may always be changed. */
  editable(id: Id): boolean {
    return this.access[id]?.editable ?? documentOf(this.workspace, id) !== undefined;
  }

  /** Told when an edit is not made because the person may only read what it changes. */
  onRefused: () => void = () => undefined;

  #allowed(before: Workspace, after: Workspace): boolean {
    return documentsOf(after).every((document) => {
      const old = documentOf(before, document.id);
      return old === document || old === undefined || this.editable(document.id);
    });
  }

  /** Apply an edit, remember it for undo and tell the autosave. */
  edit(edit: Edit): void {
    const before = { workspace: this.workspace, selection: this.selection };
    const after = edit.apply(before.workspace);
    if (after === before.workspace) return;
    if (!this.#allowed(before.workspace, after)) {
      this.onRefused();
      return;
    }
    this.#history = history.record(this.#history, before, edit, Date.now());
    this.#show(after);
  }

  /** The next edit begins an undo step of its own: call it when a field is left or a drag ends. */
  seal(): void {
    this.#history = history.seal(this.#history);
  }

  undo(): void {
    this.#travel(history.undo);
  }

  redo(): void {
    this.#travel(history.redo);
  }

  #travel(step: typeof history.undo): void {
    const moved = step(this.#history, { workspace: this.workspace, selection: this.selection });
    if (moved === null) return;
    this.#history = moved.history;
    this.#show(moved.moment.workspace);
    this.#selection = moved.moment.selection;
  }

  select(selection: Selection): void {
    this.seal();
    this.#selection = selection;
  }

  /** Select what holds the field and put the focus there. */
  goTo(selection: Selection, focus: FocusRequest): void {
    this.select(selection);
    this.focus = { ...focus };
  }

  /** Take in what did not come from this person: it is no undo step, and undo keeps it. */
  takeIn(change: (workspace: Workspace) => Workspace): void {
    this.#history = history.rebase(this.#history, change);
    this.#hold(change(this.workspace));
  }

  /** Be told of every new workspace that an edit, undo or redo made; the answer ends it. */
  onEdit(listener: (workspace: Workspace) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Hold a workspace. What hundreds of rows read of it is kept beside it and set only when it changes: a
   * `$derived` of the workspace would have all of them checked after every letter.
   */
  #hold(workspace: Workspace): void {
    this.#workspace = workspace;
    const { original, languages = [] } = workspace.tour;
    const spoken = [original, ...languages.filter((language) => language !== original)];
    if (spoken.join() !== untrack(() => this.#languages).join()) this.#languages = spoken;
    if (!selectable(workspace, untrack(() => this.#selection))) this.#selection = TOUR;
    if (workspace.tour.id !== untrack(() => this.tour)) this.tour = workspace.tour.id;
  }

  #show(workspace: Workspace): void {
    this.#hold(workspace);
    for (const listener of this.#listeners) listener(workspace);
  }
}

export const editor = new Editor();
