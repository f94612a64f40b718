import type { JsonObject } from '../model/documents.ts';
import type { Edit } from '../model/workspace.ts';
import { withScene, type SceneAt } from './scenes.ts';

/** Take a content out of a scene; a tap on another that showed or hid it does nothing any more. */
export function removeContent(where: SceneAt, id: string): Edit {
  return {
    label: 'stage.edit.remove_content',
    apply: (workspace) =>
      withScene(workspace, where, (scene) => ({
        ...scene,
        contents: (scene.contents ?? []).filter((content) => content['id'] !== id).map((each) => untied(each, id)),
      })),
  };
}

function untied(content: JsonObject, from: string): JsonObject {
  const tap = content['on_tap'] as JsonObject | undefined;
  if (tap?.['kind'] !== 'toggle_content' || tap['content'] !== from) return content;
  const { on_tap: _tap, ...rest } = content;
  return rest;
}
