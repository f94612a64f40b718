/** A server in memory that keeps revisions as the real one does, and fails when a test says so. */

import { Problem, type Entry, type Saved, type Server } from '../model/api.ts';
import type { Report } from '../model/checks.ts';
import type { Document, Id } from '../model/documents.ts';
import type { Draft, Drafts } from '../model/drafts.ts';
import { merge } from '../model/merge.ts';

export class MemoryServer implements Server {
  readonly revisions = new Map<Id, Document[]>();
  readonly deleted = new Set<Id>();
  readonly calls: string[] = [];
  /** The tours whose reports were asked for, with every save in its order. */
  readonly asked: (Id | undefined)[] = [];
  /** Thrown by the next call, and by all that follow, until it is taken away. */
  failing: Problem | null = null;
  /** The document that no save of gets through, with what the server says of it. */
  stumbling: { readonly document: Id; readonly problem: Problem } | null = null;
  /** What the server makes of a body before it keeps it. */
  normal: (body: Document) => Document = (body) => body;
  /** Thrown after a save was kept: its answer never comes. */
  lost: Problem | null = null;
  /** Runs before a save is answered: what happens while the request is on its way. */
  meanwhile: (() => void) | null = null;

  constructor(documents: readonly Document[]) {
    for (const document of documents) this.revisions.set(document.id, [document]);
  }

  /** What somebody else saves. */
  write(document: Document): void {
    this.revisions.get(document.id)?.push(document);
  }

  entry(id: Id): Entry {
    const all = this.revisions.get(id) ?? [];
    const body = all.at(-1);
    if (body === undefined) throw new Problem(404, 'Nicht gefunden');
    return { id, kind: body.kind, organisation: 'o', revision: all.length, editable: true, body };
  }

  #called(name: string): void {
    this.calls.push(name);
    if (this.failing !== null) throw this.failing;
  }

  async save(body: Document, revision: number, reportFor?: Id): Promise<Saved> {
    this.#called(`save ${body.kind}`);
    this.asked.push(reportFor);
    if (this.stumbling?.document === body.id) throw this.stumbling.problem;
    await Promise.resolve();
    const { meanwhile } = this;
    this.meanwhile = null;
    meanwhile?.();
    const all = this.revisions.get(body.id) ?? [];
    const [base, head] = [all[revision - 1], all.at(-1)];
    if (base === undefined || head === undefined) throw new Problem(404, 'Nicht gefunden');
    const merged = merge(base, head, body);
    if (merged.conflicts.length > 0) throw new Problem(412, 'veraltet', { revision: all.length, body: head });
    all.push(this.normal(structuredClone(merged.value)));
    if (this.lost !== null) throw this.lost;
    return { revision: all.length, merged: revision !== all.length - 1, body: this.entry(body.id).body, report: { issues: [] } };
  }

  async create(body: Document, _organisation: Id, reportFor?: Id): Promise<Entry & { readonly report: Report }> {
    this.#called(`create ${body.kind}`);
    this.asked.push(reportFor);
    await Promise.resolve();
    if (this.revisions.has(body.id)) throw new Problem(422, 'gibt es schon', { type: '/problems/document_exists' });
    this.revisions.set(body.id, [structuredClone(body)]);
    return { ...this.entry(body.id), report: { issues: [] } };
  }

  async load(id: Id): Promise<Entry> {
    this.#called('load');
    return Promise.resolve(this.entry(id));
  }

  async remove(id: Id): Promise<void> {
    this.#called('remove');
    this.deleted.add(id);
    return Promise.resolve();
  }

  async undelete(id: Id): Promise<Entry> {
    this.#called('undelete');
    this.deleted.delete(id);
    return Promise.resolve(this.entry(id));
  }

  async renew(): Promise<void> {
    this.calls.push('renew');
    return Promise.resolve();
  }
}

export class MemoryDrafts implements Drafts {
  readonly kept = new Map<Id, Draft>();

  keep(draft: Draft): void {
    this.kept.set(draft.document, structuredClone(draft));
  }

  forget(document: Id): void {
    this.kept.delete(document);
  }

  async adopt(): Promise<readonly Draft[]> {
    return Promise.resolve([...this.kept.values()]);
  }

  async settled(): Promise<void> {
    return Promise.resolve();
  }
}
