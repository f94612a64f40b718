/** What colleagues say at the fields of a tour and of everything it leads to. */

import { call, Problem } from '../model/api.ts';
import type { Id } from '../model/documents.ts';
import { editor } from '../model/store.svelte.ts';

export interface Comment {
  readonly id: Id;
  readonly document: Id;
  readonly pointer: string;
  readonly text: string;
  readonly at: string;
  readonly by: string;
  readonly settled_at: string | null;
  readonly settled_by: string | null;
}

class Comments {
  items = $state.raw<readonly Comment[]>([]);
  /** What nobody has seen to yet. */
  readonly open = $derived(this.items.filter(({ settled_at }) => settled_at === null));
  /** How many of them stand at a place: every field asks. */
  readonly #counts = $derived(Map.groupBy(this.open, ({ document, pointer }) => document + pointer));

  count(document: Id, pointer: string): number {
    return this.#counts.get(document + pointer)?.length ?? 0;
  }

  at(document: Id, pointer: string): readonly Comment[] {
    return this.items.filter((each) => each.document === document && each.pointer === pointer);
  }

  /** Ask for all of them. Without an answer those that are known stay: they are no reason to interrupt anybody. */
  async load(): Promise<void> {
    try {
      this.items = (await call<{ items: readonly Comment[] }>(`/tours/${editor.workspace.tour.id}/comments`)).items;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  async say(document: Id, pointer: string, text: string): Promise<void> {
    this.#take(await call<Comment>(`/documents/${document}/comments`, { method: 'POST', json: { pointer, text } }));
  }

  async settle(comment: Id, settled: boolean): Promise<void> {
    this.#take(await call<Comment>(`/comments/${comment}/settled`, { method: 'PUT', json: { settled } }));
  }

  #take(comment: Comment): void {
    const known = this.items.some(({ id }) => id === comment.id);
    this.items = known ? this.items.map((each) => (each.id === comment.id ? comment : each)) : [...this.items, comment];
  }
}

export const comments = new Comments();
