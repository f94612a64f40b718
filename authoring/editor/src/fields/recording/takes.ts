/**
 * What was recorded and not yet kept, in the browser (IndexedDB), piece by piece while it is spoken: neither a crash nor
 * a closed lid loses more than the last second.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** One attempt at a line. */
export interface Take {
  readonly id: string;
  /** Whose it is, and what it was spoken for: person, document, pointer and language. */
  readonly place: string;
  readonly type: string;
  /** When it was begun, ms since 1970. */
  readonly begun: number;
  readonly seconds: number;
}

interface Schema extends DBSchema {
  takes: { key: string; value: Take; indexes: { place: string } };
  pieces: { key: [string, number]; value: { take: string; number: number; bytes: ArrayBuffer } };
}

/** A take that nobody came back for is gone after this time, ms. */
export const KEPT_MS = 30 * 24 * 3600 * 1000;

export class Takes {
  readonly #database: Promise<IDBPDatabase<Schema> | null>;

  constructor(name = 'wayfable-takes') {
    // Private windows of some browsers have no IndexedDB, or refuse it: one can record all the same.
    this.#database = opened(name).catch(() => null);
  }

  /** Write one more piece of a take, and how long it is by now. */
  async add(take: Take, number: number, piece: Blob): Promise<void> {
    const bytes = await piece.arrayBuffer();
    const database = await this.#database;
    const transaction = database?.transaction(['takes', 'pieces'], 'readwrite');
    if (transaction === undefined) return;
    void transaction.objectStore('takes').put(take);
    void transaction.objectStore('pieces').put({ take: take.id, number, bytes });
    await transaction.done;
  }

  /** The takes of a place, the oldest first; what is older than a month goes. */
  async of(place: string, now: number): Promise<readonly Take[]> {
    const database = await this.#database;
    if (database === null) return [];
    const all = await database.getAll('takes');
    for (const { id, begun } of all) if (now - begun > KEPT_MS) await this.remove(id);
    return all
      .filter((take) => take.place === place && now - take.begun <= KEPT_MS)
      .sort((one, other) => one.begun - other.begun);
  }

  /** The sound of a take, as far as it came. */
  async sound(take: Take): Promise<Blob> {
    const database = await this.#database;
    const pieces = await database?.getAll('pieces', IDBKeyRange.bound([take.id, 0], [take.id, Infinity]));
    return new Blob((pieces ?? []).map(({ bytes }) => bytes), { type: take.type });
  }

  async remove(id: string): Promise<void> {
    const database = await this.#database;
    const transaction = database?.transaction(['takes', 'pieces'], 'readwrite');
    if (transaction === undefined) return;
    void transaction.objectStore('takes').delete(id);
    void transaction.objectStore('pieces').delete(IDBKeyRange.bound([id, 0], [id, Infinity]));
    await transaction.done;
  }
}

async function opened(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade: (database) => {
      database.createObjectStore('takes', { keyPath: 'id' }).createIndex('place', 'place');
      database.createObjectStore('pieces', { keyPath: ['take', 'number'] });
    },
  });
}
