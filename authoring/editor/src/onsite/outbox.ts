/**
 * Reports from on site that were not delivered yet, in this browser (IndexedDB): they outlive the page, a dead network,
 * the link and the session. Each has the id under which the server will know it, so sending twice makes no second one.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import { sayWaits } from './flag.ts';
import type { Nudge } from '$viewer/ar/nudged.ts';
import type { Heading, Mean } from './measuring.ts';

export type Verdict = 'holds' | 'move' | 'unreached';

/** As the API takes it. */
export interface Finding {
  readonly station: string;
  readonly scene: string;
  readonly anchor: string;
  readonly revision: number;
  readonly verdict: Verdict;
  readonly measured_at: string;
  readonly position?: Mean | undefined;
  readonly heading?: Heading | undefined;
  readonly nudge?: Nudge | undefined;
  readonly note: string;
}

export interface Unsent {
  readonly id: string;
  /** Whose it is: nobody else's session delivers it. */
  readonly person: string;
  /** What it is about, in words, for whoever looks through what waits. */
  readonly title: string;
  readonly finding: Finding;
  readonly photograph?: Blob | undefined;
  /** Why the server does not take it, in its own words. */
  readonly refused?: string | undefined;
}

interface Schema extends DBSchema {
  reports: { key: string; value: Unsent };
}

const NAME = 'wayfable-on-site';
export class Outbox {
  #opened: Promise<IDBPDatabase<Schema>> | undefined;

  async keep(report: Unsent): Promise<void> {
    await (await this.#database()).put('reports', report);
    sayWaits(true);
  }

  /** In the order in which they were measured. */
  async all(): Promise<readonly Unsent[]> {
    const reports = await (await this.#database()).getAll('reports');
    sayWaits(reports.length > 0);
    return reports.sort((one, other) => one.finding.measured_at.localeCompare(other.finding.measured_at));
  }

  async forget(id: string): Promise<void> {
    await (await this.#database()).delete('reports', id);
  }

  #database(): Promise<IDBPDatabase<Schema>> {
    this.#opened ??= openDB<Schema>(NAME, 1, {
      upgrade: (database) => void database.createObjectStore('reports', { keyPath: 'id' }),
    });
    return this.#opened;
  }
}
