/**
 * Things on the map that a person takes hold of, as buttons in the page: the numbered pins of the stations
 * and the grips of a shape. Buttons, because a keyboard and a screen reader must reach them.
 */
import { Marker, type Map as MapLibreMap } from 'maplibre-gl';

import { moved, type Position } from './geometry.ts';

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
  readonly marker: Marker;
  readonly element: HTMLButtonElement;
}

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
  #dragged: string | undefined;
  /** The key that a dragged thing has got through its own move: an edge's middle becomes a corner. */
  #renamed: string | undefined;

  constructor(
    private readonly map: MapLibreMap,
    private readonly events: ThingEvents,
  ) {}

  show(things: readonly Thing[]): void {
    const wanted = new Map(things.map((thing) => [thing.key, thing]));
    for (const [key, held] of this.#held) {
      if (wanted.has(key) || key === this.#dragged) continue;
      held.marker.remove();
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
    for (const { marker } of this.#held.values()) marker.remove();
    this.#held.clear();
  }

  #make(thing: Thing): Held {
    const element = document.createElement('button');
    element.type = 'button';
    // MapLibre would call it a picture.
    element.setAttribute('role', 'button');
    const marker = new Marker({ element, draggable: thing.movable })
      .setLngLat([...thing.position])
      .addTo(this.map);
    const held: Held = { thing, marker, element };
    this.#dress(held, thing);
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      this.events.onchoose(held.thing.key);
    });
    element.addEventListener('keydown', (event) => this.#key(held, event));
    let gesture = '';
    marker.on('dragstart', () => {
      gesture = `drag-${(gestures += 1)}`;
      this.#dragged = held.thing.key;
    });
    marker.on('drag', () => {
      const { lng, lat } = marker.getLngLat();
      this.events.onmove(this.#renamed ?? held.thing.key, [lng, lat], gesture);
    });
    marker.on('dragend', () => {
      const key = this.#renamed ?? held.thing.key;
      this.#dragged = undefined;
      this.#renamed = undefined;
      this.events.ondropped(key);
    });
    return held;
  }

  #change(held: Held, thing: Thing): void {
    const before = held.thing;
    // Setting a marker makes the browser lay it out anew: with two hundred of them that is felt at each letter.
    const { lng, lat } = held.marker.getLngLat();
    const elsewhere = lng !== thing.position[0] || lat !== thing.position[1];
    if (elsewhere && this.#dragged !== thing.key) held.marker.setLngLat([...thing.position]);
    if (before.movable !== thing.movable) held.marker.setDraggable(thing.movable);
    if (
      before.className !== thing.className ||
      before.text !== thing.text ||
      before.label !== thing.label ||
      before.pressed !== thing.pressed ||
      before.tabbable !== thing.tabbable
    ) {
      this.#dress(held, thing);
    }
    held.thing = thing;
  }

  #dress({ element }: Held, thing: Thing): void {
    // MapLibre's own classes carry the position: ours are exchanged beside them.
    const own = [...element.classList].filter((name) => name.startsWith('maplibregl-'));
    element.className = [...own, ...thing.className.split(' ')].join(' ');
    element.textContent = thing.text;
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
