/** What somebody sees who opened a preview link: the scene, and how it is shown just now. */
import { t } from '../words/words.ts';
import { Orbit } from '$viewer/ar/orbit.ts';
import { SceneView } from '$viewer/ar/sceneView.ts';
import type { Tap } from '$viewer/ar/taps.ts';
import { surroundingsOf, textIn, type Payload, type Source } from './payload.ts';

export class Visit {
  readonly payload: Payload;
  readonly source: Source;
  readonly title: string;
  readonly station: string;
  /** The picture that stands for the scene where there is no AR; without one it is a view to be turned. */
  readonly flat: ReturnType<ReturnType<typeof surroundingsOf>['medium']>;
  drawable = $state(true);
  loading = $state(true);
  failed = $state(0);
  tapped = $state('');
  readonly #around: ReturnType<typeof surroundingsOf>;
  #view: SceneView | undefined;
  #orbit: Orbit | undefined;

  constructor(payload: Payload, source: Source) {
    this.payload = payload;
    this.source = source;
    this.#around = surroundingsOf(payload, source);
    this.title = this.words(payload.title) || t('preview.scene');
    this.station = this.words(payload.station);
    const plain = payload.anchors.find((each) => each.kind === 'plain');
    this.flat = plain?.kind === 'plain' ? this.#around.medium(plain.medium ?? '') : undefined;
    this.loading = payload.contents.length > 0;
  }

  words(text: Readonly<Record<string, string>> | undefined): string {
    return textIn(text, this.payload.language, this.payload.original);
  }

  get orbit(): Orbit | undefined {
    return this.#orbit;
  }

  /** Draw the scene in `host`; gives back what ends it. */
  begin(host: HTMLElement): () => void {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    try {
      const listener = { onload: () => this.#loaded(), ontap: (tap: Tap) => this.#tell(tap) };
      this.#view = new SceneView(host, this.#around, still, listener);
    } catch {
      this.drawable = false;
      this.loading = false;
      return () => {};
    }
    this.#orbit = new Orbit(this.#view);
    this.#view.show(this.payload.contents);
    this.#orbit.start(this.payload.anchors[0]);
    return () => {
      this.#orbit?.dispose();
      this.#view?.dispose();
    };
  }

  #loaded(): void {
    const view = this.#view;
    if (view === undefined) return;
    this.failed = view.settled ? view.failed : 0;
    if (this.loading && view.settled) this.#orbit?.frame();
    this.loading = !view.settled;
  }

  #tell(tap: Tap): void {
    if (tap.kind === 'block') this.tapped = t('preview.tap.block', { what: this.payload.blocks[tap.block] ?? '' });
    else if (tap.kind === 'link') this.tapped = t('preview.tap.link', { where: tap.href });
  }
}
