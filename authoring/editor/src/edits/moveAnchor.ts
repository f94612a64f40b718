import type { Edit } from '../model/workspace.ts';
import { moved } from './modules.ts';
import { endOfLadder, withScene, type SceneAt } from './scenes.ts';

/** Try an anchor earlier or later. The plain step stays the last one, and nothing goes behind it. */
export function moveAnchor(where: SceneAt, from: number, to: number): Edit {
  return {
    label: 'stage.edit.move_anchor',
    apply: (workspace) =>
      withScene(workspace, where, (scene) => {
        const anchors = scene.anchors ?? [];
        const end = endOfLadder(anchors);
        if (from < 0 || to < 0 || from >= end || to >= end || from === to) return scene;
        return { ...scene, anchors: moved(anchors, from, to) };
      }),
  };
}
