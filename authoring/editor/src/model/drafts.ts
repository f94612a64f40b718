/**
 * What is typed and not yet saved, kept in the browser (IndexedDB) so that no failed save, reload, crash
 * or closed lid loses it.
 *
 * A row belongs to the tab that wrote it. A tab holds a lock named after itself as long as it lives; rows
 * of a tab whose lock is free were left behind, and the next tab with this tour takes them over.
 */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import { afterPaint } from './afterPaint.ts';
import type { Document, Id } from './documents.ts';

export interface Draft {
  readonly tour: Id;
  readonly person: Id;
  readonly document: Id;
  readonly body: Document;
  /** What it was typed on; null for a document that the server does not have yet. */
  readonly base: { readonly body: Document; readonly revision: number } | null;
  /** What was on its way to the server when this was written, and not answered. */
  readonly sent?: readonly Document[];
}

interface Row extends Draft {
  readonly tab: string;
}

interface Schema extends DBSchema {
  drafts: { key: [string, string]; value: Row };
}

export interface Drafts {
  /** Keep the newest state of a document. Many calls in a row write only the last. */
  keep(draft: Draft): void;
  /** The server has it. */
  forget(document: Id): void;
  /** Take over what tabs that are gone left behind for this tour and person. */
  adopt(tour: Id, person: Id): Promise<readonly Draft[]>;
  /** All writes so far have reached the disk. */
  settled(): Promise<void>;
}

const NAME = 'wayfable-editor';

export class BrowserDrafts implements Drafts {
  readonly #database: Promise<IDBPDatabase<Schema>>;
  readonly #waiting = new Map<Id, Draft | null>();
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly tab: string,
    private readonly alive: () => Promise<ReadonlySet<string>>,
  ) {
    this.#database = openDB<Schema>(NAME, 1, {
      upgrade: (database) => {
        database.createObjectStore('drafts', { keyPath: ['tab', 'document'] });
      },
    });
    // Private windows of some browsers have no IndexedDB: typing must go on without it.
    this.#database.catch(() => undefined);
  }

  keep(draft: Draft): void {
    this.#write(draft.document, draft);
  }

  forget(document: Id): void {
    this.#write(document, null);
  }

  async adopt(tour: Id, person: Id): Promise<readonly Draft[]> {
    const database = await this.#database.catch(() => null);
    if (database === null) return [];
    const living = await this.alive();
    const rows = await database.getAll('drafts');
    const left = rows.filter((row) => row.tour === tour && row.person === person && !living.has(row.tab));
    const transaction = database.transaction('drafts', 'readwrite');
    for (const row of left) {
      await transaction.store.delete([row.tab, row.document]);
      await transaction.store.put({ ...row, tab: this.tab });
    }
    await transaction.done;
    return left;
  }

  async settled(): Promise<void> {
    await this.#writing;
  }

  #write(document: Id, draft: Draft | null): void {
    const idle = this.#waiting.size === 0;
    this.#waiting.set(document, draft);
    if (idle) this.#writing = Promise.all([this.#writing, shown()]).then(() => this.#writeAll()).catch(() => undefined);
  }

  async #writeAll(): Promise<void> {
    const database = await this.#database;
    const batch = [...this.#waiting];
    this.#waiting.clear();
    const transaction = database.transaction('drafts', 'readwrite', { durability: 'relaxed' });
    for (const [document, draft] of batch) {
      if (draft === null) void transaction.store.delete([this.tab, document]);
      else void transaction.store.put({ ...draft, tab: this.tab });
    }
    await transaction.done;
  }
}

/** What was typed is seen, or the page goes and there is no time left: copying a tour of many stations takes a while. */
function shown(): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      cancel();
      removeEventListener('pagehide', end);
      done();
    };
    const cancel = afterPaint(end);
    addEventListener('pagehide', end);
  });
}

/** Hold this tab's lock for as long as it lives; tells its name and which tabs live. */
export function tabLock(): { readonly tab: string; readonly alive: () => Promise<ReadonlySet<string>> } {
  const prefix = 'wayfable-tab-';
  const tab = crypto.randomUUID();
  // Never settles: the browser frees the lock when the tab goes, however it goes.
  void navigator.locks?.request(`${prefix}${tab}`, () => new Promise(() => undefined));
  return {
    tab,
    alive: async () => {
      const { held = [] } = (await navigator.locks?.query()) ?? {};
      return new Set(held.map((lock) => (lock.name ?? '').replace(prefix, '')));
    },
  };
}
