/** The walk that is looked at: what was asked for, what came of it, and which moment of it is shown. */

import { Problem } from '../model/api.ts';
import { session } from '../model/session.svelte.ts';
import { editor } from '../model/store.svelte.ts';
import { walked } from '../model/walked.svelte.ts';
import type { Workspace } from '../model/workspace.ts';
import { t } from '../words/words.ts';
import { USUAL, walk, type Choice, type Course } from './course.ts';
import { momentFrom } from './film.ts';

interface Taken {
  readonly course: Course;
  readonly choice: Choice;
  /** The tour as it was walked: its names and areas are shown beside what happened there. */
  readonly workspace: Workspace;
  /** Whether everything that was written had reached the server. */
  readonly complete: boolean;
}

class Walking {
  choice = $state.raw<Choice>(USUAL);
  taken = $state.raw<Taken | null>(null);
  busy = $state(false);
  /** Why there is no walk, in a sentence. */
  trouble = $state('');
  /** The moment that is shown, seconds from the beginning. */
  now = $state(0);
  playing = $state(false);
  /** How many seconds of the walk pass in one of ours. */
  pace = $state(60);
  #turn = 0;

  /** What is not as it was when it was walked: the tour, or how it is to be walked. */
  readonly behind = $derived.by(() => {
    if (this.taken === null) return null;
    if (this.taken.workspace !== editor.workspace) return 'tour';
    return this.taken.choice === this.choice ? null : 'choice';
  });

  get course(): Course | undefined {
    return this.taken?.course;
  }

  choose(change: Partial<Choice>): void {
    this.choice = { ...this.choice, ...change };
  }

  /** Walk the tour as it is now: what is written is saved first, so that the server walks just that. */
  async go(): Promise<void> {
    const turn = (this.#turn += 1);
    this.busy = true;
    this.playing = false;
    try {
      await session.save();
      const { workspace, saveState } = editor;
      const { choice } = this;
      const course = await walk(workspace.tour.id, choice);
      if (turn !== this.#turn) return;
      this.taken = { course, choice, workspace, complete: saveState === 'saved' };
      walked.keep(course.report.issues, workspace);
      this.trouble = '';
      this.now = Math.min(this.now, course.lasts_s);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (turn === this.#turn) this.trouble = problem.detail || t('desk.offline');
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  play(): void {
    if (this.course === undefined) return;
    if (!this.playing && this.now >= this.course.lasts_s) this.now = 0;
    this.playing = !this.playing;
  }

  seek(second: number): void {
    this.now = Math.max(0, Math.min(this.course?.lasts_s ?? 0, second));
    if (this.now >= (this.course?.lasts_s ?? 0)) this.playing = false;
  }

  /** To the next thing that happens, or back to the one before. */
  step(by: 1 | -1): void {
    const { course } = this;
    if (course !== undefined) this.seek(momentFrom(course.events, this.now, by, course.lasts_s));
  }
}

export const walking = new Walking();
