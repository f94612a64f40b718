/** The ladder of a scene's anchors as one phone can climb it: the best first, and a plain view last, always. Pure. */
import type { Anchor } from './postures.ts';

/** What a phone's browser has. */
export interface Phone {
  /** WebXR with `immersive-ar`. */
  readonly world: boolean;
  /** Pages may ask for its camera. */
  readonly camera: boolean;
  /** Pages may ask where it is and how it is held. */
  readonly senses: boolean;
}

/** How a scene is shown: on a picture or a code in the camera, on a surface in the room, at its place on Earth, or without AR. */
export type Step =
  | { readonly by: 'picture'; readonly anchor: Extract<Anchor, { kind: 'image' }> }
  | { readonly by: 'code'; readonly anchor: Extract<Anchor, { kind: 'code' }> }
  | { readonly by: 'earth'; readonly anchor: Extract<Anchor, { kind: 'geo' }> }
  | { readonly by: 'surface'; readonly anchor: Anchor }
  | { readonly by: 'plain'; readonly anchor: Anchor | undefined };

/** The steps that this phone can take, of an anchor the better one first; the last one is plain, also where the draft has none. */
export function stepsOf(anchors: readonly Anchor[], phone: Phone): readonly Step[] {
  const steps: Step[] = [];
  for (const anchor of anchors) {
    if (anchor.kind === 'image' && phone.camera && anchor.target !== undefined) steps.push({ by: 'picture', anchor });
    else if (anchor.kind === 'code' && phone.camera) steps.push({ by: 'code', anchor });
    else if (anchor.kind === 'plane' && phone.world) steps.push({ by: 'surface', anchor });
    else if (anchor.kind === 'geo') {
      // No browser knows to the centimetre where on Earth it is: with WebXR one shows it where the scene shall stand.
      if (phone.world) steps.push({ by: 'surface', anchor });
      if (phone.camera && phone.senses && isOnEarth(anchor.geopose.position)) steps.push({ by: 'earth', anchor });
    }
  }
  return [...steps, { by: 'plain', anchor: anchors.find(({ kind }) => kind === 'plain') }];
}

/** Whether there is such a place: a draft may say anything. */
export function isOnEarth({ lat, lon }: { readonly lat: number; readonly lon: number }): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

/** The anchors that this phone passes over, in their order. */
export function passedOver(anchors: readonly Anchor[], steps: readonly Step[]): readonly Anchor[] {
  return anchors.filter((anchor) => anchor.kind !== 'plain' && steps.every((step) => step.anchor !== anchor));
}
