import { stopsOf, type Edit } from '../model/workspace.ts';
import { withModule, withoutStop, withTrueLegs } from './modules.ts';

/** Take a stop out of the tour. Its station stays in the library. */
export function removeStop(id: string): Edit {
  return {
    label: 'editor.edit.remove_stop',
    apply(workspace) {
      const { tour } = workspace;
      const placed = stopsOf(tour).find(({ stop }) => stop.id === id);
      if (placed === undefined) return workspace;
      const after = withModule(tour, placed.module, (module) => withoutStop(module, id));
      return { ...workspace, tour: withTrueLegs(tour, after) };
    },
  };
}
