import type { JsonObject } from '../model/documents.ts';
import type { Edit } from '../model/workspace.ts';
import { withScene, type SceneAt } from './scenes.ts';

/** Put a content into a scene, behind the others. */
export function addContent(where: SceneAt, content: JsonObject): Edit {
  return {
    label: 'stage.edit.add_content',
    apply: (workspace) =>
      withScene(workspace, where, (scene) => ({ ...scene, contents: [...(scene.contents ?? []), content] })),
  };
}
