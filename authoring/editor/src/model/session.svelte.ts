/** One sitting at one tour: loads it, saves it, tells who else is here. */

import { call, server, type Entry } from './api.ts';
import type { Report } from './checks.ts';
import type { Guide, Id, Medium, Station, Tour } from './documents.ts';
import { BrowserDrafts, tabLock } from './drafts.ts';
import { editor, type Colleague, type Opened } from './store.svelte.ts';
import { Sync, type Clash } from './sync.ts';
import { withDocument } from './workspace.ts';

/** Others appear within this time, ms. */
const PRESENCE_MS = 15_000;

interface Loaded {
  readonly tour: Entry<Tour>;
  readonly stations: readonly Entry<Station>[];
  readonly guides: readonly Entry<Guide>[];
  readonly media: readonly Entry<Medium>[];
  readonly report: Report;
  readonly organisation: Opened['organisation'];
  readonly person: Opened['person'];
  readonly map: Opened['map'];
}

class Session {
  clashes = $state.raw<readonly Clash[]>([]);
  /** Why the server does not take something, in its own words. */
  refusal = $state('');
  readonly #sync: Sync;

  constructor() {
    const { tab, alive } = tabLock();
    this.#sync = new Sync(editor, server, new BrowserDrafts(tab, alive), {
      state: (state, reason) => {
        editor.saveState = state;
        this.refusal = reason;
      },
      report: (report) => (editor.report = report),
      clashes: (clashes) => (this.clashes = clashes),
    });
  }

  /** Load the tour and everything of it; throws Problem where that fails. */
  async open(tour: Id): Promise<void> {
    const loaded = await call<Loaded>(`/tours/${tour}/workspace`);
    const entries: readonly Entry[] = [loaded.tour, ...loaded.stations, ...loaded.guides, ...loaded.media];
    editor.open({
      workspace: {
        tour: loaded.tour.body,
        stations: shelf(loaded.stations),
        guides: shelf(loaded.guides),
        media: shelf(loaded.media),
      },
      report: loaded.report,
      access: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
      organisation: loaded.organisation,
      person: loaded.person,
      map: loaded.map,
    });
    await this.#sync.begin(entries, loaded.organisation.id, loaded.person.id);
    editor.onEdit((workspace) => this.#sync.changed(workspace));
    this.#watch();
    void this.#meet();
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
      if (editor.saveState === 'signed-out' || editor.saveState === 'offline') void this.#sync.flush();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && this.#sync.pending) void this.#sync.flush(true);
    });
    setInterval(() => void this.#meet(), PRESENCE_MS);
  }

  /** Say that this person is here, and hear who else is. */
  async #meet(): Promise<void> {
    if (document.visibilityState === 'hidden') return;
    const path = `/documents/${editor.workspace.tour.id}/presence`;
    try {
      const { people } = await call<{ people: readonly Colleague[] }>(path, { method: 'PUT', json: {} });
      editor.presence = people;
    } catch {
      // Who else is here is good to know, and nothing depends on it.
      editor.presence = [];
    }
  }
}

function shelf<Body extends { readonly id: Id }>(entries: readonly { readonly body: Body }[]): Readonly<Record<Id, Body>> {
  return Object.fromEntries(entries.map(({ body }) => [body.id, body]));
}

export const session = new Session();
