/**
 * `embed.js`, for pages of others: the element `<wayfable-tour>`, a tour in a frame of its publisher's own host. It is one file
 * without imports, so that a page may load it as a module (where its host allows that to other origins) or as a plain script.
 */
import { sealed, toldIn, type Command } from './messages.ts';

/** The folder that this script came from. A module does not know which of a page's scripts it is. */
const script =
  document.currentScript instanceof HTMLScriptElement ? document.currentScript : [...document.scripts].findLast(({ src }) => /\/embed\.js(?:[?#]|$)/u.test(src));
const home = script?.src;

/** What is given on in the frame's address, and what the frame is told when it changes. */
const BEGINNING = ['publisher', 'tour', 'colour', 'layout'];
const LIVE = ['station', 'language', 'view'];
/** Before a tour has said how high it is, px. */
const HEIGHT = 600;
/** A frame may ask for these as the publisher's own page does; the browser still asks the visitor. */
const ALLOWED = 'geolocation; camera; accelerometer; gyroscope; magnetometer; xr-spatial-tracking; autoplay; fullscreen; web-share; clipboard-write';

class WayfableTour extends HTMLElement {
  static readonly observedAttributes = [...BEGINNING, ...LIVE, 'height', 'title'];

  readonly #frame = document.createElement('iframe');
  #origin = '';
  #screen: unknown;
  readonly #listen = (event: MessageEvent<unknown>) => this.#heard(event);

  connectedCallback(): void {
    const frame = this.#frame;
    if (this.style.display === '') this.style.display = 'block';
    Object.assign(frame.style, { display: 'block', inlineSize: '100%', border: '0' });
    frame.allow = ALLOWED;
    frame.loading = 'lazy';
    // The frame learns whose page this is, and not which.
    frame.referrerPolicy = 'origin';
    addEventListener('message', this.#listen);
    this.#begin();
    this.append(frame);
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#listen);
    this.#frame.remove();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (!this.#frame.isConnected || before === value) return;
    if (BEGINNING.includes(name)) this.#begin();
    else if (name === 'language' && value !== null) this.speak(value);
    else if (name === 'station' && value !== null) this.open(value);
    else if (name === 'view') this.show(value === 'map' ? 'map' : 'list');
    else this.#look();
  }

  /** Open a station, by its id. */
  open(station: string): void {
    this.#ask({ type: 'open', station });
  }

  /** Go on in this language (BCP 47), where the tour has it. */
  speak(language: string): void {
    this.#ask({ type: 'language', language });
  }

  show(view: 'map' | 'list'): void {
    this.#ask({ type: 'view', view });
  }

  #begin(): void {
    const publisher = this.getAttribute('publisher') ?? home;
    if (publisher === undefined) return console.error('<wayfable-tour> needs publisher="https://…", the folder of embed.js');
    const address = new URL('viewer/', new URL(publisher, document.baseURI));
    for (const name of ['tour', 'station', 'language', 'layout']) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(name, value);
    }
    if (this.getAttribute('view') === 'map') address.searchParams.set('view', 'map');
    const colour = this.getAttribute('colour')?.replace('#', '');
    if (colour) address.searchParams.set('colour', colour);
    this.#origin = address.origin;
    this.#screen = undefined;
    this.#frame.src = address.href;
    this.#look();
  }

  #look(): void {
    this.#frame.title = this.getAttribute('title') ?? (this.#frame.title || 'Tour');
    this.#frame.style.blockSize = `${Number(this.getAttribute('height')) || HEIGHT}px`;
  }

  #ask(command: Command): void {
    this.#frame.contentWindow?.postMessage(sealed(command), this.#origin);
  }

  #heard(event: MessageEvent<unknown>): void {
    if (event.source !== this.#frame.contentWindow || event.origin !== this.#origin) return;
    const told = toldIn(event.data);
    if (told === undefined) return;
    const { type, detail } = told;
    if (type === 'frame') return this.#ask({ type: 'hello' });
    if (type === 'ready' && !this.hasAttribute('title')) this.#frame.title = String(detail['title']);
    if (type === 'size' && !this.hasAttribute('height')) this.#frame.style.blockSize = `${Number(detail['height'])}px`;
    if (type === 'screen' || type === 'station') this.#moved(detail['station'] ?? detail['screen']);
    this.dispatchEvent(new CustomEvent(`wayfable-${type}`, { detail, bubbles: true }));
  }

  /** A new screen begins at its top, which may have left the window above. */
  #moved(screen: unknown): void {
    const goesOn = this.#screen !== undefined && this.#screen !== screen;
    this.#screen = screen;
    if (goesOn && this.getBoundingClientRect().top < 0) this.scrollIntoView();
  }
}

// Two publishers on one page share the element that came first.
if (customElements.get('wayfable-tour') === undefined) customElements.define('wayfable-tour', WayfableTour);
