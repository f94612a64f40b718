/** Find the field that a person wants to go to, once its form is drawn. */

import type { FocusRequest } from '../model/store.svelte.ts';
import { reveal } from './reveal.svelte.ts';

/** Forms are loaded on their first use: the field may take this long to appear, ms. */
const PATIENCE_MS = 3_000;

const FOCUSABLE = 'input:not([type="hidden"]), textarea, select, [contenteditable="true"], button:not([tabindex="-1"]), [tabindex="0"]';

/** Focus the field of `request`, or the nearest one above it; answers a function that gives up. */
export function focusField(pane: HTMLElement, request: FocusRequest): () => void {
  const until = performance.now() + PATIENCE_MS;
  let frame = 0;
  reveal.request = request;
  const arrive = (field: HTMLElement) => {
    reveal.request = null;
    show(field);
  };
  const look = () => {
    const own = nearest(pane, request);
    const field = own ?? (request.through && nearest(pane, request.through));
    // An exact field is awaited for a while; what is above it will do in the end.
    const exact = own?.dataset['pointer'] === request.pointer;
    if (field !== undefined && (exact || performance.now() > until - PATIENCE_MS * 0.8)) arrive(field);
    else if (performance.now() < until) frame = requestAnimationFrame(look);
    else reveal.request = null;
  };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}

/** The field of the place in this pane, else the first inside it, else the nearest that holds it. */
export function nearest(pane: HTMLElement, { document, pointer }: FocusRequest): HTMLElement | undefined {
  const fields = [...pane.querySelectorAll<HTMLElement>(`[data-document="${CSS.escape(document)}"][data-pointer]`)];
  const above = fields.filter((field) => {
    const own = field.dataset['pointer'] ?? '';
    return own === pointer || own === '' || pointer.startsWith(`${own}/`);
  });
  const length = (field: HTMLElement) => field.dataset['pointer']?.length ?? 0;
  const [closest] = above.toSorted((one, other) => length(other) - length(one));
  if (closest?.dataset['pointer'] === pointer) return closest;
  return fields.find((field) => field.dataset['pointer']?.startsWith(`${pointer}/`)) ?? closest;
}

function show(field: HTMLElement): void {
  const target = field.matches(FOCUSABLE) ? field : field.querySelector<HTMLElement>(FOCUSABLE);
  field.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}
