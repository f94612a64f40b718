import { stopsOf, type Edit } from '../model/workspace.ts';
import { withModule, withoutStop, withStop, withTrueLegs } from './modules.ts';

/** Move a stop to place `index` of a module (its own or another), counted from 0 after it was taken out. */
export function moveStop(id: string, module: string, index: number): Edit {
  return {
    label: 'editor.edit.move_stop',
    apply(workspace) {
      const { tour } = workspace;
      const placed = stopsOf(tour).find(({ stop }) => stop.id === id);
      const goal = tour.modules?.find((each) => each.id === module);
      if (placed === undefined || goal === undefined) return workspace;
      if (placed.module === module && goal.stops?.[index]?.id === id) return workspace;
      const without = withModule(tour, placed.module, (each) => withoutStop(each, id));
      const after = withModule(without, module, (each) => withStop(each, placed.stop, index));
      return { ...workspace, tour: withTrueLegs(tour, after) };
    },
  };
}
