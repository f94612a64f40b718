/**
 * Things on the map that a person takes hold of, as buttons in the page: the numbered pins of the stations
 * and the grips of a shape. Buttons, because a keyboard and a screen reader must reach them.
 *
 * They are not MapLibre's markers: those turn in space, for which the browser keeps a layer for each, and two
 * hundred layers cost every frame more than the edit that it shows.
 */
import type { Map as MapLibreMap } from 'maplibre-gl';

import { moved, type Position } from '$viewer/map/geometry.ts';

export interface Thing {
  /** Stays the same while it is the same thing, so that a drag or a focus survives an edit. */
  readonly key: string;
  readonly position: Position;
  readonly className: string;
  readonly text: string;
  /** What a screen reader says, the whole of it. */
  readonly label: string;
  /** By mouse or finger. */
  readonly movable: boolean;
  /** By the arrow keys, which must not move what was only passed by. */
  readonly steps: boolean;
  readonly pressed?: boolean;
  readonly tabbable: boolean;
}

export interface ThingEvents {
  readonly onchoose: (key: string) => void;
  /** `gesture` is one id for a whole drag; an arrow key has none. */
  readonly onmove: (key: string, to: Position, gesture: string | undefined) => void;
  readonly ondropped: (key: string) => void;
  /** A key that is no arrow; true when it meant something. */
  readonly onkey: (key: string, event: KeyboardEvent) => boolean;
}

interface Held {
  thing: Thing;
  /** Where it is shown; under a drag the pointer decides. */
  position: Position;
  readonly element: HTMLButtonElement;
}

/** A pointer that moved less than this has pressed, not dragged, px. */
const SLACK = 3;

const STEPS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

let gestures = 0;

/** A set of things on one map; `show` brings the page in step with a new list. */
export class Things {
  readonly #held = new Map<string, Held>();
  readonly #layer = document.createElement('div');
  #dragged: string | undefined;
  /** The key that a dragged thing has got through its own move: an edge's middle becomes a corner. */
  #renamed: string | undefined;

  constructor(
    private readonly map: MapLibreMap,
    private readonly events: ThingEvents,
  ) {
    this.#layer.className = 'map-things';
    map.getCanvasContainer().append(this.#layer);
    const follow = () => this.#held.forEach((held) => this.#place(held));
    map.on('move', follow);
    map.on('moveend', follow);
  }

  show(things: readonly Thing[]): void {
    const wanted = new Map(things.map((thing) => [thing.key, thing]));
    for (const [key, held] of this.#held) {
      if (wanted.has(key) || key === this.#dragged) continue;
      held.element.remove();
      this.#held.delete(key);
    }
    for (const thing of things) {
      // Under a drag the finger decides where its marker is; its double would lie below it.
      if (thing.key === this.#renamed) continue;
      const held = this.#held.get(thing.key);
      if (held === undefined) this.#held.set(thing.key, this.#make(thing));
      else this.#change(held, thing);
    }
  }

  focus(key: string): void {
    this.#held.get(key)?.element.focus();
  }

  /** Tells that the thing under the pointer goes on as another one until it is dropped. */
  rename(key: string): void {
    this.#renamed = key;
  }

  clear(): void {
    this.#layer.replaceChildren();
    this.#held.clear();
  }

  #make(thing: Thing): Held {
    const element = document.createElement('button');
    element.type = 'button';
    const held: Held = { thing, position: thing.position, element };
    this.#dress(held, thing);
    this.#place(held);
    this.#layer.append(element);
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      this.events.onchoose(held.thing.key);
    });
    element.addEventListener('keydown', (event) => this.#key(held, event));
    element.addEventListener('pointerdown', (event) => this.#take(held, event));
    // What is taken hold of moves alone: the map below must not come along.
    for (const kind of ['mousedown', 'touchstart']) {
      element.addEventListener(kind, (event) => held.thing.movable && event.stopPropagation(), { passive: true });
    }
    return held;
  }

  /** A drag with mouse, pen or finger, from its first pixel to its end. */
  #take(held: Held, down: PointerEvent): void {
    if (!held.thing.movable || down.button !== 0 || !down.isPrimary) return;
    const { element } = held;
    const from = this.map.project([...held.position]);
    const gesture = `drag-${(gestures += 1)}`;
    let dragging = false;
    const move = (event: PointerEvent) => {
      const [east, south] = [event.clientX - down.clientX, event.clientY - down.clientY];
      if (!dragging && Math.hypot(east, south) < SLACK) return;
      dragging = true;
      this.#dragged = held.thing.key;
      const { lng, lat } = this.map.unproject([from.x + east, from.y + south]);
      held.position = [lng, lat];
      this.#place(held);
      this.events.onmove(this.#renamed ?? held.thing.key, held.position, gesture);
    };
    const end = () => {
      element.removeEventListener('pointermove', move);
      if (!dragging) return;
      const key = this.#renamed ?? held.thing.key;
      this.#dragged = undefined;
      this.#renamed = undefined;
      this.events.ondropped(key);
      // The click that ends a drag with the mouse chooses nothing; after a finger's there is none to wait for.
      const swallow = (event: Event) => event.stopImmediatePropagation();
      element.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => element.removeEventListener('click', swallow, true));
    };
    element.setPointerCapture(down.pointerId);
    element.addEventListener('pointermove', move);
    element.addEventListener('lostpointercapture', end, { once: true });
  }

  /** Puts the middle of the thing where its place is now, on whole pixels as soon as the map rests. */
  #place({ position: [lng, lat], element }: Held): void {
    // Of the copies of the world side by side, the one that is looked at.
    const turns = Math.round((this.map.getCenter().lng - lng) / 360);
    const { x, y } = this.map.project([lng + turns * 360, lat]);
    const [left, top] = this.map.isMoving() ? [x, y] : [Math.round(x), Math.round(y)];
    element.style.translate = `calc(${left}px - 50%) calc(${top}px - 50%)`;
  }

  #change(held: Held, thing: Thing): void {
    const before = held.thing;
    if (before === thing && held.position === thing.position) return;
    held.thing = thing;
    const [lng, lat] = held.position;
    if ((lng !== thing.position[0] || lat !== thing.position[1]) && this.#dragged !== thing.key) {
      held.position = thing.position;
      this.#place(held);
    }
    if (
      before.className !== thing.className ||
      before.text !== thing.text ||
      before.label !== thing.label ||
      before.pressed !== thing.pressed ||
      before.tabbable !== thing.tabbable
    ) {
      this.#dress(held, thing);
    }
  }

  #dress({ element }: Held, thing: Thing): void {
    element.className = thing.className;
    if (element.textContent !== thing.text) element.textContent = thing.text;
    element.title = thing.label;
    element.setAttribute('aria-label', thing.label);
    if (thing.pressed === undefined) element.removeAttribute('aria-pressed');
    else element.setAttribute('aria-pressed', String(thing.pressed));
    element.tabIndex = thing.tabbable ? 0 : -1;
  }

  #key(held: Held, event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const { thing } = held;
    if (step !== undefined && thing.steps && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const metres = event.shiftKey ? 10 : 1;
      this.events.onmove(thing.key, moved(thing.position, step[0] * metres, step[1] * metres), undefined);
    } else if (!this.events.onkey(thing.key, event)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
