/**
 * The viewer in a frame of somebody's page: it is shown as that page asks, tells it what happens, and does what it asks.
 * Loaded in a frame alone. Nothing that happens in a frame is kept on the phone (`app/viewer.ts`).
 */
import { untrack } from 'svelte';

import type { Session } from '../app/session.svelte.ts';
import { bestOf } from '../reading/texts.ts';
import { solvedIn } from '../stories/answered.ts';
import { speakAs } from '../words/words.svelte.ts';
import { isOrigin, originsAround } from './around.ts';
import { commandIn, sealed, type Command, type Halt, type Screen, type Told } from './messages.ts';
import './frame.css';

/** What fills a screen asks for as much of a page, px: it has no height of its own. */
const FILLED = 640;
const COLOUR = /^[\da-f]{6}$/iu;

export class Frame {
  readonly #session: Session;
  #origin = $state<string>();
  /** How often somebody wanted to hear everything again. */
  #hellos = $state(0);

  constructor(session: Session) {
    this.#session = session;
    const asked = new URLSearchParams(location.search);
    const colour = asked.get('colour') ?? '';
    session.shown = { colour: COLOUR.test(colour) ? `#${colour.toLowerCase()}` : undefined, compact: asked.get('layout') === 'compact' };
    document.documentElement.dataset['framed'] = '';
    const nearest = originsAround({ ancestors: location.ancestorOrigins && [...location.ancestorOrigins], referrer: document.referrer, own: location.origin })[0];
    if (isOrigin(nearest)) this.#origin = nearest;
  }

  begin(): void {
    addEventListener('message', (event: MessageEvent<unknown>) => this.#heard(event));
    document.addEventListener('answered', (event) => this.#answered(event));
    $effect.root(() => this.#telling());
    new ResizeObserver(() => this.#measure()).observe(document.body);
    // Says nothing of the tour, and so may be heard by anybody.
    if (this.#origin === undefined) parent.postMessage(sealed({ type: 'frame' }), '*');
  }

  #tell(message: Told): void {
    if (this.#origin !== undefined) parent.postMessage(sealed(message), this.#origin);
  }

  #telling(): void {
    const session = this.#session;
    const screen = $derived(screenOf(session));
    const station = $derived(session.halt?.station.id);
    const halts = $derived(session.telling?.halts.map(({ station: { id } }) => id) ?? []);
    const seen = $derived(halts.filter((id) => session.seen.includes(id)).length);
    const finished = $derived(halts.length > 0 && seen === halts.length);
    const tells = (make: () => Told | undefined): void => {
      $effect(() => {
        void this.#hellos;
        const message = make();
        if (message !== undefined) this.#tell(message);
      });
    };
    tells(() => this.#ready());
    tells(() => screen && { type: 'screen', screen });
    tells(() => (station === undefined ? undefined : untrack(() => this.#station())));
    tells(() => (halts.length === 0 ? undefined : { type: 'progress', seen, halts: halts.length }));
    tells(() => (finished ? { type: 'finished' } : undefined));
    tells(() => session.fault && { type: 'fault', fault: session.fault.why });
    $effect(() => {
      void [this.#hellos, screen];
      this.#measure();
    });
  }

  #ready(): Told | undefined {
    const { telling } = this.#session;
    if (telling === undefined) return undefined;
    const { tour, language } = telling;
    const halts = telling.halts.map(({ number, station }): Halt => ({ station: station.id, number, title: telling.words(station.title) }));
    return { type: 'ready', tour: tour.id, title: telling.words(tour.title), language, languages: tour.languages ?? [], halts };
  }

  #station(): Told | undefined {
    const { halt, telling } = this.#session;
    return halt && telling && { type: 'station', station: halt.station.id, number: halt.number, title: telling.words(halt.station.title) };
  }

  #measure(): void {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    const screen = untrack(() => screenOf(this.#session));
    this.#tell({ type: 'size', height: screen === 'scene' || screen === 'panorama' ? FILLED : height });
  }

  #answered(event: Event): void {
    const solved = solvedIn(event);
    const station = this.#session.halt?.station.id;
    if (solved !== undefined && station !== undefined) this.#tell({ type: 'quiz', station, ...solved });
  }

  #heard({ data, source, origin }: MessageEvent<unknown>): void {
    if (source !== parent || !isOrigin(origin)) return;
    const command = commandIn(data);
    if (command === undefined) return;
    this.#origin ??= origin;
    if (origin === this.#origin) this.#carryOut(command);
  }

  #carryOut(command: Command): void {
    const session = this.#session;
    const { tour } = session.place;
    switch (command.type) {
      case 'hello':
        this.#hellos += 1;
        break;
      case 'open':
        if (session.telling?.halt(command.station) !== undefined) session.go({ tour, station: command.station });
        break;
      case 'language': {
        const { languages = [], original } = session.telling?.tour ?? { original: '' };
        session.language = bestOf(languages.length > 0 ? languages : [original], [command.language, session.language]);
        void speakAs(command.language);
        break;
      }
      case 'view':
        if (tour !== undefined) session.go({ tour, view: command.view === 'map' ? 'map' : undefined });
        break;
    }
  }
}

function screenOf({ place, telling, tours, halt, fault }: Session): Screen | undefined {
  if (fault !== undefined) return undefined;
  if (place.tour === undefined) return tours && 'tours';
  if (telling === undefined) return undefined;
  if (halt === undefined) return place.view ?? 'tour';
  return place.scene !== undefined ? 'scene' : place.panorama !== undefined ? 'panorama' : 'station';
}
