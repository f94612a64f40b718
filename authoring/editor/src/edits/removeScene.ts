import { withDocument, type Edit } from '../model/workspace.ts';
import type { SceneAt } from './scenes.ts';

/** Take a scene away, with its ladder and everything in it. */
export function removeScene(where: SceneAt): Edit {
  return {
    label: 'stage.edit.remove_scene',
    apply(workspace) {
      const station = workspace.stations[where.station];
      const scenes = station?.scenes?.filter(({ id }) => id !== where.scene);
      if (station === undefined || scenes?.length === station.scenes?.length) return workspace;
      const { scenes: _scenes, ...without } = station;
      return withDocument(workspace, scenes?.length ? { ...station, scenes } : without);
    },
  };
}
