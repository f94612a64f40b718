/** A scene as it would stand if its anchor were moved: what is proposed on site is seen before it is sent. */
import { DoubleSide, Group, Mesh, MeshBasicMaterial, RingGeometry, type Object3D } from 'three';

import { product, rotated, type Quaternion, type Vector } from '../../../tour_schema/typescript/frames.ts';
import { inverse, northOf, type Anchor } from './postures.ts';

/** By how much an anchor on Earth is moved, and turned to the right. */
export interface Nudge {
  readonly east_m: number;
  readonly north_m: number;
  readonly up_m: number;
  readonly turn_deg: number;
}

export const NO_NUDGE: Nudge = { east_m: 0, north_m: 0, up_m: 0, turn_deg: 0 };

export const isNudged = (nudge: Nudge) => Object.values(nudge).some((value) => value !== 0);

/** Where the nudged frame lies in the one that was. Pure. */
export function nudgedFrame(anchor: Anchor, { east_m, north_m, up_m, turn_deg }: Nudge): { place: Vector; turn: Quaternion } {
  const north = northOf(anchor);
  const half = (-turn_deg * Math.PI) / 360;
  const turn: Quaternion = [0, Math.sin(half), 0, Math.cos(half)];
  return {
    place: rotated([east_m, up_m, -north_m], inverse(north)),
    turn: product(product(inverse(north), turn), north),
  };
}

const RING_M = 0.2;

/** Holds the contents of a scene; a ring stays where the anchor is. */
export class Nudged extends Group {
  readonly #moved = new Group();
  readonly #ring = ring();

  constructor(contents: Object3D) {
    super();
    this.add(this.#ring, this.#moved.add(contents));
  }

  /** Undefined where it stands as it was written. */
  set(anchor: Anchor | undefined, nudge: Nudge): void {
    const shown = anchor?.kind === 'geo' && isNudged(nudge) ? anchor : undefined;
    this.#ring.visible = shown !== undefined;
    const { place, turn } = shown === undefined ? { place: [0, 0, 0] as const, turn: [0, 0, 0, 1] as const } : nudgedFrame(shown, nudge);
    this.#moved.position.set(...place);
    this.#moved.quaternion.set(...turn);
  }
}

function ring(): Mesh {
  const geometry = new RingGeometry(RING_M * 0.8, RING_M, 48).rotateX(-Math.PI / 2);
  const mesh = new Mesh(geometry, new MeshBasicMaterial({ color: '#e0a030', side: DoubleSide }));
  mesh.visible = false;
  return mesh;
}
