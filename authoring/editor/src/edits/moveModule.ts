import type { Edit } from '../model/workspace.ts';
import { moved, withTrueLegs } from './modules.ts';

/** Move a module to place `to` among the modules, counted from 0. */
export function moveModule(id: string, to: number): Edit {
  return {
    label: 'editor.edit.move_module',
    apply(workspace) {
      const { tour } = workspace;
      const modules = tour.modules ?? [];
      const from = modules.findIndex((module) => module.id === id);
      const target = Math.max(0, Math.min(to, modules.length - 1));
      if (from === -1 || from === target) return workspace;
      return { ...workspace, tour: withTrueLegs(tour, { ...tour, modules: moved(modules, from, target) }) };
    },
  };
}
