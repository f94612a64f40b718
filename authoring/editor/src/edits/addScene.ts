import type { Id, Scene } from '../model/documents.ts';
import { withDocument, type Edit } from '../model/workspace.ts';

/** Put a scene behind the others of a station. */
export function addScene(station: Id, scene: Scene): Edit {
  return {
    label: 'stage.edit.add_scene',
    apply(workspace) {
      const found = workspace.stations[station];
      if (found === undefined) return workspace;
      return withDocument(workspace, { ...found, scenes: [...(found.scenes ?? []), scene] });
    },
  };
}
