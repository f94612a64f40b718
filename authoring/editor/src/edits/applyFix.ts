import type { Issue } from '../model/checks.ts';
import { patched } from '../model/patch.ts';
import { documentOf, withDocument, type Edit, type Workspace } from '../model/workspace.ts';

/** Mend what an issue names, in the way that the report offers. Changes nothing where the fix no longer fits. */
export function applyFix(issue: Issue): Edit {
  return {
    label: 'editor.edit.fix',
    apply(workspace) {
      const document = documentOf(workspace, issue.document);
      const mended = document === undefined ? null : patched(document, issue.fix?.patch ?? []);
      return mended === null ? workspace : withDocument(workspace, mended);
    },
  };
}

/** Whether the fix still fits what the document holds now. */
export function fixable(workspace: Workspace, issue: Issue): boolean {
  const document = documentOf(workspace, issue.document);
  return issue.fix !== undefined && document !== undefined && patched(document, issue.fix.patch) !== null;
}
