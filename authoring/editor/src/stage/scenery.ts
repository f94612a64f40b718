/** Which backdrop an anchor is placed against, put together from what is known of it. */
import { Group } from 'three';

import type { Vector } from '../../../../tour_schema/typescript/frames.ts';
import { rotated } from '../../../../tour_schema/typescript/frames.ts';
import { fileAddress } from '../fields/media/library.ts';
import { tokenColours } from '$viewer/map/theme.ts';
import type { Medium } from '../model/documents.ts';
import { editor } from '../model/store.svelte.ts';
import { t } from '../words/words.ts';
import { isTiled, pictureFile, proportion, wholeFile } from '$viewer/ar/files.ts';
import type { Loading } from '$viewer/ar/loading.ts';
import { NO_TURN, northOf, postureOf, type Anchor } from '$viewer/ar/postures.ts';
import { Archive } from '$viewer/panorama/archive.ts';
import { Ball } from '$viewer/panorama/ball.ts';
import * as backdrops from './backdrops.ts';
import type { Scenery } from './engine.ts';
import { EYE_M, groundUnder } from './ground.ts';
import type { Standpoint } from '$viewer/ar/looking.ts';
import { groundPoint, planOf } from './plan.ts';
import { stage } from './stage.svelte.ts';

const TOKENS = ['map-land', 'map-grid', 'edge', 'map-route', 'ink-soft', 'focus', 'slate-wash', 'surface'] as const;
/** A picture or marker that says no size is drawn so wide, m. */
const UNSIZED_M = 0.3;
const MARKER_M = 0.1;

export function pageColours() {
  const token = tokenColours(TOKENS);
  const colours: backdrops.Colours = {
    ground: token['map-land'],
    surface: token['surface'],
    line: token['map-grid'],
    metre: token['edge'],
    way: token['map-route'],
    ink: token['ink-soft'],
  };
  return { colours, background: token['slate-wash'], outline: token['focus'], figure: token['edge'] };
}

/** The 360° photo behind the scene, where one is wanted and there. */
export function panoramaShown(): Medium | undefined {
  if (stage.backdrop !== 'panorama' || stage.anchor?.kind !== 'geo') return undefined;
  return editor.workspace.media[stage.panorama];
}

/** `changed` is told when a backdrop has got finer. Rejects where a picture of it cannot be had. */
export async function sceneryOf(anchor: Anchor | undefined, loading: Loading, changed: () => void): Promise<Scenery> {
  const { colours } = pageColours();
  const photo = panoramaShown();
  if (photo !== undefined && anchor?.kind === 'geo') return panoramaOf(anchor, photo, await ballOf(photo, loading, changed));
  const backdrop = new Group();
  const posture = anchor === undefined ? NO_TURN : postureOf(anchor);
  const heading = anchor === undefined ? NO_TURN : northOf(anchor);
  const ground = anchor === undefined ? 0 : groundUnder(anchor, stage.document?.place);
  const floor = backdrops.grid(colours);
  floor.position.y = ground;
  backdrop.add(floor);
  if (anchor?.kind === 'geo') backdrop.add(planned(anchor, ground, colours));
  const width = anchor === undefined ? undefined : await addAnchor(backdrop, anchor, ground, colours, loading);
  return { backdrop, posture, heading, ground, standpoint: before(width, ground) };
}

type Geo = Extract<Anchor, { kind: 'geo' }>;

const LETTERS = ['stage.north', 'stage.east', 'stage.south', 'stage.west'] as const;

function planned(anchor: Geo, ground: number, colours: backdrops.Colours): Group {
  const { lon, lat } = anchor.geopose.position;
  const letters = LETTERS.map((key) => t(key));
  const drawn = backdrops.plan(planOf(editor.workspace, stage.station, [lon, lat]), letters, colours);
  drawn.position.y = ground;
  const arrow = backdrops.arrow(colours.way);
  arrow.quaternion.set(...northOf(anchor));
  arrow.position.y = ground;
  return new Group().add(drawn, arrow);
}

/** The anchor itself, where it can be seen; answers how wide what is placed against is, if it is small. */
async function addAnchor(
  backdrop: Group,
  anchor: Anchor,
  ground: number,
  colours: backdrops.Colours,
  loading: Loading,
): Promise<number | undefined> {
  const own = new Group();
  own.quaternion.set(...postureOf(anchor));
  backdrop.add(own);
  if (anchor.kind === 'plane') {
    if (anchor.surface === 'wall') backdrop.add(backdrops.grid(colours, 5, true));
    if (anchor.surface === 'table') backdrop.add(backdrops.table(colours, -ground));
    return anchor.surface === 'table' ? 1 : undefined;
  }
  if (anchor.kind === 'code') {
    const size = anchor.size_m ?? MARKER_M;
    own.add(backdrops.sheet(backdrops.marker(), size, size, colours));
    return size;
  }
  if (anchor.kind !== 'image') return undefined;
  const width = anchor.width_m ?? UNSIZED_M;
  const target = editor.workspace.media[anchor.target ?? ''];
  const file = target && pictureFile(target, 1080);
  const texture = file && (await loading.picture(fileAddress(target.id, file.use)).catch(() => undefined));
  own.add(backdrops.sheet(texture, width, width * (target ? proportion(target) : 1), colours));
  return width;
}

/** Before the anchor at a distance that shows it whole, the figure beside it. */
function before(width: number | undefined, ground: number): Standpoint {
  if (width === undefined) {
    return { eye: [2.5, ground + 2.4, 6], at: [0, ground + 0.8, 0], aside: [-1.5, 0, 0], fixed: false };
  }
  const far = Math.max(width * 3, 0.35);
  return { eye: [far * 0.35, far * 0.3, far], at: [0, 0, 0], aside: [-(width / 2 + 0.6), 0, 0.2], fixed: false };
}

/** The photo that was shown last, with the tiles that have come: it stays when an anchor is moved before it. */
const last = new WeakMap<Loading, { readonly address: string; readonly ball: Ball }>();

async function ballOf(photo: Medium, loading: Loading, changed: () => void): Promise<Ball> {
  const address = fileAddress(photo.id, wholeFile(photo));
  const known = last.get(loading);
  if (known?.address === address) return known.ball;
  const whole = await loading.picture(address);
  const tiles = isTiled(photo) ? new Archive(fileAddress(photo.id, 'tiles')) : undefined;
  const ball = new Ball(whole, tiles, changed);
  known?.ball.end();
  last.set(loading, { address, ball });
  return ball;
}

function panoramaOf(anchor: Geo, photo: Medium, ball: Ball): Scenery {
  const ground = groundUnder(anchor, stage.document?.place);
  const compass = photo.heading?.compass_deg ?? 0;
  const { lon, lat } = anchor.geopose.position;
  const taken = photo.heading?.position;
  const [east, south] = taken === undefined ? [0, 0] : groundPoint([lon, lat], taken);
  const eye: Vector = [east, ground + EYE_M, south];
  ball.head(compass);
  ball.position.set(...eye);
  // Towards the anchor, or where the photo looks if it was taken right there.
  const angle = (compass * Math.PI) / 180;
  const there = Math.hypot(east, south) > 0.5;
  const at: Vector = there ? [0, ground + 1, 0] : [east + Math.sin(angle), eye[1], south - Math.cos(angle)];
  const aside = rotated([-1, 0, 0], northOf(anchor));
  return {
    backdrop: new Group().add(ball),
    ball,
    posture: postureOf(anchor),
    heading: northOf(anchor),
    ground,
    standpoint: { eye, at, aside, fixed: true },
  };
}
