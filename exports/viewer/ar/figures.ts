/** What a content looks like, before it is placed: metres, y up, standing on its origin where it stands at all. */
import {
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  Sprite,
  SpriteMaterial,
  type AnimationClip,
  type Object3D,
  type Texture,
} from 'three';
import { clone } from 'three/addons/utils/SkeletonUtils.js';

import type * as format from '../../../tour_schema/typescript/generated/types.ts';
import { modelFile, pictureFile, posterFile, proportion, type Quality, type Use } from './files.ts';
import type { Spoken } from './heard.ts';
import { label, soundSign } from './labels.ts';
import type { Loading } from './loading.ts';
import type { Content } from './poses.ts';
import { silhouette } from './silhouette.ts';

/** What a scene needs to know of the tour round it. */
export interface Surroundings {
  readonly medium: (id: string) => format.Medium | undefined;
  /** At once where it can be had so; rejects where the file cannot be had. */
  readonly address: (medium: format.Medium, use: Use) => string | Promise<string>;
  /** The text in the visitor's language. */
  readonly words: (text: Readonly<Record<string, string>> | undefined) => string;
  /** A line of the story, as it is said in the visitor's language. */
  readonly line: (line: string | undefined) => Spoken | undefined;
  readonly quality: Quality;
  /** Less motion is wished for: of a guide there is the portrait. */
  readonly calm: boolean;
  /** Shows what has no looks of its own, such as a sound: for those who place it. */
  readonly markers: boolean;
}

export interface Figure {
  readonly object: Object3D;
  readonly clips: readonly AnimationClip[];
  /** The clip that plays by itself. */
  readonly clip?: string | undefined;
  /** The clips of a guide's gestures. */
  readonly gestures?: format.Guide['clips'];
  /** On what a film runs. */
  readonly screen?: MeshBasicMaterial;
}

/** Width of a picture or film that says none, m. */
export const WIDTH_M = 1;
const PORTRAIT_M = 0.6;
/** The middle of a portrait that stands for a person, m. */
const FACE_M = 1.45;
const PICTURE_PX = 1080;
const QUIET = '#6b8f7d';

/** Undefined where nothing was chosen yet; rejects where a file cannot be had or read. */
export function figureOf(content: Content, around: Surroundings, loading: Loading): Promise<Figure | undefined> {
  switch (content.kind) {
    case 'model':
      return modelOf(content.medium, around, loading, content.clip);
    case 'image':
      return pictureOf(content, around, loading, (medium) => pictureFile(medium, PICTURE_PX));
    case 'video':
      return pictureOf(content, around, loading, posterFile);
    case 'label':
      return Promise.resolve(labelOf(around.words(content.text)));
    case 'sound':
      return Promise.resolve(around.markers ? still(soundSign()) : undefined);
    case 'guide':
      return guideOf(around.line(content.line), around, loading);
  }
}

async function modelOf(
  id: string | undefined,
  around: Surroundings,
  loading: Loading,
  clip?: string,
): Promise<Figure | undefined> {
  const medium = around.medium(id ?? '');
  const file = medium && modelFile(medium, around.quality);
  if (medium === undefined || file === undefined) return undefined;
  const { scene, animations } = await loading.model(await around.address(medium, file.use));
  // The same model may stand in a scene twice, each with its own bones.
  // Clips name what has no name by its uuid, and a clone has another: files made lighter have lost their names.
  scene.traverse((each) => void (each.name ||= each.uuid));
  const object = new Group().add(clone(scene));
  object.scale.setScalar(file.scale);
  return { object, clips: animations, clip };
}

async function pictureOf(
  content: format.ImageContent | format.VideoContent,
  around: Surroundings,
  loading: Loading,
  choose: (medium: format.Medium) => { readonly use: Use } | undefined,
): Promise<Figure | undefined> {
  const medium = around.medium(content.medium ?? '');
  if (medium === undefined) return undefined;
  const file = choose(medium);
  const texture = file && (await loading.picture(await around.address(medium, file.use)));
  const shown = board(texture, content.width_m ?? WIDTH_M, proportion(medium));
  return { ...still(shown), screen: shown.material };
}

async function guideOf(line: Spoken | undefined, around: Surroundings, loading: Loading): Promise<Figure | undefined> {
  if (line === undefined) return undefined;
  const { guide } = line;
  const figure = around.calm ? undefined : await modelOf(guide?.figure, around, loading, guide?.clips?.['idle']);
  if (figure !== undefined) return { ...figure, gestures: guide?.clips };
  const portrait = around.medium(guide?.portrait ?? '');
  if (portrait === undefined) return still(silhouette(QUIET));
  const texture = await loading.picture(await around.address(portrait, pictureFile(portrait, PICTURE_PX).use));
  // It looks at the visitor, wherever they stand.
  const face = new Sprite(new SpriteMaterial({ map: texture }));
  face.scale.set(PORTRAIT_M, PORTRAIT_M * proportion(portrait), 1);
  face.position.y = FACE_M;
  return still(new Group().add(face));
}

function labelOf(words: string): Figure | undefined {
  return words === '' ? undefined : still(label(words));
}

/** A flat board in the x-y plane, its middle at the origin, seen from both sides. */
function board(texture: Texture | undefined, width: number, tall: number): Mesh<PlaneGeometry, MeshBasicMaterial> {
  const material = new MeshBasicMaterial({ side: DoubleSide, ...(texture ? { map: texture } : { color: '#2b302d' }) });
  return new Mesh(new PlaneGeometry(width, width * tall), material);
}

const still = (object: Object3D): Figure => ({ object, clips: [] });
