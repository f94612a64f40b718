import type { Module } from '../model/documents.ts';
import type { Edit } from '../model/workspace.ts';
import { withTrueLegs } from './modules.ts';

/** Take a module out of the tour, and out of what other modules say about it. Its stations stay in the library. */
export function removeModule(id: string): Edit {
  return {
    label: 'editor.edit.remove_module',
    apply(workspace) {
      const { tour } = workspace;
      const modules = (tour.modules ?? []).filter((module) => module.id !== id).map((module) => forget(module, id));
      return { ...workspace, tour: withTrueLegs(tour, { ...tour, modules }) };
    },
  };
}

function forget(module: Module, id: string): Module {
  if (!module.after?.includes(id) && !module.not_with?.includes(id)) return module;
  const others = (ids: readonly string[] = []) => ids.filter((other) => other !== id);
  return { ...module, after: others(module.after), not_with: others(module.not_with) };
}
