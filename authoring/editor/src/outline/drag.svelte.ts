/**
 * Dragging in the outline with mouse, pen or finger. What is dragged stays where it is and a line shows where
 * it would go; leaving with Escape changes nothing. The keys do the same without a drag (see Outline.svelte).
 */

import { editor } from '../model/store.svelte.ts';
import { placeModule, placeStop } from './deeds.ts';

/** Nearer to the edge than this the list scrolls by itself, px. */
const EDGE = 48;

export type Dragged = { readonly kind: 'stop' | 'module'; readonly id: string };

/** The line: above the stop or module with this id, or at the end of a module's stops, or of all modules. */
export type Line =
  | { readonly kind: 'stop'; readonly module: string; readonly index: number }
  | { readonly kind: 'module'; readonly index: number };

class OutlineDrag {
  what = $state.raw<Dragged | null>(null);
  line = $state.raw<Line | null>(null);

  /** Begin at the handle of a row. */
  begin(event: PointerEvent & { currentTarget: HTMLElement }, what: Dragged): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    const list = handle.closest<HTMLElement>('[data-outline]');
    if (list === null) return;
    handle.setPointerCapture(event.pointerId);
    const { clientX, clientY } = event;
    const move = (moved: PointerEvent) => {
      if (this.what === null && Math.hypot(moved.clientX - clientX, moved.clientY - clientY) < 4) return;
      this.what = what;
      this.line = what.kind === 'stop' ? stopLine(list, moved.clientY) : moduleLine(list, moved.clientY);
      scrollAtEdge(list, moved.clientY);
    };
    /** The system takes a touch for a gesture of its own: nothing was dropped. */
    const abandon = () => (this.what = null);
    const end = () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointercancel', abandon);
      removeEventListener('keydown', escape, true);
      if (this.what !== null) this.#drop(this.what, this.line);
      this.what = null;
      this.line = null;
    };
    const escape = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      pressed.stopPropagation();
      abandon();
      handle.releasePointerCapture(event.pointerId);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointercancel', abandon);
    addEventListener('keydown', escape, true);
    handle.addEventListener('lostpointercapture', end, { once: true });
  }

  #drop(what: Dragged, line: Line | null): void {
    const modules = editor.workspace.tour.modules ?? [];
    if (line?.kind === 'module' && what.kind === 'module') {
      const from = modules.findIndex((module) => module.id === what.id);
      // Taken out first, so everything behind it moves up.
      const to = line.index > from ? line.index - 1 : line.index;
      if (to !== from) placeModule(what.id, to);
    } else if (line?.kind === 'stop' && what.kind === 'stop') {
      const stops = modules.find((module) => module.id === line.module)?.stops ?? [];
      const from = stops.findIndex((stop) => stop.id === what.id);
      const index = from !== -1 && line.index > from ? line.index - 1 : line.index;
      placeStop(what.id, { module: line.module, index });
    }
  }
}

function stopLine(list: HTMLElement, y: number): Line | null {
  const modules = [...list.querySelectorAll<HTMLElement>('[data-module]')];
  const module = modules.findLast((each) => each.getBoundingClientRect().top <= y) ?? modules[0];
  const id = module?.dataset['module'];
  if (module === undefined || id === undefined) return null;
  const rows = [...module.querySelectorAll<HTMLElement>('[data-stop]')];
  const below = rows.findIndex((row) => y < middle(row));
  return { kind: 'stop', module: id, index: below === -1 ? rows.length : below };
}

function moduleLine(list: HTMLElement, y: number): Line {
  const modules = [...list.querySelectorAll<HTMLElement>('[data-module]')];
  const below = modules.findIndex((each) => y < middle(each));
  return { kind: 'module', index: below === -1 ? modules.length : below };
}

function middle(element: HTMLElement): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function scrollAtEdge(list: HTMLElement, y: number): void {
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + EDGE) list.scrollBy(0, -12);
  else if (y > bottom - EDGE) list.scrollBy(0, 12);
}

export const drag = new OutlineDrag();
