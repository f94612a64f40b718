/** What the last desk walk found, for the report: the screen itself is loaded only when it is opened. */

import type { Issue } from './checks.ts';
import { editor } from './store.svelte.ts';
import type { Workspace } from './workspace.ts';

class Walked {
  issues = $state.raw<readonly Issue[] | null>(null);
  #workspace = $state.raw<Workspace | null>(null);

  /** Whether anything was changed since, by whomever. */
  get behind(): boolean {
    return this.#workspace !== editor.workspace;
  }

  keep(issues: readonly Issue[], workspace: Workspace): void {
    this.issues = issues;
    this.#workspace = workspace;
  }
}

export const walked = new Walked();
