import type { Edit } from '../model/workspace.ts';
import { withScene, type SceneAt } from './scenes.ts';

export function removeAnchor(where: SceneAt, id: string): Edit {
  return {
    label: 'stage.edit.remove_anchor',
    apply: (workspace) =>
      withScene(workspace, where, (scene) => ({
        ...scene,
        anchors: (scene.anchors ?? []).filter((anchor) => anchor['id'] !== id),
      })),
  };
}
