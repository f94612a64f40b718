import type { JsonObject } from '../model/documents.ts';
import type { Edit } from '../model/workspace.ts';
import { endOfLadder, withScene, type SceneAt } from './scenes.ts';

/** Put an anchor behind the others that want AR; the plain step stays the last one. */
export function addAnchor(where: SceneAt, anchor: JsonObject): Edit {
  return {
    label: 'stage.edit.add_anchor',
    apply: (workspace) =>
      withScene(workspace, where, (scene) => {
        const anchors = scene.anchors ?? [];
        const at = anchor['kind'] === 'plain' ? anchors.length : endOfLadder(anchors);
        return { ...scene, anchors: anchors.toSpliced(at, 0, anchor) };
      }),
  };
}
