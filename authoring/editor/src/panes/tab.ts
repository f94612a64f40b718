/**
 * What the inspector pane hosts.
 *
 * `src/inspector/tabs.ts` exports `tabsOf(workspace, selection): readonly Tab[]`; `src/map/MapPane.svelte` is the
 * map (no properties: it reads the store). Both are loaded after the first paint.
 *
 * A field marks its root with `data-document` (the document's id) and `data-pointer` (the JSON pointer of
 * what it edits): that is how "go there" finds it, how its tab is found, and how tests name it. Its faults
 * come from `issuesAt(editor.report, document, pointer)`.
 */

import type { Component } from 'svelte';

import type { TabName } from '../model/view.svelte.ts';
import type { Selection } from '../model/workspace.ts';
import type { WordKey } from '../words/words.ts';

export interface Tab {
  readonly id: TabName;
  readonly label: WordKey;
  /** Beginnings of the pointers whose fields are here, such as `/facts`; the first tab has the rest. */
  readonly pointers: readonly string[];
  readonly form: Component<{ selection: Selection }>;
  /**
   * Stays when another thing of its kind is selected: its fields take over that one's values, which is drawn in a
   * fraction of the time. Any other form is made anew for each thing.
   */
  readonly stays?: true;
}

/** The tab in which the field of a pointer is; the first one has what no other names. */
export function tabOf(tabs: readonly Tab[], pointer: string): Tab | undefined {
  const named = (beginning: string) => pointer === beginning || pointer.startsWith(`${beginning}/`);
  return tabs.find(({ pointers }) => pointers.some(named)) ?? tabs[0];
}
