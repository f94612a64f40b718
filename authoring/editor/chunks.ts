/** Which modules come in one file. */

import { fileURLToPath } from 'node:url';

/** What `icons.ts` makes. */
const ICON = /^\0icon:/u;

/** Else all of Svelte would be in them. */
const alone = { includeDependenciesRecursively: false };

/** For Vite's `codeSplitting.groups`. */
export const chunks = [
  // A file for each icon weighs more than those that a page does not need.
  { ...alone, name: 'icons', test: ICON, tags: ['$initial' as const] },
  { ...alone, name: desk },
];

const SOURCE = fileURLToPath(new URL('src/', import.meta.url));
/** What the editor shares with the visitors' viewer. */
const SHARED = fileURLToPath(new URL('../../exports/viewer/', import.meta.url));

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[]; readonly dynamicallyImportedIds: readonly string[] } | null;
}

/**
 * What the editor shows at once, in one file: left alone, a module that another part shares gets a file of its own, and
 * fifty small files take a browser, a server and a telephone network longer than one. What another page shares with it
 * stays apart, so that this page does not fetch the editor.
 */
function desk(id: string, modules: Modules): string | null {
  if (!id.startsWith(SOURCE) && !id.startsWith(SHARED) && !ICON.test(id)) return null;
  return reached(DESK, modules, false).has(id) && !reached(OTHERS, modules, true).has(id) ? 'desk' : null;
}

const DESK = ['editor.ts', 'panes/InspectorPane.svelte'].map((path) => `${SOURCE}${path}`);
const OTHERS = ['pages/pages.ts', 'import/import.ts', 'preview/preview.ts', 'onsite/onSiteWorker.ts'].map((path) => `${SOURCE}${path}`);

const known = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Everything that the roots import, and what that imports; `later` with what is loaded when it is needed. */
function reached(roots: readonly string[], modules: Modules, later: boolean): ReadonlySet<string> {
  const before = known.get(roots);
  if (before !== undefined) return before;
  const found = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const module = modules.getModuleInfo(id);
    waiting.push(...(module?.importedIds ?? []), ...((later && module?.dynamicallyImportedIds) || []));
  }
  known.set(roots, found);
  return found;
}
