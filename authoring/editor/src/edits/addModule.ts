import type { Module } from '../model/documents.ts';
import type { Edit } from '../model/workspace.ts';

/** Put a module at the end of the tour. */
export function addModule(module: Module): Edit {
  return {
    label: 'editor.edit.add_module',
    apply: (workspace) => ({
      ...workspace,
      tour: { ...workspace.tour, modules: [...(workspace.tour.modules ?? []), module] },
    }),
  };
}
