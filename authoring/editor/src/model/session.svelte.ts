/** One sitting at one tour, or at one guide: loads it, saves it, tells who else is here and takes in what they do. */

import { tellNews } from '../notices/news.ts';
import { call, Problem, server, type Entry, type Head } from './api.ts';
import type { Report } from './checks.ts';
import type { Guide, Id, Json, Medium, Station, Tour } from './documents.ts';
import { BrowserDrafts, tabLock } from './drafts.ts';
import { identical } from './merge.ts';
import { editor, type Colleague, type Opened } from './store.svelte.ts';
import { Sync, type Clash } from './sync.ts';
import { withDocument } from './workspace.ts';

/** A person says that she is still here this often, ms. */
const PRESENCE_MS = 15_000;
/** What others do appears within this time, ms. */
const NEWS_MS = 4_000;

export interface Loaded {
  readonly tour: Entry<Tour>;
  readonly stations: readonly Entry<Station>[];
  readonly guides: readonly Entry<Guide>[];
  readonly media: readonly Entry<Medium>[];
  readonly report: Report;
  readonly organisation: Opened['organisation'];
  readonly person: Opened['person'];
  readonly map: Opened['map'];
  readonly stage: Opened['stage'];
  readonly speech: boolean;
}

interface News {
  readonly people: readonly Colleague[];
  readonly heads: readonly Head[];
}

class Session {
  clashes = $state.raw<readonly Clash[]>([]);
  /** Why the server does not take something, in its own words. */
  refusal = $state('');
  readonly #sync: Sync;
  #listening = false;
  /** What is open, and where the API tells of it. */
  #root: Id = '';
  #at = '';

  constructor() {
    const { tab, alive } = tabLock();
    this.#sync = new Sync(editor, server, new BrowserDrafts(tab, alive), {
      state: (state, reason) => {
        editor.saveState = state;
        this.refusal = reason;
      },
      report: (report) => this.#report(report),
      clashes: (clashes) => (this.clashes = clashes),
    });
  }

  /** Load the tour and everything of it; throws Problem where that fails. */
  async open(tour: Id): Promise<void> {
    const at = `/tours/${tour}`;
    await this.begin(tour, at, await call<Loaded>(`${at}/workspace`));
  }

  /** Begin with what was loaded. */
  async begin(root: Id, at: string, loaded: Loaded): Promise<void> {
    this.#root = root;
    this.#at = at;
    const entries: readonly Entry[] = [loaded.tour, ...loaded.stations, ...loaded.guides, ...loaded.media];
    editor.open({
      workspace: {
        tour: loaded.tour.body,
        stations: shelf(loaded.stations),
        guides: shelf(loaded.guides),
        media: shelf(loaded.media),
      },
      report: loaded.report,
      access: byId(entries),
      organisation: loaded.organisation,
      person: loaded.person,
      map: loaded.map,
      stage: loaded.stage,
      speech: loaded.speech,
    });
    await this.#sync.begin(entries, loaded.organisation.id, loaded.person.id, root);
    editor.onEdit((workspace) => this.#sync.changed(workspace));
    this.#watch();
    void this.#meet().then(() => this.#listen());
  }

  /** Bring a document that the server has (a station of the library, an uploaded medium) into the workspace. */
  know(entry: Entry): void {
    this.#sync.know(entry);
    editor.access = { ...editor.access, [entry.id]: entry };
    editor.takeIn((workspace) => withDocument(workspace, entry.body));
  }

  /** Save now: the network is back, or a person does not want to wait. */
  async save(): Promise<void> {
    await this.#sync.flush();
  }

  resolve(document: Id, theirs: ReadonlySet<string>): void {
    this.#sync.resolve(document, theirs);
  }

  #watch(): void {
    addEventListener('online', () => void this.#sync.flush());
    addEventListener('focus', () => {
      if (['signed-out', 'offline', 'unanswered', 'fault'].includes(editor.saveState)) void this.#sync.flush();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && this.#sync.pending) void this.#sync.flush(true);
      void this.#listen();
    });
    setInterval(() => void this.#meet(), PRESENCE_MS);
    setInterval(() => void this.#listen(), NEWS_MS);
  }

  /** Say that this person is here. */
  async #meet(): Promise<void> {
    if (document.visibilityState === 'hidden') return;
    // That one is here is good to know, and nothing depends on it.
    await call(`/documents/${this.#root}/presence`, { method: 'PUT', json: {} }).catch(() => undefined);
  }

  /** Hear who else is here and take in what they saved. */
  async #listen(): Promise<void> {
    if (document.visibilityState === 'hidden' || this.#listening) return;
    this.#listening = true;
    try {
      const { people, heads } = await call<News>(`${this.#at}/news`);
      if (!identical(people as unknown as Json, editor.presence as unknown as Json)) editor.presence = people;
      await this.#catchUp(heads.filter(({ id, revision }) => this.#sync.behind(id, revision)));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      editor.presence = [];
    } finally {
      this.#listening = false;
    }
  }

  async #catchUp(newer: readonly Head[]): Promise<void> {
    if (newer.length === 0) return;
    const before = editor.workspace;
    const taken = await this.#sync.hear(await Promise.all(newer.map(({ id }) => server.load(id))));
    const fresh = taken.filter(({ id }) => editor.access[id] === undefined);
    if (fresh.length > 0) editor.access = { ...editor.access, ...byId(fresh) };
    const ids = new Set(taken.map(({ id }) => id));
    tellNews(before, newer.filter(({ id }) => ids.has(id)));
    if (taken.length > 0) this.#report(await call<Report>(`/documents/${this.#root}/report`));
  }

  /** The same report once more would have every row and field look for its faults again. */
  #report(report: Report): void {
    if (!identical(report as unknown as Json, editor.report as unknown as Json)) editor.report = report;
  }
}

function byId(entries: readonly Entry[]): Readonly<Record<Id, Entry>> {
  return Object.fromEntries(entries.map((entry) => [entry.id, entry]));
}

function shelf<Body extends { readonly id: Id }>(entries: readonly { readonly body: Body }[]): Readonly<Record<Id, Body>> {
  return Object.fromEntries(entries.map(({ body }) => [body.id, body]));
}

export const session = new Session();
