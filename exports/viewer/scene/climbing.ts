/** The steps beyond the plain view, each from the press that takes it to the scene that stands. */
import { openCamera, FINE } from '../ar/camera.ts';
import type { Failing } from '../ar/earthFrame.ts';
import type { Step } from '../ar/ladder.ts';
import { OnEarth, type Reading } from '../ar/onEarth.ts';
import { OnPicture } from '../ar/onPicture.ts';
import { OnSurface, type Standing } from '../ar/onSurface.ts';
import type { PictureTracker, Sight } from '../ar/pictureTracker.ts';
import type { SceneView } from '../ar/sceneView.ts';
import { surfaceOf } from '../ar/surfaceFrame.ts';
import type { Shown } from './shown.ts';

/** What the camera is doing; at rest there is no AR. */
export type Phase = 'rest' | 'compiling' | 'opening' | 'searching' | 'found' | 'locating' | 'standing' | Standing;

export type Climb = Exclude<Step, { by: 'plain' }>;
export type ClimbBy<By extends Climb['by']> = Extract<Climb, { by: By }>;

/** Whoever takes a step, and what a step asks of them. */
export interface Climber {
  readonly view: SceneView;
  readonly video: HTMLVideoElement;
  readonly compiled: Shown['compiled'];
  readonly calm: boolean;
  /** Somebody went on to another step: nothing of this one counts any more. */
  readonly over: () => boolean;
  readonly phase: (phase: Phase) => void;
  readonly progress: (share: number) => void;
  /** The view is wanted: whoever had it leaves it, and `end` gives it back. */
  readonly takeView: (end: () => void | Promise<void>) => void;
  readonly seen: (seen: boolean) => void;
  /** Another code than the one of the scene is in sight. */
  readonly strange: (text: string) => void;
  /** The camera was taken away. */
  readonly lost: () => void;
  readonly ended: () => void;
  readonly read: (reading: Reading) => void;
  readonly failed: (why: Failing, reading: Reading | undefined) => void;
}

/** A picture or a marker that says no width is taken to be so wide, m. */
const UNSIZED_M = { picture: 0.3, code: 0.1 };

export async function lookForPicture({ anchor }: ClimbBy<'picture'>, climber: Climber): Promise<void> {
  const { over, video } = climber;
  climber.phase('compiling');
  const file = await climber.compiled(anchor.target ?? '', climber.progress, over);
  if (file === undefined || over()) return;
  climber.phase('opening');
  await find(climber, undefined, async () => {
    const { track } = await import('../ar/mindar/track.ts');
    return (told) => track(video, file, anchor.width_m ?? UNSIZED_M.picture, told);
  });
}

export async function lookForCode({ anchor }: ClimbBy<'code'>, climber: Climber): Promise<void> {
  await find(climber, FINE, async () => {
    const { trackCode } = await import('../ar/code/track.ts');
    const wanted = { content: anchor.content, edgeM: anchor.size_m ?? UNSIZED_M.code };
    return (told) => trackCode(climber.video, wanted, told, climber.strange);
  });
}

/** `allowed` is what came of the question for the compass, which was asked in the press. Gives back what can be put right. */
export async function standOnEarth({ anchor }: ClimbBy<'earth'>, climber: Climber, allowed: Promise<boolean>): Promise<OnEarth | undefined> {
  const compass = await allowed;
  if (climber.over()) return undefined;
  if (!compass) {
    climber.failed('unturned', undefined);
    return undefined;
  }
  const closeCamera = await openCamera(climber.video, climber.lost);
  // Left meanwhile: the camera must not stay on.
  if (climber.over()) {
    closeCamera();
    return undefined;
  }
  const onEarth = new OnEarth(climber.view, climber.video, anchor, climber.calm, {
    told(reading) {
      climber.phase(reading.stands ? 'standing' : 'locating');
      climber.read(reading);
    },
    failed: climber.failed,
  });
  climber.takeView(() => {
    onEarth.stop();
    closeCamera();
  });
  climber.phase('locating');
  onEarth.start();
  return onEarth;
}

export async function placeInRoom({ anchor }: ClimbBy<'surface'>, climber: Climber): Promise<void> {
  const onSurface = new OnSurface(climber.view, surfaceOf(anchor), {
    told: (standing) => !climber.over() && climber.phase(standing),
    // The phone has a way back of its own.
    ended: () => !climber.over() && climber.ended(),
  });
  climber.takeView(() => onSurface.stop());
  await onSurface.start(climber.video.parentElement ?? document.body, climber.over);
}

/** Open the camera, and let something find in it what holds the scene. */
async function find(
  climber: Climber,
  frame: readonly [number, number] | undefined,
  load: () => Promise<(told: (sight: Sight) => void) => Promise<PictureTracker>>,
): Promise<void> {
  const { view, video, over, seen } = climber;
  const closeCamera = await openCamera(video, climber.lost, frame);
  // Left meanwhile: the camera must not stay on.
  if (over()) return closeCamera();
  const onPicture = new OnPicture(view, video, seen);
  climber.takeView(() => {
    onPicture.stop();
    closeCamera();
  });
  const track = await load();
  if (over()) return;
  await onPicture.start(track);
  if (!over()) seen(false);
}
