/** What this phone remembers of a publisher, in its IndexedDB; nothing of it leaves the phone. */
import { openDB, type IDBPDatabase } from 'idb';

import type { Memory } from './publisher.ts';

const THINGS = 'things';

/** `name` is the publisher's: two on one host do not share. Without one, and where nothing can be kept, it forgets with the page. */
export function keeping(name: string | undefined): Memory {
  const here = new Map<string, unknown>();
  const opened = name === undefined ? Promise.resolve(undefined) : databaseOf(name);
  return {
    async get<Thing>(each: string) {
      const database = await opened;
      const found: unknown = here.get(each) ?? (await database?.get(THINGS, each).catch(() => undefined));
      return found as Thing | undefined;
    },
    async put(each, thing) {
      here.set(each, thing);
      const database = await opened;
      // A full disk keeps nobody from reading on.
      if (database !== undefined) await written(database, thing, each).catch(() => {});
    },
    async forget(each) {
      here.delete(each);
      const database = await opened;
      await database?.delete(THINGS, each).catch(() => {});
    },
  };
}

function databaseOf(name: string): Promise<IDBPDatabase | undefined> {
  return openDB(`wayfable ${name}`, 1, {
    upgrade: (database) => void database.createObjectStore(THINGS),
  }).catch(() => undefined);
}

async function written(database: IDBPDatabase, thing: unknown, each: string): Promise<void> {
  const writing = database.transaction(THINGS, 'readwrite');
  const put = writing.store.put(thing, each);
  // Committed at once: a page that is left in the same moment would take back what waits for its answer.
  writing.commit();
  await Promise.all([put, writing.done]);
}
