/**
 * Where a field stands: a document and a JSON pointer in it. Everything a field reads or writes goes
 * through here, so that each is one line where it is used.
 */
import { untrack } from 'svelte';

import { setField } from '../edits/setField.ts';
import { setText } from '../edits/setText.ts';
import { issuesAt, issuesOf, type Issue } from '../model/checks.ts';
import type { Id, Json, Localized } from '../model/documents.ts';
import { at, isObject } from '../model/pointer.ts';
import { editor } from '../model/store.svelte.ts';
import { documentOf } from '../model/workspace.ts';
import type { WordKey } from '../words/words.ts';

/** What every field component is given. */
export interface FieldPlace {
  readonly document: Id;
  readonly pointer: string;
}

/** What stands there now; reading it in a `$derived` follows every edit of it. */
export function valueAt(place: FieldPlace): Json | undefined {
  return at(documentOf(editor.workspace, place.document), place.pointer);
}

export function textAt(place: FieldPlace): string {
  const value = valueAt(place);
  return typeof value === 'string' ? value : '';
}

const NO_TEXT: Localized = {};

export function localizedAt(place: FieldPlace): Localized {
  const value = valueAt(place);
  return isObject(value) ? (value as Localized) : NO_TEXT;
}

export function listAt(place: FieldPlace): readonly Json[] {
  const value = valueAt(place);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The language that the document itself was first written in; a medium has none and takes the tour's. */
export function originalOf(document: Id): string {
  const found = documentOf(editor.workspace, document);
  return found !== undefined && 'original' in found && typeof found.original === 'string'
    ? found.original
    : editor.workspace.tour.original;
}

/** Sets a value; undefined, "" and an empty list take it away, for absent is how the format says nothing. */
export function write(place: FieldPlace, value: Json | undefined, label?: WordKey, gesture?: string): void {
  const empty = value === '' || (Array.isArray(value) && value.length === 0);
  editor.edit(
    setField(place.document, place.pointer, empty ? undefined : value, {
      ...(label && { label }),
      ...(gesture && { gesture }),
    }),
  );
}

export function writeText(place: FieldPlace, language: string, text: string): void {
  editor.edit(setText(place.document, place.pointer, language, text));
}

/** Issues of this field; `deep` takes those of everything below it as well. */
export function issuesHere(place: FieldPlace, deep: boolean): readonly Issue[] {
  if (deep) return issuesAt(editor.report, place.document, place.pointer);
  return issuesOf(editor.report, place.document).filter((issue) => issue.pointer === place.pointer);
}

export function below(place: FieldPlace, ...steps: readonly (string | number)[]): FieldPlace {
  return { document: place.document, pointer: [place.pointer, ...steps].join('/') };
}

/**
 * What a field holds beside the document (what is half typed, what is unfolded) belongs to one place: where the field
 * stays and is given another, `begin` takes it back. For a component's first lines, like `$effect`.
 */
export function anew(place: () => FieldPlace, begin: () => void): void {
  const name = () => `${place().document} ${place().pointer}`;
  let before = untrack(name);
  $effect.pre(() => {
    const now = name();
    if (now === before) return;
    before = now;
    untrack(begin);
  });
}

export function canEdit(place: FieldPlace): boolean {
  return editor.editable(place.document);
}
