/**
 * Autosave: every changed document goes to the server, each with the revision that it was based on.
 *
 * Nothing here blocks typing and nothing loses what was typed. A document is *unsaved* while the workspace
 * holds another object than the one the server last confirmed; it stays in the browser's drafts for as long.
 * What others wrote meanwhile is merged; where both wrote in one field, a person chooses.
 */

import type { Entry, Server } from './api.ts';
import { Problem } from './api.ts';
import type { Report } from './checks.ts';
import type { Document, Id, Json } from './documents.ts';
import type { Drafts } from './drafts.ts';
import type { SaveState } from './save.ts';
import { identical, merge, same, takeTheirs, type Conflict } from './merge.ts';
import { passes, troubleOf } from './trouble.ts';
import { documentOf, documentsOf, withDocument, type Workspace } from './workspace.ts';

/** Typing rests for this long before a save begins, ms. */
const QUIET_MS = 700;
/** The waits between attempts while the server is out of reach, ms; the last one repeats. */
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 20_000];
/** The waits after a fault of the server: it mends more slowly than a connection. */
const FAULT_RETRY_MS = [5_000, 15_000, 60_000, 300_000];

/** A document that two people changed in the same fields. */
export interface Clash {
  readonly document: Id;
  readonly revision: number;
  readonly base: Document;
  readonly theirs: Document;
  readonly conflicts: readonly Conflict[];
}

/** What autosave needs of the editor; `store.svelte.ts` is one. */
export interface Desk {
  readonly workspace: Workspace;
  takeIn(change: (workspace: Workspace) => Workspace): void;
}

export interface Told {
  state(state: SaveState, reason: string): void;
  report(report: Report): void;
  clashes(clashes: readonly Clash[]): void;
}

interface Held {
  readonly revision: number;
  readonly body: Document;
}

interface Timer {
  (run: () => void, after: number): () => void;
}

const browserTimer: Timer = (run, after) => {
  const id = setTimeout(run, after);
  return () => clearTimeout(id);
};

export class Sync {
  readonly #held = new Map<Id, Held>();
  readonly #made = new Set<Id>();
  readonly #deleted = new Set<Id>();
  /** What went to the server and was not answered yet: it may be there all the same. */
  readonly #sent = new Map<Id, readonly Document[]>();
  readonly #clashes = new Map<Id, Clash>();
  /** Documents that the server refused, with the body it refused: only a changed one is tried again. */
  readonly #refused = new Map<Id, { body: Document; reason: string }>();
  /** What is open: a tour, or a guide alone. */
  #root: Id = '';
  /** Documents of which the browser keeps a draft. */
  readonly #kept = new Set<Id>();
  #organisation: Id = '';
  #person: Id = '';
  #running: Promise<void> | null = null;
  /** Documents over which the server stumbled, with the body: that one waits, another body is sent at once. */
  readonly #stumbled = new Map<Id, Document>();
  #trouble: 'offline' | 'unanswered' | 'signed-out' | 'fault' | null = null;
  #attempt = 0;
  #cancel: () => void = () => undefined;

  constructor(
    private readonly desk: Desk,
    private readonly server: Server,
    private readonly drafts: Drafts,
    private readonly told: Told,
    private readonly timer: Timer = browserTimer,
  ) {}

  /** Begin with what the server has, and take up what an earlier tab left unsaved. */
  async begin(entries: readonly Entry[], organisation: Id, person: Id, root = this.desk.workspace.tour.id): Promise<void> {
    this.#root = root;
    this.#organisation = organisation;
    this.#person = person;
    for (const entry of entries) this.know(entry);
    for (const draft of await this.drafts.adopt(root, person)) {
      this.#kept.add(draft.document);
      const held = this.#held.get(draft.document);
      if (held !== undefined && draft.base !== null) {
        this.#reconcile(draft.document, arrived(draft.sent, held.body) ?? draft.base.body, held, draft.body);
      } else if (held === undefined) {
        if (draft.base !== null) this.#held.set(draft.document, draft.base);
        this.desk.takeIn((workspace) => withDocument(workspace, draft.body));
      }
    }
    this.changed(this.desk.workspace);
  }

  /** The server has this document in this revision, and the workspace is about to hold it. */
  know(entry: Pick<Entry, 'id' | 'revision' | 'body'>): void {
    this.#held.set(entry.id, { revision: entry.revision, body: entry.body });
  }

  /** Whether the server has a revision of the document that is newer than what is known here. */
  behind(id: Id, revision: number): boolean {
    const held = this.#held.get(id);
    // Made here and on its way: its own save will hear of it.
    if (held === undefined && documentOf(this.desk.workspace, id) !== undefined) return false;
    return !this.#deleted.has(id) && revision > (this.#clashes.get(id)?.revision ?? held?.revision ?? 0);
  }

  /**
   * Take in what others saved, and answer what of it was new. What is unsaved here is merged with it as after a
   * save; where both wrote in one field, a person chooses.
   */
  async hear(entries: readonly Entry[]): Promise<readonly Entry[]> {
    while (this.#running !== null) await this.#running;
    const news = entries.filter(({ id, revision }) => this.behind(id, revision));
    // What nobody has here yet comes first, so that nothing names what is not there.
    const [old = [], fresh = []] = [true, false].map((known) => news.filter(({ id }) => this.#held.has(id) === known));
    for (const entry of fresh) {
      this.know(entry);
      this.desk.takeIn((workspace) => withDocument(workspace, entry.body));
    }
    for (const { id, revision, body } of old) {
      const mine = documentOf(this.desk.workspace, id);
      const base = arrived(this.#sent.get(id), body) ?? this.#held.get(id)?.body;
      if (mine !== undefined && base !== undefined) this.#reconcile(id, base, { revision, body }, mine);
    }
    if (news.length > 0) this.changed(this.desk.workspace);
    return news;
  }

  /** Look for what is unsaved, keep it in the browser and save it when typing rests. */
  changed(workspace: Workspace): void {
    const unsaved = this.#unsaved(workspace);
    for (const document of unsaved) this.#keep(document);
    // What a step back and forth made as the server has it would be a step back again after a reload.
    for (const id of this.#kept) if (!unsaved.some((document) => document.id === id)) this.#forget(id);
    this.#tell();
    if (unsaved.length > 0 || this.#toDelete(workspace).length > 0) this.#plan(QUIET_MS);
  }

  /** Save at once: the page is about to be hidden, the network came back, a person asked for it. */
  async flush(keepalive = false): Promise<void> {
    this.#cancel();
    this.#attempt = 0;
    this.#stumbled.clear();
    while (this.#running !== null) await this.#running;
    this.#running = this.#saveAll(true, keepalive).finally(() => (this.#running = null));
    this.#tell();
    await this.#running;
    this.#tell();
  }

  /** Both sides of a clash have been looked at: theirs at these pointers, mine at the others. */
  resolve(document: Id, theirs: ReadonlySet<string>): void {
    const clash = this.#clashes.get(document);
    const mine = documentOf(this.desk.workspace, document);
    if (clash === undefined || mine === undefined) return;
    this.#clashes.delete(document);
    this.#held.set(document, { revision: clash.revision, body: clash.theirs });
    const chosen = takeTheirs(merge(clash.base, clash.theirs, mine), theirs);
    this.#show(document, (body) => (body === mine ? chosen : body));
    this.told.clashes([...this.#clashes.values()]);
    this.changed(this.desk.workspace);
  }

  /** Whether something has not reached the server. */
  get pending(): boolean {
    return this.#unsaved(this.desk.workspace).length > 0;
  }

  #forget(id: Id): void {
    this.#kept.delete(id);
    this.drafts.forget(id);
  }

  #keep(document: Document): void {
    this.#kept.add(document.id);
    const clash = this.#clashes.get(document.id);
    const base = clash ? { body: clash.base, revision: clash.revision } : (this.#held.get(document.id) ?? null);
    const sent = this.#sent.get(document.id) ?? [];
    this.drafts.keep({ tour: this.#root, person: this.#person, document: document.id, body: document, base, sent });
  }

  #unsaved(workspace: Workspace): readonly Document[] {
    return documentsOf(workspace).filter(
      (document) => this.#held.get(document.id)?.body !== document || this.#deleted.has(document.id),
    );
  }

  /** Documents of this session that an undo took away again. */
  #toDelete(workspace: Workspace): readonly Id[] {
    return [...this.#made].filter((id) => !this.#deleted.has(id) && documentOf(workspace, id) === undefined);
  }

  /** Save after a while; `again` sends what the server stumbled over once more. */
  #plan(after: number, again = false): void {
    this.#cancel();
    this.#cancel = this.timer(() => {
      if (again) this.#stumbled.clear();
      void this.#run();
    }, after);
  }

  async #run(): Promise<void> {
    if (this.#running !== null) return;
    const attempt = this.#attempt;
    this.#running = this.#saveAll().finally(() => (this.#running = null));
    this.#tell();
    await this.#running;
    this.#tell();
    if (this.#trouble !== null) {
      this.#attempt = attempt + 1;
      const waits = this.#trouble === 'fault' ? FAULT_RETRY_MS : RETRY_MS;
      this.#plan(waits[Math.min(attempt, waits.length - 1)] ?? QUIET_MS, true);
    } else if (this.#ready().length > 0) {
      this.#plan(QUIET_MS);
    }
  }

  /** What may be sent now; the last one first: stations before the tour that names them. */
  #ready(): readonly Document[] {
    return this.#unsaved(this.desk.workspace).filter(
      (document) =>
        !this.#clashes.has(document.id) &&
        this.#refused.get(document.id)?.body !== document &&
        this.#stumbled.get(document.id) !== document,
    );
  }

  /**
   * Save what is unsaved, each document once. What is typed meanwhile waits until typing rests: a tour of many stations
   * that is sent after every letter leaves the page no time for the next one. `atOnce` sends that as well. The last
   * one brings the report, and every row and field looks for its faults once.
   */
  async #saveAll(atOnce = false, keepalive = false): Promise<void> {
    const due = new Set(this.#ready().map(({ id }) => id));
    try {
      if (this.#trouble === 'signed-out') await this.server.renew();
      for (let document = this.#ready().at(-1); document !== undefined; document = this.#ready().at(-1)) {
        if (!due.delete(document.id) && !atOnce) break;
        await this.#save(document, keepalive, due.size === 0 ? this.#root : undefined);
      }
      for (const id of this.#toDelete(this.desk.workspace)) await this.#delete(id);
      this.#trouble = this.#stumbled.size > 0 ? 'fault' : null;
      if (this.#trouble === null) this.#attempt = 0;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#trouble = troubleOf(problem);
    }
  }

  async #save(document: Document, keepalive: boolean, reportFor: Id | undefined): Promise<void> {
    try {
      const held = this.#held.get(document.id);
      if (held === undefined) await this.#create(document, reportFor);
      else if (this.#deleted.has(document.id)) await this.#revive(document);
      else await this.#send(document, held.revision, keepalive, reportFor);
      this.#refused.delete(document.id);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 412) await this.#stale(document, problem);
      else if (passes(problem)) throw problem;
      else if (problem.status >= 500) this.#stumbled.set(document.id, document);
      else this.#refused.set(document.id, { body: document, reason: problem.detail });
    }
  }

  async #send(document: Document, revision: number, keepalive: boolean, reportFor: Id | undefined): Promise<void> {
    // As many as are likely to hang at a bad connection; an older one is only taken for somebody else's.
    this.#sent.set(document.id, [...(this.#sent.get(document.id) ?? []), document].slice(-8));
    this.#keep(document);
    const saved = await this.server.save(document, revision, reportFor, keepalive);
    this.#sent.delete(document.id);
    if (reportFor !== undefined && saved.report !== undefined) this.told.report(saved.report);
    this.#taken(document, saved, saved.merged);
  }

  async #create(document: Document, reportFor: Id | undefined): Promise<void> {
    try {
      const entry = await this.server.create(document, this.#organisation, reportFor);
      this.#made.add(document.id);
      this.#taken(document, entry, false);
      if (reportFor !== undefined && entry.report !== undefined) this.told.report(entry.report);
    } catch (problem) {
      // An earlier attempt arrived, and only its answer was lost.
      if (!(problem instanceof Problem) || !problem.is('document_exists')) throw problem;
      const entry = await this.server.load(document.id);
      this.#made.add(document.id);
      this.#held.set(document.id, { revision: entry.revision, body: entry.body });
    }
  }

  async #delete(id: Id): Promise<void> {
    try {
      await this.server.remove(id);
    } catch (problem) {
      if (!(problem instanceof Problem) || passes(problem) || problem.status >= 500) throw problem;
    }
    this.#deleted.add(id);
    this.#forget(id);
  }

  async #revive(document: Document): Promise<void> {
    const entry = await this.server.undelete(document.id);
    this.#deleted.delete(document.id);
    this.#held.set(document.id, { revision: entry.revision, body: entry.body });
  }

  /** The server took `sent` and holds `saved`, which may have more in it: what others wrote, or the format's defaults. */
  #taken(sent: Document, { revision, body }: Held, merged: boolean): void {
    const mine = documentOf(this.desk.workspace, sent.id);
    if (mine !== undefined && merged) {
      this.#reconcile(sent.id, sent, { revision, body }, mine);
    } else if (mine === sent && !identical(sent as unknown as Json, body as unknown as Json)) {
      // The fixes of a report test what the server holds, so hold the same; what is typed since is left alone.
      this.#held.set(sent.id, { revision, body });
      this.#show(sent.id, (each) => (each === sent ? body : each));
    } else {
      this.#held.set(sent.id, { revision, body: sent });
    }
    if (this.#held.get(sent.id)?.body === documentOf(this.desk.workspace, sent.id)) this.#forget(sent.id);
  }

  async #stale(document: Document, problem: Problem): Promise<void> {
    const held = this.#held.get(document.id);
    const mine = documentOf(this.desk.workspace, document.id);
    if (held === undefined || mine === undefined) return;
    const { body, revision } = problem.body as { body?: Document; revision?: number };
    const current =
      body !== undefined && revision !== undefined ? { body, revision } : await this.server.load(document.id);
    const base = arrived(this.#sent.get(document.id), current.body) ?? held.body;
    this.#sent.delete(document.id);
    this.#reconcile(document.id, base, { revision: current.revision, body: current.body }, mine);
  }

  /** Bring `mine`, typed on `base`, together with what the server has now. */
  #reconcile(id: Id, base: Document, current: Held, mine: Document): void {
    const merged = merge(base, current.body, mine);
    if (merged.conflicts.length > 0) {
      const clash = { document: id, revision: current.revision, base, theirs: current.body, conflicts: merged.conflicts };
      this.#clashes.set(id, clash);
      this.#show(id, (body) => (body === current.body ? mine : body));
      this.told.clashes([...this.#clashes.values()]);
      return;
    }
    this.#held.set(id, current);
    const value = same(merged.value as unknown as Json, current.body as unknown as Json) ? current.body : merged.value;
    const known = new Map([mine, current.body].map((body) => [body, value]));
    this.#show(id, (body) => {
      const next = known.get(body) ?? merge(base, current.body, body).value;
      known.set(body, next);
      return next;
    });
  }

  /** Change one document now and in all that undo remembers of it. */
  #show(id: Id, change: (body: Document) => Document): void {
    this.desk.takeIn((workspace) => {
      const body = documentOf(workspace, id);
      return body === undefined ? workspace : withDocument(workspace, change(body));
    });
  }

  #tell(): void {
    this.told.state(this.#state(), [...this.#refused.values()].map(({ reason }) => reason).join(' '));
  }

  #state(): SaveState {
    if (this.#clashes.size > 0) return 'conflict';
    const waiting = this.#unsaved(this.desk.workspace);
    if (waiting.some((document) => this.#refused.get(document.id)?.body === document)) return 'refused';
    if (this.#trouble !== null && waiting.length > 0) return this.#trouble;
    return waiting.length > 0 || this.#running !== null ? 'saving' : 'saved';
  }
}

/** What was sent, where the server holds just that: then only its answer was lost, and nobody else wrote. */
function arrived(sent: readonly Document[] | undefined, current: Document): Document | undefined {
  return sent?.find((each) => same(each as unknown as Json, current as unknown as Json));
}
