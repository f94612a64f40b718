/**
 * A scene where it belongs on Earth, without WebXR: the camera's film, and before it what the phone knows of where it is
 * and how it is held. What it knows wrong is put right by hand.
 */
import { Quaternion, Vector3 } from 'three';

import { turnedRight, type Attitude } from './attitude.ts';
import {
  before,
  bears,
  failing,
  share,
  steadied,
  UNCORRECTED,
  wayTo,
  type Correction,
  type Failing,
  type GeoAnchor,
  type Steady,
} from './earthFrame.ts';
import { lookAsFilm } from './onFilm.ts';
import { northOf } from './postures.ts';
import type { SceneView } from './sceneView.ts';
import { watchAttitude, watchPlace, type Fix } from './sensing.ts';

/** What is known just now. */
export interface Reading {
  readonly fix: Fix | undefined;
  readonly attitude: Attitude | undefined;
  /** Both are known: the scene is shown. */
  readonly stands: boolean;
  readonly distance_m: number;
  readonly bearing_deg: number;
  readonly correction: Correction;
}

export interface EarthWitness {
  /** Some times a second, and whenever somebody has put it right. */
  readonly told: (reading: Reading) => void;
  /** It is of no use here; told once. */
  readonly failed: (why: Failing, reading: Reading) => void;
}

/** A hand trembles faster than this, and is followed no slower, s. */
const HAND_S = 0.1;
/** A scene glides to where a new fix says that it is, s. */
const GLIDE_S = 0.8;
const TELL_MS = 250;
/** No frame takes so long but of a page that nobody sees, s. */
const HIDDEN_S = 2;
/** One does not drag what is under one's feet by metres a pixel, m. */
const LEAST_REACH_M = 2;
const MOST_UP_M = 100;

export class OnEarth {
  readonly #view: SceneView;
  readonly #video: HTMLVideoElement;
  readonly #anchor: GeoAnchor;
  readonly #witness: EarthWitness;
  /** Less motion is wished for: nothing glides. */
  readonly #calm: boolean;
  readonly #ends: (() => void)[] = [];
  /** When it last stood well, or began. */
  #well = 0;
  #told = 0;
  #frame = 0;
  #denied = false;
  #failed = false;
  #fix: Fix | undefined;
  #here: Steady | undefined;
  #attitude: Attitude | undefined;
  #correction = UNCORRECTED;

  constructor(view: SceneView, video: HTMLVideoElement, anchor: GeoAnchor, calm: boolean, witness: EarthWitness) {
    this.#view = view;
    this.#video = video;
    this.#anchor = anchor;
    this.#calm = calm;
    this.#witness = witness;
  }

  /** Take the view, with a camera that runs; the compass was asked for. */
  start(): void {
    const view = this.#view;
    view.anchor.visible = false;
    view.anchor.scale.setScalar(1);
    view.anchor.quaternion.set(...northOf(this.#anchor));
    view.measured = true;
    view.camera.position.set(0, 0, 0);
    this.#well = this.#frame = performance.now();
    this.#ends.push(
      lookAsFilm(view, this.#video),
      watchAttitude((attitude) => (this.#attitude = attitude)),
      watchPlace({
        fixed: (fix) => {
          this.#denied = false;
          this.#fix = fix;
          this.#here = steadied(this.#here, fix);
        },
        // Not to be had just now may be had later: how long one waits for it, others say.
        unplaced: (why) => (this.#denied = why === 'denied'),
      }),
      this.#dragBy(view.renderer.domElement),
    );
    view.loop(() => this.#step());
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#failed = true;
    this.#view.measured = false;
    this.#view.rest();
  }

  /** Put it right by so much more. */
  correct(turn_deg: number, up_m: number): void {
    const turned = this.#correction.turn_deg + turn_deg;
    const up = Math.max(-MOST_UP_M, Math.min(MOST_UP_M, this.#correction.up_m + up_m));
    this.#correction = { turn_deg: turned - 360 * Math.round(turned / 360), up_m: up };
    this.#told = 0;
  }

  /** As the phone says it. */
  reset(): void {
    this.#correction = UNCORRECTED;
    this.#told = 0;
  }

  #step(): void {
    const now = performance.now();
    const seconds = (now - this.#frame) / 1000;
    this.#frame = now;
    // While the page was hidden nothing could get better.
    if (seconds > HIDDEN_S) this.#well += seconds * 1000;
    const { anchor, camera } = this.#view;
    const stood = anchor.visible;
    anchor.visible = this.#here !== undefined && this.#attitude !== undefined;
    if (this.#here !== undefined && this.#attitude !== undefined) {
      const place = new Vector3(...before(this.#here, this.#anchor, this.#correction));
      const up = place.y;
      anchor.position.lerp(place, stood && !this.#calm ? share(seconds, GLIDE_S) : 1);
      // What a hand does, it sees at once.
      anchor.position.y = up;
      const turn = new Quaternion(...turnedRight(this.#attitude.turn, -this.#correction.turn_deg));
      camera.quaternion.slerp(turn, stood ? share(seconds, HAND_S) : 1);
    }
    if (now - this.#told < TELL_MS || this.#failed) return;
    this.#told = now;
    this.#tell(now);
  }

  #tell(now: number): void {
    const reading = this.#read();
    this.#witness.told(reading);
    const placed = this.#denied ? 'denied' : this.#fix === undefined ? 'waiting' : 'fixed';
    const known = {
      placed,
      accuracy_m: this.#fix?.accuracy_m,
      turned: this.#attitude !== undefined,
      heading_accuracy_deg: this.#attitude?.accuracy_deg,
    } as const;
    if (failing(known, bears(this.#anchor), Infinity) === undefined) this.#well = now;
    const why = failing(known, bears(this.#anchor), (now - this.#well) / 1000);
    if (why === undefined) return;
    this.#failed = true;
    this.#witness.failed(why, reading);
  }

  #read(): Reading {
    const way = this.#here === undefined ? undefined : wayTo(before(this.#here, this.#anchor, this.#correction));
    return {
      fix: this.#fix,
      attitude: this.#attitude,
      stands: this.#view.anchor.visible,
      distance_m: way?.distance_m ?? NaN,
      bearing_deg: way?.bearing_deg ?? NaN,
      correction: this.#correction,
    };
  }

  /** What is dragged goes with the finger: sideways it is turned about who looks, and up it is lifted. */
  #dragBy(canvas: HTMLCanvasElement): () => void {
    let held: { readonly pointer: number; x: number; y: number } | undefined;
    const press = (event: PointerEvent) => {
      if (!event.isPrimary) return;
      held = { pointer: event.pointerId, x: event.clientX, y: event.clientY };
      canvas.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      if (held?.pointer !== event.pointerId) return;
      const { camera, anchor } = this.#view;
      const tall = 2 * Math.tan((camera.fov * Math.PI) / 360);
      const wide = (2 * Math.atan((tall * camera.aspect) / 2) * 180) / Math.PI;
      const reach = Math.max(LEAST_REACH_M, Math.hypot(anchor.position.x, anchor.position.z));
      const [across, down] = [event.clientX - held.x, event.clientY - held.y];
      Object.assign(held, { x: event.clientX, y: event.clientY });
      this.correct((across / canvas.clientWidth) * wide, (-down / canvas.clientHeight) * tall * reach);
    };
    const release = () => (held = undefined);
    canvas.addEventListener('pointerdown', press);
    canvas.addEventListener('pointermove', move);
    canvas.addEventListener('pointerup', release);
    canvas.addEventListener('pointercancel', release);
    return () => {
      canvas.removeEventListener('pointerdown', press);
      canvas.removeEventListener('pointermove', move);
      canvas.removeEventListener('pointerup', release);
      canvas.removeEventListener('pointercancel', release);
    };
  }
}
