/** A panorama in which somebody looks around: its points, which of them is read, and whether the phone leads. */
import type { Medium } from '../../../tour_schema/typescript/generated/types.ts';
import { isTiled, wholeFile } from '../ar/files.ts';
import type { Looking } from '../ar/looking.ts';
import type { SceneView } from '../ar/sceneView.ts';
import { askForAttitude } from '../ar/sensing.ts';
import { Around } from '../panorama/around.ts';
import type { Place } from '../panorama/spots.ts';
import type { Shown } from './shown.ts';
import { t } from './words.ts';

export type Spot = NonNullable<Medium['hotspots']>[number];

/** A phone that says how it is held says so at once, ms. */
const HELD_MS = 3000;

export class Round {
  readonly medium: Medium;
  readonly spots: readonly Spot[];
  /** Where each of them is on the screen. */
  places = $state.raw<readonly Place[]>([]);
  /** Which of them is read. */
  chosen = $state<Spot>();
  /** The view follows how the phone is held. */
  follows = $state(false);
  /** Why it does not. */
  problem = $state('');
  readonly #around: Around;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** Who asked last whether the phone may lead, until it does. */
  #asking: symbol | undefined;

  private constructor(medium: Medium, around: Around) {
    this.medium = medium;
    this.spots = medium.hotspots ?? [];
    this.#around = around;
    around.onlook = () => this.#look();
  }

  /** Rejects where its picture cannot be had. */
  static async load(view: SceneView, looking: Looking, medium: Medium, { around, tiles }: Shown): Promise<Round> {
    const whole = await around.address(medium, wholeFile(medium));
    return new Round(medium, await Around.load(view, looking, whole, isTiled(medium) ? tiles(medium) : undefined));
  }

  start(): void {
    this.#around.start();
  }

  stop(): void {
    this.lead();
    this.chosen = undefined;
    this.#around.stop();
  }

  dispose(): void {
    this.stop();
    this.#around.dispose();
  }

  /** Read a point, or read it no more. */
  choose(spot: Spot): void {
    this.chosen = this.chosen?.id === spot.id ? undefined : spot;
  }

  /** Whoever comes to a point by keys sees it. */
  reach(spot: Spot, index: number): void {
    if (this.places[index]?.seen === false) this.#around.face(spot);
  }

  /** Look where the phone is pointed, or lead by finger again; to be asked from a press. */
  async follow(): Promise<void> {
    if (this.follows) return this.lead();
    this.problem = '';
    const asking = (this.#asking = Symbol());
    const allowed = await askForAttitude();
    // Somebody pressed again while the browser asked, or went away.
    if (this.#asking !== asking) return;
    if (!allowed) return this.#cannot('scene.round.denied');
    this.follows = true;
    this.#waiting = setTimeout(() => this.#cannot('scene.round.unheld'), HELD_MS);
    this.#around.follow(() => clearTimeout(this.#waiting));
  }

  lead(): void {
    clearTimeout(this.#waiting);
    this.#asking = undefined;
    this.follows = false;
    this.#around.letGo();
  }

  #cannot(why: 'scene.round.denied' | 'scene.round.unheld'): void {
    this.lead();
    this.problem = t(why);
  }

  #look(): void {
    if (this.spots.length > 0) this.places = this.spots.map((spot) => this.#around.place(spot));
  }
}
