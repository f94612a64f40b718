/** A tour's path to visitors: where it stands, what this person may do next, and doing it. */

import { call, Problem } from '../model/api.ts';
import type { Id } from '../model/documents.ts';
import { session } from '../model/session.svelte.ts';
import { editor, type Stage } from '../model/store.svelte.ts';
import { t } from '../words/words.ts';

export interface Version {
  readonly version: number;
  readonly current: boolean;
  readonly at: string;
  readonly by: string;
  readonly bytes: number;
  readonly note: string;
}

export interface Order {
  readonly id: Id;
  readonly due_at: string;
  readonly state: 'waiting' | 'done' | 'failed' | 'cancelled';
  readonly by: string;
  readonly fault: string | null;
}

export interface Publishing {
  readonly stage: Stage;
  readonly may: readonly string[];
  readonly review_needed: boolean;
  readonly unapproved: readonly Id[];
  readonly address: string | null;
  readonly version: number | null;
  readonly versions: readonly Version[];
  readonly changed: readonly Id[];
  readonly orders: readonly Order[];
}

export interface Review {
  readonly id: Id;
  readonly state: 'waiting' | 'approved' | 'sent_back' | 'recalled';
  readonly note: string;
  readonly submitted_at: string;
  readonly submitted_by: string;
  readonly reason: string;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly changed: readonly Id[];
}

export interface Plan {
  readonly version: number;
  readonly changed: boolean;
  readonly again_bytes: number;
  readonly bytes: number;
}

/** What was just done, and how it is taken back. */
export interface Done {
  readonly words: string;
  readonly published: boolean;
  readonly undo?: () => Promise<void>;
}

class Path {
  publishing = $state.raw<Publishing | null>(null);
  reviews = $state.raw<readonly Review[]>([]);
  /** What publishing would mean now; null until it is known. */
  plan = $state.raw<Plan | null>(null);
  /** What is being done, as the key of its sentence. */
  busy = $state<'load' | 'publish' | 'change' | ''>('');
  trouble = $state('');
  done = $state.raw<Done | null>(null);

  get #at(): string {
    return `/tours/${editor.workspace.tour.id}`;
  }

  may(verb: string): boolean {
    return this.publishing?.may.includes(verb) ?? false;
  }

  /** The review that nobody has decided on. */
  get waiting(): Review | undefined {
    return this.reviews.find(({ state }) => state === 'waiting');
  }

  /** Whether nothing but this person's wish is lacking for visitors to have the newest state. */
  get ready(): boolean {
    return this.publishing !== null && this.publishing.unapproved.length === 0;
  }

  /** Begin: everything that was typed is saved first, for it is what is handed in and published. */
  async open(): Promise<void> {
    this.done = null;
    await this.#doing('load', async () => {
      await session.save();
      await this.#read();
    });
  }

  async submit(note: string): Promise<void> {
    await this.#change(async () => {
      const review = await call<Review>(`${this.#at}/reviews`, { method: 'POST', json: { note } });
      this.done = { words: t('path.done.submitted'), published: false, undo: () => this.decide(review.id, 'recalled') };
    });
  }

  async decide(review: Id, decision: 'approved' | 'sent_back' | 'recalled', reason = ''): Promise<void> {
    await this.#change(async () => {
      await call(`/reviews/${review}/decision`, { method: 'PUT', json: { decision, reason } });
      this.done = { words: t(`path.done.${decision}`), published: false };
    });
  }

  async publish(note: string, at: string | null): Promise<void> {
    const before = this.publishing?.version ?? null;
    await this.#doing('publish', async () => {
      const json = { accept_warnings: true, note, ...(at !== null && { at }) };
      const answer = await call<Plan | Publishing>(`${this.#at}/publication`, { method: 'POST', json });
      if (at === null) this.done = this.#published(answer as Plan, before);
      else this.done = { words: t('path.done.ordered'), published: false };
      await this.#read();
    });
  }

  #published(plan: Plan, before: number | null): Done {
    const words = t('path.done.published', { version: plan.version });
    if (!plan.changed) return { words: t('path.done.same', { version: plan.version }), published: true };
    const undo = before === null ? () => this.withdraw() : () => this.rollBack(before);
    return { words, published: true, undo };
  }

  async withdraw(): Promise<void> {
    const before = this.publishing?.version ?? null;
    await this.#change(async () => {
      await call(`${this.#at}/publication`, { method: 'DELETE' });
      const back = before === null ? {} : { undo: () => this.rollBack(before) };
      this.done = { words: t('path.done.withdrawn'), published: false, ...back };
    });
  }

  async rollBack(version: number): Promise<void> {
    const before = this.publishing?.version ?? null;
    await this.#change(async () => {
      await call(`${this.#at}/publication/version`, { method: 'PUT', json: { version } });
      const undo = before === null ? () => this.withdraw() : () => this.rollBack(before);
      this.done = { words: t('path.done.rolled_back', { version }), published: true, undo };
    });
  }

  async cancel(order: Id): Promise<void> {
    await this.#change(async () => {
      await call(`/publishing-orders/${order}`, { method: 'DELETE' });
      this.done = { words: t('path.done.cancelled'), published: false };
    });
  }

  async #change(work: () => Promise<void>): Promise<void> {
    await this.#doing('change', async () => {
      await work();
      await this.#read();
    });
  }

  async #doing(what: 'load' | 'publish' | 'change', work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = what;
    this.trouble = '';
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.trouble = problem.status === 0 ? t('path.offline') : problem.detail;
    } finally {
      this.busy = '';
    }
  }

  async #read(): Promise<void> {
    const [publishing, { items }] = await Promise.all([
      call<Publishing>(`${this.#at}/publication`),
      call<{ items: readonly Review[] }>(`${this.#at}/reviews`),
    ]);
    this.publishing = publishing;
    this.reviews = items;
    editor.stage = publishing.stage;
    this.plan = null;
    const planned = this.may('publish') && this.ready && publishing.stage !== 'published';
    // What keeps it from being published is said in the plan's stead.
    if (planned && !editor.report.issues.some(({ severity }) => severity === 'error'))
      this.plan = await call<Plan>(`${this.#at}/publication/plan?accept_warnings=true`);
  }
}

export const path = new Path();
