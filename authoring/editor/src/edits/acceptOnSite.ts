import { moved, product, turnOfAngles, type Quaternion } from '../../../../tour_schema/typescript/frames.ts';
import type { GeoPose } from '../../../../tour_schema/typescript/generated/types.ts';
import type { JsonObject } from '../model/documents.ts';
import { withDocument, type Edit, type Workspace } from '../model/workspace.ts';
import type { Nudge } from '$viewer/ar/nudged.ts';
import { withScene, type SceneAt } from './scenes.ts';

/** What of a report goes into the station. */
export interface Accepted {
  readonly anchor: string;
  readonly verdict: 'holds' | 'move' | 'unreached';
  /** Where the anchor shall stand, of one that is moved. */
  readonly geopose?: GeoPose | undefined;
  readonly verified: { readonly at: string; readonly by: string; readonly accuracy_m?: number };
  /** For the station's note on access. */
  readonly note?: string;
}

/** A pose as it was seen on site, moved and turned about the vertical by what was nudged there. */
export function nudged({ position, quaternion: { x, y, z, w } }: GeoPose, nudge: Nudge): GeoPose {
  // Over the ground first: a kilometre to the side and straight on would be eight centimetres above it.
  const { lat, lon } = moved({ lat: position.lat, lon: position.lon, h: 0 }, [nudge.east_m, nudge.north_m, 0]);
  const to = (value: number, digits: number) => Number(value.toFixed(digits)) + 0;
  const turned: Quaternion = nudge.turn_deg === 0 ? [x, y, z, w] : product(turnOfAngles(-nudge.turn_deg, 0, 0), [x, y, z, w]);
  const [tx, ty, tz, tw] = turned.map((value) => to(value, 7)) as unknown as Quaternion;
  return {
    position: { lat: to(lat, 8), lon: to(lon, 8), h: to(position.h + nudge.up_m, 3) },
    quaternion: nudge.turn_deg === 0 ? { x, y, z, w } : { x: tx, y: ty, z: tz, w: tw },
  };
}

/** What a colleague found on site, taken over as one step: the anchor's place, who saw it when, and how one gets there. */
export function acceptOnSite(where: SceneAt, accepted: Accepted): Edit {
  const { anchor: id, verdict, geopose, verified, note } = accepted;
  return {
    label: 'stage.edit.on_site',
    apply(workspace) {
      const found = (anchor: JsonObject): JsonObject => {
        if (anchor['id'] !== id || verdict === 'unreached') return anchor;
        return { ...anchor, ...(geopose && { geopose: geopose as unknown as JsonObject }), verified };
      };
      const seen = withScene(workspace, where, (scene) => ({ ...scene, anchors: (scene.anchors ?? []).map(found) }));
      return note === undefined ? seen : noted(seen, where.station, note);
    },
  };
}

/** The note behind what is known already, in the station's first language. */
function noted(workspace: Workspace, id: string, note: string): Workspace {
  const station = workspace.stations[id];
  if (station === undefined) return workspace;
  const known = station.access?.note?.[station.original];
  if (known?.includes(note)) return workspace;
  const text = known === undefined ? note : `${known} ${note}`;
  return withDocument(workspace, {
    ...station,
    access: { ...station.access, note: { ...station.access?.note, [station.original]: text } },
  });
}
