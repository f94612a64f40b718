import { setText } from './setText.ts';
import type { Edit, Workspace } from '../model/workspace.ts';

/** Name a module in one language. */
export function renameModule(workspace: Workspace, id: string, language: string, title: string): Edit {
  const index = (workspace.tour.modules ?? []).findIndex((module) => module.id === id);
  return { ...setText(workspace.tour.id, `/modules/${index}/title`, language, title), label: 'editor.edit.rename_module' };
}
