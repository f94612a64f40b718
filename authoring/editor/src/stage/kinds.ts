/** Anchors and contents as they are when they are made, and how they look in lists. */
import AudioLines from '$icons/audio-lines';
import Box from '$icons/box';
import CloudIcon from '$icons/cloud';
import Eye from '$icons/eye';
import Film from '$icons/film';
import Grid from '$icons/grid-3x3';
import ImageIcon from '$icons/image';
import MapPin from '$icons/map-pin';
import PersonStanding from '$icons/person-standing';
import QrCode from '$icons/qr-code';
import ScanEye from '$icons/scan-eye';
import Tag from '$icons/tag';

import { turnOfHeading } from '../../../../tour_schema/typescript/frames.ts';
import type { JsonObject, Scene, Station } from '../model/documents.ts';
import { localId } from '../model/ids.ts';
import type { Placement } from '$viewer/ar/poses.ts';

export const ANCHOR_KINDS = ['geo', 'image', 'plane', 'code', 'cloud', 'plain'] as const;
export const CONTENT_KINDS = ['model', 'image', 'video', 'label', 'sound', 'guide'] as const;
export type AnchorKind = (typeof ANCHOR_KINDS)[number];
export type ContentKind = (typeof CONTENT_KINDS)[number];

export const ANCHOR_ICONS: Readonly<Record<AnchorKind, typeof Box>> = {
  geo: MapPin,
  image: ScanEye,
  plane: Grid,
  code: QrCode,
  cloud: CloudIcon,
  plain: Eye,
};
export const CONTENT_ICONS: Readonly<Record<ContentKind, typeof Box>> = {
  model: Box,
  image: ImageIcon,
  video: Film,
  label: Tag,
  sound: AudioLines,
  guide: PersonStanding,
};

export const isAnchorKind = (kind: unknown): kind is AnchorKind => ANCHOR_KINDS.includes(kind as AnchorKind);
export const isContentKind = (kind: unknown): kind is ContentKind => CONTENT_KINDS.includes(kind as ContentKind);

/** North is up the map: x points East, as in the world of the stage. */
const EAST = 90;

/** The first of `stem-1`, `stem-2` … that is not taken anywhere in the station. */
function idIn(station: Station, stem: string): string {
  const scenes = station.scenes ?? [];
  const parts = scenes.flatMap((scene) => [...(scene.anchors ?? []), ...(scene.contents ?? [])]);
  const blocks = (station.story ?? []).map(({ id }) => id);
  const ids = [...scenes.map(({ id }) => id), ...parts.map(({ id }) => String(id)), ...blocks];
  return localId(
    stem,
    ids.filter((id) => id.startsWith(`${stem}-`)),
  );
}

/** On Earth where the station is, on the ground; a station without a position has no such anchor yet. */
export function newAnchor(station: Station, kind: AnchorKind): JsonObject {
  const id = idIn(station, 'anchor');
  const [lon = 0, lat = 0] = station.place?.position ?? [];
  const height = station.place?.height ?? { metres: 0, reference: 'terrain' };
  const [x, y, z, w] = turnOfHeading(EAST);
  switch (kind) {
    case 'geo':
      return {
        id,
        kind,
        geopose: { position: { lat, lon, h: height.metres }, quaternion: { x, y, z, w } },
        height_reference: height.reference,
      };
    case 'code':
      return { id, kind, content: station.id, size_m: 0.1 };
    case 'cloud':
      // What the provider calls it, the person has to say.
      return { id, kind, provider: 'arcore' };
    default:
      return { id, kind };
  }
}

/** A scene that can be filled at once: at the station's place, or where that is not known on a floor. */
export function newScene(station: Station): Scene {
  const id = idIn(station, 'scene');
  const first = newAnchor(station, station.place?.position === undefined ? 'plane' : 'geo');
  const scenes = [...(station.scenes ?? []), { id, anchors: [first] }];
  const plain = newAnchor({ ...station, scenes }, 'plain');
  return { id, anchors: [first, plain] };
}

export function newContent(station: Station, kind: ContentKind, placement: Placement): JsonObject {
  return { id: idIn(station, kind), kind, pose: { ...placement } };
}
