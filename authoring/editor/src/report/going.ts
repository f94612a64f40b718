/** From a sentence about a field to the field. */

import { tick } from 'svelte';

import type { Id } from '../model/documents.ts';
import { destination } from '../model/navigation.ts';
import { editor } from '../model/store.svelte.ts';
import { view } from '../model/view.svelte.ts';

export async function goTo(document: Id, pointer: string): Promise<void> {
  view.mode = 'map';
  // On a small screen the report lies over what one goes to.
  if (matchMedia('(width < 64rem)').matches) view.report = false;
  // There is no module yet: what one goes to is the button that makes the first.
  if (document === editor.workspace.tour.id && pointer === '/modules') {
    view.sheet = 'outline';
    await tick();
    globalThis.document.querySelector<HTMLElement>('[data-add-module]')?.focus();
    return;
  }
  const { selection, focus } = destination(editor.workspace, document, pointer);
  view.sheet = 'inspector';
  editor.goTo(selection, focus);
}
