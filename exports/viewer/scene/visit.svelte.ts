/**
 * What somebody sees who opened a scene, and how it is shown just now. The plain view is there at
 * once; every step beyond it is taken by a button, and every way back ends there.
 */
import type { Medium } from '../../../tour_schema/typescript/generated/types.ts';
import { BlindError, mayAskForCamera } from '../ar/camera.ts';
import type { Failing } from '../ar/earthFrame.ts';
import { flatFile } from '../ar/files.ts';
import { heardOf, type Spoken } from '../ar/heard.ts';
import { passedOver, stepsOf, type Phone, type Step } from '../ar/ladder.ts';
import { NO_NUDGE, type Nudge } from '../ar/nudged.ts';
import type { OnEarth, Reading } from '../ar/onEarth.ts';
import { canPlace } from '../ar/onSurface.ts';
import { Orbit } from '../ar/orbit.ts';
import type { Content } from '../ar/poses.ts';
import type { Anchor } from '../ar/postures.ts';
import type { Act } from '../ar/programme.ts';
import { SceneView } from '../ar/sceneView.ts';
import { askForAttitude, maySense } from '../ar/sensing.ts';
import { touchesOf, type Opening, type Tap, type Touch } from '../ar/taps.ts';
import * as climbing from './climbing.ts';
import type { Climb, Climber, Phase } from './climbing.ts';
import { failedSentence } from './earth.ts';
import { Round } from './round.svelte.ts';
import { Unready, wantsCalm, type Shown } from './shown.ts';
import { t } from './words.ts';

/** After so long one is told what helps, ms. */
const LONG_MS = 12_000;

export class Visit {
  readonly shown: Shown;
  readonly title: string;
  /** The picture that stands for the scene where there is no AR; without one it is a view to be turned. */
  readonly flat: Medium | undefined;
  drawable = $state(true);
  loading = $state(true);
  failed = $state(0);
  /** What a tap has opened beside the scene. */
  opened = $state.raw<Opening['tap']>();
  phone = $state.raw<Phone>({ camera: false, world: false, senses: false });
  phase = $state<Phase>('rest');
  /** The step beyond the plain one that is being taken. */
  step = $state.raw<Climb>();
  /** How far a target is that is being compiled, from 0 to 1. */
  progress = $state(0);
  /** Why the last step could not be taken. */
  problem = $state('');
  /** What is being played. */
  acts = $state.raw<readonly Act[]>([]);
  /** One has been searching for long. */
  long = $state(false);
  /** What another code says that is in sight than the one that is looked for. */
  strange = $state('');
  /** What is known of a scene that stands on Earth. */
  reading = $state.raw<Reading>();
  readonly #calm = wantsCalm();
  #view: SceneView | undefined;
  #orbit: Orbit | undefined;
  /** The panorama in which one looks around just now: the scene's own, or one of the story that a tap has opened. */
  round = $state.raw<Round>();
  #own: Round | undefined;
  #earth: OnEarth | undefined;
  #end: () => void | Promise<void> = () => {};
  /** Counts steps: what belongs to an earlier one is over. */
  #taken = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(shown: Shown) {
    this.shown = shown;
    this.title = shown.title || t('scene.scene');
    const plain = shown.anchors.find((each) => each.kind === 'plain');
    const flat = plain?.kind === 'plain' ? this.medium(plain.medium ?? '') : undefined;
    this.flat = flat && flatFile(flat, 1) ? flat : undefined;
    this.loading = shown.contents.length > 0;
  }

  words(text: Readonly<Record<string, string>> | undefined): string {
    return this.shown.around.words(text);
  }

  medium(id: string) {
    return this.shown.around.medium(id);
  }

  /** Turn the view without AR by a step, left and up being positive. */
  turn(left: number, up: number): void {
    this.round?.lead();
    this.#orbit?.looking.turn(left, up);
  }

  /** Nearer (below 1) or farther. */
  zoom(factor: number): void {
    this.#orbit?.looking.zoom(factor);
  }

  /** The steps beyond the plain one, the best first. */
  get climbs(): readonly Climb[] {
    if (!this.drawable) return [];
    return stepsOf(this.shown.anchors, this.phone).filter((step): step is Climb => step.by !== 'plain');
  }

  /** See all of it, or where one began. */
  whole(): void {
    if (this.round === undefined) this.#orbit?.frame();
    else this.round.start();
  }

  /** Whether one looks around in a panorama of the story, from which there is a way back. */
  get away(): boolean {
    return this.round !== undefined && this.round !== this.#own;
  }

  /** Back from a panorama of the story. */
  comeBack(): void {
    const left = this.round;
    this.#away();
    if (left !== this.#own) left?.dispose();
    this.#home();
  }

  async #goRound(medium: Medium, own: boolean): Promise<void> {
    if (this.#view === undefined || this.#orbit === undefined) return;
    const taken = this.#taken;
    let round: Round;
    try {
      round = await Round.load(this.#view, this.#orbit.looking, medium, this.shown);
    } catch {
      if (own) this.failed += 1;
      else this.problem = t('scene.round.failed', { hint: this.shown.hint });
      return;
    }
    if (own) {
      this.#own = round;
      if (this.phase === 'rest' && this.round === undefined) this.#home();
      return;
    }
    // Gone on to something else meanwhile.
    if (taken !== this.#taken) return round.dispose();
    this.#away();
    this.round = round;
    round.start();
  }

  /** The view without AR. */
  #home(): void {
    this.round = this.#own;
    if (this.round === undefined) this.#orbit?.start(this.shown.anchors[0]);
    else this.round.start();
  }

  /** Leave the view to somebody else. */
  #away(): void {
    this.round?.stop();
    this.round = undefined;
    this.#orbit?.stop();
  }

  /** What can be played, by a button as well as by a tap on it. */
  get playable(): readonly Content[] {
    if (!this.drawable) return [];
    return this.shown.contents.filter((content) => heardOf(content, this.shown.around) !== undefined);
  }

  /** What a touch on a content does: by a button as well, for nobody else can aim at a thing in a picture. */
  get touches(): readonly Touch[] {
    return this.drawable ? touchesOf(this.shown.contents) : [];
  }

  /** What a button says that does it: what opens, what moves, or what is shown and hidden. */
  nameOf({ tap }: Touch): string {
    if (tap.kind === 'link') return t('scene.touch.open', { what: tap.href });
    if (tap.kind === 'block') return t('scene.touch.open', { what: this.shown.blockName(tap.block) });
    if (tap.kind === 'clip') return t('scene.touch.clip', { what: tap.clip });
    const other = this.shown.contents.find(({ id }) => id === tap.content);
    const what = other === undefined ? '' : other.kind === 'label' ? this.words(other.text) : t(`scene.kind.${other.kind}`);
    return t('scene.touch.toggle', { what });
  }

  /** As if the content had been touched. */
  touch({ id, tap }: Touch): void {
    if (tap.kind === 'block' || tap.kind === 'link') this.#tell(tap);
    else this.#view?.touch(id);
  }

  /** Play a content, or end it; to be asked from a press. */
  play(content: Content): void {
    this.problem = '';
    this.#view?.toggle(content.id);
  }

  /** Who says what is being read of a guide's line; a face where the figure itself does not speak. */
  get speaking(): { readonly name: string; readonly face: Spoken['sound'] } | undefined {
    const act = this.acts.find(({ kind }) => kind === 'guide');
    const content = act && this.shown.contents.find(({ id }) => id === act.content);
    const guide = content?.kind === 'guide' ? this.shown.around.line(content.line)?.guide : undefined;
    if (act === undefined) return undefined;
    const moves = !this.#calm && this.medium(guide?.figure ?? '') !== undefined;
    return { name: this.words(guide?.name), face: moves ? undefined : this.medium(guide?.portrait ?? '') };
  }

  /** The anchors that this phone cannot use. */
  get passed(): readonly Anchor[] {
    return passedOver(this.shown.anchors, this.climbs);
  }

  /** The picture that is looked for. */
  targetOf(step: Step | undefined) {
    return step?.by === 'picture' ? this.medium(step.anchor.target ?? '') : undefined;
  }

  /** Draw the scene in `host`; gives back what ends it. */
  begin(host: HTMLElement): () => void {
    try {
      this.#view = new SceneView(host, this.shown.around, this.#calm, {
        onload: () => this.#loaded(),
        ontap: (tap) => this.#tell(tap),
        onacts: (acts) => (this.acts = acts),
        onunheard: () => (this.problem = t('scene.unheard', { hint: this.shown.hint })),
      });
    } catch {
      this.drawable = false;
      this.loading = false;
      return () => {};
    }
    this.#orbit = new Orbit(this.#view);
    this.#view.show(this.shown.contents);
    this.#orbit.start(this.shown.anchors[0]);
    if (this.flat?.type === 'panorama') void this.#goRound(this.flat, true);
    this.phone = { camera: mayAskForCamera(), world: false, senses: maySense() };
    void canPlace().then((world) => (this.phone = { ...this.phone, world }));
    return () => {
      void this.#leave();
      if (this.away) this.round?.dispose();
      this.#own?.dispose();
      this.#orbit?.dispose();
      this.#view?.dispose();
    };
  }

  /** Take a step beyond the plain one; where that fails, a sentence says why and one is where one was. From a press. */
  async take(step: Climb, video: HTMLVideoElement): Promise<void> {
    // First, and without waiting for anything: Safari ties the permission to the press.
    const compass = step.by === 'earth' ? askForAttitude() : Promise.resolve(true);
    const left = this.#leave();
    const taken = this.#taken;
    this.problem = '';
    this.opened = undefined;
    this.step = step;
    this.phase = 'opening';
    await left;
    if (taken !== this.#taken || this.#view === undefined) return;
    const climber = this.#climber(this.#view, video, step);
    try {
      if (step.by === 'picture') await climbing.lookForPicture(step, climber);
      else if (step.by === 'code') await climbing.lookForCode(step, climber);
      else if (step.by === 'earth') this.#earth = await climbing.standOnEarth(step, climber, compass);
      else await climbing.placeInRoom(step, climber);
    } catch (fault) {
      if (taken !== this.#taken) return;
      this.rest();
      this.problem = sentence(fault);
    }
  }

  /** Put a scene on Earth right by hand: to the right as one looks at it, and up. */
  correct(turn_deg: number, up_m: number): void {
    this.#earth?.correct(turn_deg, up_m);
  }

  /** Show the scene as if this anchor were moved, at once and whatever shows it; without one as it was written. */
  nudge(anchor?: Anchor, nudge: Nudge = NO_NUDGE): void {
    this.#view?.nudge(anchor, nudge);
  }

  /** While its anchors are checked one sees the scene itself, whatever picture stands for it. */
  survey(checking: boolean): void {
    if (this.phase !== 'rest' || this.#own === undefined) return;
    this.#away();
    if (checking) this.#orbit?.start(this.shown.anchors[0]);
    else this.#home();
  }

  /** As the phone says it. */
  uncorrect(): void {
    this.#earth?.reset();
  }

  #climber(view: SceneView, video: HTMLVideoElement, step: Climb): Climber {
    const taken = this.#taken;
    return {
      view,
      video,
      compiled: this.shown.compiled,
      calm: this.#calm,
      over: () => taken !== this.#taken,
      phase: (phase) => (this.phase = phase),
      progress: (share) => (this.progress = share),
      takeView: (end) => {
        this.#away();
        this.#end = end;
      },
      seen: (seen) => this.#see(seen),
      strange: (text) => (this.strange = text),
      lost: () => this.#lost(),
      ended: () => this.rest(),
      read: (reading) => (this.reading = reading),
      failed: (why, reading) => this.#descend(step, video, why, reading),
    };
  }

  /** A scene cannot stand where it belongs: on with the next step that needs no press, else back to the plain view. */
  #descend(step: Climb, video: HTMLVideoElement, why: Failing, reading: Reading | undefined): void {
    const problem = failedSentence(step, why, reading);
    const { climbs } = this;
    const below = climbs.slice(climbs.findIndex((each) => isSame(each, step)) + 1);
    const next = below.find((each) => each.by === 'picture' || each.by === 'code');
    if (next === undefined) this.rest();
    else void this.take(next, video);
    this.problem = `${problem} ${t(next === undefined ? 'scene.earth.plain' : `scene.earth.next.${next.by as 'picture' | 'code'}`)}`;
  }

  /** Back to the plain view. */
  rest(): void {
    const left = this.#leave();
    const taken = this.#taken;
    void left.then(() => taken === this.#taken && this.#home());
  }

  #see(seen: boolean): void {
    this.phase = seen ? 'found' : 'searching';
    this.long = false;
    if (seen) this.strange = '';
    clearTimeout(this.#waiting);
    if (!seen) this.#waiting = setTimeout(() => (this.long = true), LONG_MS);
  }

  /** The camera was taken away. */
  #lost(): void {
    this.rest();
    this.problem = t('scene.blind.busy');
  }

  /** Resolves when the view is free for somebody else. */
  async #leave(): Promise<void> {
    this.#taken += 1;
    clearTimeout(this.#waiting);
    this.#view?.hush();
    const end = this.#end;
    this.#end = () => {};
    this.#earth = undefined;
    this.reading = undefined;
    this.strange = '';
    this.phase = 'rest';
    this.step = undefined;
    this.long = false;
    await end();
  }

  #loaded(): void {
    const view = this.#view;
    if (view === undefined) return;
    this.failed = view.settled ? view.failed : 0;
    if (this.loading && view.settled && this.phase === 'rest') this.whole();
    this.loading = !view.settled;
  }

  #tell(tap: Tap): void {
    const panorama = tap.kind === 'block' ? this.shown.panorama(tap.block) : undefined;
    if (panorama !== undefined && this.phase === 'rest') void this.#goRound(panorama, false);
    else if (tap.kind === 'block' || tap.kind === 'link') this.opened = tap;
  }
}

/** Whether it is the same step: they are made anew whenever somebody asks for them. */
export const isSame = (one: Climb, other: Climb) => one.by === other.by && one.anchor.id === other.anchor.id;

/** Why a step could not be taken. */
function sentence(fault: unknown): string {
  if (fault instanceof BlindError) return t(`scene.blind.${fault.why}`);
  if (fault instanceof Unready) return fault.message;
  if (fault instanceof DOMException) return t(fault.name === 'NotAllowedError' ? 'scene.blind.denied' : 'scene.no_room');
  return t('scene.no_tracker');
}
