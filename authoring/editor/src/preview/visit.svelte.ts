/**
 * What somebody sees who opened a preview link: the scene, and how it is shown just now. The plain view is there at
 * once; every step beyond it is taken by a button, and every way back ends there.
 */
import { t } from '../words/words.ts';
import { BlindError, mayAskForCamera, openCamera } from '$viewer/ar/camera.ts';
import { passedOver, stepsOf, type Phone, type Step } from '$viewer/ar/ladder.ts';
import { OnPicture } from '$viewer/ar/onPicture.ts';
import { canPlace, OnSurface, type Standing } from '$viewer/ar/onSurface.ts';
import { isTiled, wholeFile } from '$viewer/ar/files.ts';
import { heardOf, type Spoken } from '$viewer/ar/heard.ts';
import { Orbit } from '$viewer/ar/orbit.ts';
import type { Content } from '$viewer/ar/poses.ts';
import type { Anchor } from '$viewer/ar/postures.ts';
import type { Act } from '$viewer/ar/programme.ts';
import { SceneView } from '$viewer/ar/sceneView.ts';
import { surfaceOf } from '$viewer/ar/surfaceFrame.ts';
import type { Tap } from '$viewer/ar/taps.ts';
import { Around } from '$viewer/panorama/around.ts';
import { Refusal, surroundingsOf, textIn, type Payload, type Source } from './payload.ts';

/** What the camera is doing; at rest there is no AR. */
export type Phase = 'rest' | 'compiling' | 'opening' | 'searching' | 'found' | Standing;

type Climb = Exclude<Step, { by: 'plain' }>;

/** A picture that says no width is taken to be so wide, m. */
const UNSIZED_M = 0.3;
/** Between two questions how far a target is, ms. */
const ASK_AGAIN_MS = 1000;
/** After so long one is told what helps, ms. */
const LONG_MS = 12_000;

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
  phone = $state.raw<Phone>({ camera: false, world: false });
  phase = $state<Phase>('rest');
  /** The step beyond the plain one that is being taken. */
  step = $state.raw<Climb>();
  /** How far a target is that is being compiled, from 0 to 1. */
  progress = $state(0);
  /** Why the last step could not be taken. */
  problem = $state('');
  /** What came of the note that the scene stands right. */
  noted = $state('');
  /** What is being played. */
  acts = $state.raw<readonly Act[]>([]);
  /** One has been searching for long. */
  long = $state(false);
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  readonly #around: ReturnType<typeof surroundingsOf>;
  #view: SceneView | undefined;
  #orbit: Orbit | undefined;
  /** The picture that stands for the scene, where it is one all round. */
  #panorama: Around | undefined;
  #end: () => void | Promise<void> = () => {};
  /** Counts steps: what belongs to an earlier one is over. */
  #taken = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(payload: Payload, source: Source) {
    this.payload = payload;
    this.source = source;
    this.#around = surroundingsOf(payload, source, this.#calm);
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

  /** The steps beyond the plain one, the best first. */
  get climbs(): readonly Climb[] {
    if (!this.drawable) return [];
    return stepsOf(this.payload.anchors, this.phone).filter((step): step is Climb => step.by !== 'plain');
  }

  /** Whether the picture that stands for the scene is one all round, in which one looks around. */
  get round(): boolean {
    return this.drawable && this.flat?.type === 'panorama';
  }

  /** See all of it, or where one began. */
  whole(): void {
    if (this.#panorama === undefined) this.#orbit?.frame();
    else this.#panorama.start();
  }

  async #goRound(view: SceneView, orbit: Orbit): Promise<void> {
    if (this.flat === undefined) return;
    const [{ id }, whole] = [this.flat, this.source.file(this.flat.id, wholeFile(this.flat))];
    try {
      const tiles = isTiled(this.flat) ? this.source.file(id, 'tiles') : undefined;
      this.#panorama = await Around.load(view, orbit.looking, whole, tiles);
    } catch {
      this.failed += 1;
      return;
    }
    if (this.phase === 'rest') this.#home();
  }

  /** The view without AR. */
  #home(): void {
    if (this.#panorama === undefined) this.#orbit?.start(this.payload.anchors[0]);
    else this.#panorama.start();
  }

  /** Leave the view to AR. */
  #away(): void {
    this.#panorama?.stop();
    this.#orbit?.stop();
  }

  /** What can be played, by a button as well as by a tap on it. */
  get playable(): readonly Content[] {
    if (!this.drawable) return [];
    return this.payload.contents.filter((content) => heardOf(content, this.#around) !== undefined);
  }

  /** Play a content, or end it; to be asked from a press. */
  play(content: Content): void {
    this.problem = '';
    this.#view?.toggle(content.id);
  }

  /** Who says what is being read of a guide's line; a face where the figure itself does not speak. */
  get speaking(): { readonly name: string; readonly face: Spoken['sound'] } | undefined {
    const act = this.acts.find(({ kind }) => kind === 'guide');
    const content = act && this.payload.contents.find(({ id }) => id === act.content);
    const guide = content?.kind === 'guide' ? this.#around.line(content.line)?.guide : undefined;
    if (act === undefined) return undefined;
    const moves = !this.#calm && this.#around.medium(guide?.figure ?? '') !== undefined;
    return { name: this.words(guide?.name), face: moves ? undefined : this.#around.medium(guide?.portrait ?? '') };
  }

  /** The anchors that this phone cannot use. */
  get passed(): readonly Anchor[] {
    return passedOver(this.payload.anchors, this.climbs);
  }

  /** The picture that is looked for. */
  targetOf(step: Step | undefined) {
    return step?.by === 'picture' ? this.#around.medium(step.anchor.target ?? '') : undefined;
  }

  /** Draw the scene in `host`; gives back what ends it. */
  begin(host: HTMLElement): () => void {
    try {
      this.#view = new SceneView(host, this.#around, this.#calm, {
        onload: () => this.#loaded(),
        ontap: (tap) => this.#tell(tap),
        onacts: (acts) => (this.acts = acts),
        onunheard: () => (this.problem = t('preview.unheard')),
      });
    } catch {
      this.drawable = false;
      this.loading = false;
      return () => {};
    }
    this.#orbit = new Orbit(this.#view);
    this.#view.show(this.payload.contents);
    this.#orbit.start(this.payload.anchors[0]);
    if (this.round) void this.#goRound(this.#view, this.#orbit);
    this.phone = { camera: mayAskForCamera(), world: false };
    void canPlace().then((world) => (this.phone = { ...this.phone, world }));
    return () => {
      void this.#leave();
      this.#panorama?.dispose();
      this.#orbit?.dispose();
      this.#view?.dispose();
    };
  }

  /** Take a step beyond the plain one; where that fails, a sentence says why and one is where one was. */
  async take(step: Climb, video: HTMLVideoElement): Promise<void> {
    const left = this.#leave();
    const taken = this.#taken;
    this.problem = this.tapped = this.noted = '';
    this.step = step;
    this.phase = 'opening';
    await left;
    if (taken !== this.#taken) return;
    try {
      if (step.by === 'picture') await this.#lookFor(step, video, () => taken !== this.#taken);
      else await this.#place(step, video.parentElement ?? document.body, () => taken !== this.#taken);
    } catch (fault) {
      if (taken !== this.#taken) return;
      this.rest();
      this.problem = sentence(fault);
    }
  }

  /** Whether one may note now that the anchor holds: a picture was found, and a colleague sees it. */
  get mayVerify(): boolean {
    return this.payload.may_verify && this.phase === 'found' && this.noted === '';
  }

  async verify(): Promise<void> {
    if (this.step === undefined) return;
    try {
      await this.source.verify(this.step.anchor.id);
      this.noted = t('preview.verified');
    } catch (fault) {
      this.problem = sentence(fault);
    }
  }

  /** Back to the plain view. */
  rest(): void {
    const left = this.#leave();
    const taken = this.#taken;
    void left.then(() => taken === this.#taken && this.#home());
  }

  async #lookFor({ anchor }: Extract<Step, { by: 'picture' }>, video: HTMLVideoElement, over: () => boolean): Promise<void> {
    const target = anchor.target ?? '';
    this.phase = 'compiling';
    await this.#compiled(target, over);
    if (over() || this.#view === undefined) return;
    this.phase = 'opening';
    const closeCamera = await openCamera(video, () => this.#lost());
    // Left meanwhile: the camera must not stay on.
    if (over()) return closeCamera();
    const onPicture = new OnPicture(this.#view, video, (seen) => this.#see(seen));
    this.#away();
    this.#end = () => {
      onPicture.stop();
      closeCamera();
    };
    const [{ track }, file] = await Promise.all([import('$viewer/ar/mindar/track.ts'), this.#mind(target)]);
    if (over()) return;
    await onPicture.start(track, file, anchor.width_m ?? UNSIZED_M);
    if (over()) return;
    this.#see(false);
  }

  async #place({ anchor }: Extract<Step, { by: 'surface' }>, overlay: HTMLElement, over: () => boolean): Promise<void> {
    if (this.#view === undefined) return;
    const onSurface = new OnSurface(this.#view, surfaceOf(anchor), {
      told: (standing) => !over() && (this.phase = standing),
      // The phone has a way back of its own.
      ended: () => !over() && this.rest(),
    });
    this.#away();
    this.#end = () => onSurface.stop();
    await onSurface.start(overlay, over);
  }

  /** Resolves when the server has compiled the target. */
  async #compiled(target: string, over: () => boolean): Promise<void> {
    this.progress = 0;
    for (;;) {
      const { state, done, total, words } = await this.source.compile(target);
      if (over() || state === 'done') return;
      if (state === 'failed') throw new Refusal(200, words ?? t('preview.target_failed'));
      this.progress = total === 0 ? 0 : done / total;
      await new Promise((waited) => setTimeout(waited, ASK_AGAIN_MS));
      if (over()) return;
    }
  }

  async #mind(target: string): Promise<ArrayBuffer> {
    const answer = await fetch(this.source.file(target, 'mind')).catch(() => undefined);
    if (answer?.ok !== true) throw new Refusal(answer?.status ?? 0, '');
    return answer.arrayBuffer();
  }

  #see(seen: boolean): void {
    this.phase = seen ? 'found' : 'searching';
    this.long = false;
    clearTimeout(this.#waiting);
    if (!seen) this.#waiting = setTimeout(() => (this.long = true), LONG_MS);
  }

  /** The camera was taken away. */
  #lost(): void {
    this.rest();
    this.problem = t('preview.blind.busy');
  }

  /** Resolves when the view is free for somebody else. */
  async #leave(): Promise<void> {
    this.#taken += 1;
    clearTimeout(this.#waiting);
    this.#view?.hush();
    const end = this.#end;
    this.#end = () => {};
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
    if (tap.kind === 'block') this.tapped = t('preview.tap.block', { what: this.payload.blocks[tap.block] ?? '' });
    else if (tap.kind === 'link') this.tapped = t('preview.tap.link', { where: tap.href });
  }
}

/** Why a step could not be taken. */
function sentence(fault: unknown): string {
  if (fault instanceof BlindError) return t(`preview.blind.${fault.why}`);
  if (fault instanceof Refusal) return fault.sentence || t('preview.offline');
  if (fault instanceof DOMException) return t(fault.name === 'NotAllowedError' ? 'preview.blind.denied' : 'preview.no_room');
  return t('preview.no_tracker');
}
