/** Small pure steps on the AR scenes of a station, shared by the verbs beside this file. */

import type { Id, JsonObject, Scene } from '../model/documents.ts';
import { withDocument, type Workspace } from '../model/workspace.ts';

/** Which scene of which station. */
export interface SceneAt {
  readonly station: Id;
  readonly scene: string;
}

/** The workspace with one scene changed; the same one where the scene is gone. */
export function withScene(workspace: Workspace, where: SceneAt, change: (scene: Scene) => Scene): Workspace {
  const station = workspace.stations[where.station];
  const scene = station?.scenes?.find(({ id }) => id === where.scene);
  if (station === undefined || scene === undefined) return workspace;
  const changed = change(scene);
  if (changed === scene) return workspace;
  const scenes = (station.scenes ?? []).map((each) => (each === scene ? changed : each));
  return withDocument(workspace, { ...station, scenes });
}

/** The workspace with one content of a scene changed. */
export function withContent(
  workspace: Workspace,
  where: SceneAt,
  id: string,
  change: (content: JsonObject) => JsonObject,
): Workspace {
  return withScene(workspace, where, (scene) => ({
    ...scene,
    contents: (scene.contents ?? []).map((content) => (content['id'] === id ? change(content) : content)),
  }));
}

/** Where the steps with AR end: the plain step stays the last one. */
export function endOfLadder(anchors: readonly JsonObject[]): number {
  return anchors.at(-1)?.['kind'] === 'plain' ? anchors.length - 1 : anchors.length;
}
