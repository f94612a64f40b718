/** A draft of the configured speech engine: handed in as a job, and taken into the workspace when it is there. */
import { call } from '../../model/api.ts';
import type { Id, Medium } from '../../model/documents.ts';
import { editor } from '../../model/store.svelte.ts';
import { takeMedium } from '../media/library.ts';

interface Progress {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly words: string | null;
}

const ASK_AGAIN_MS = 400;

/** Throws with the server's sentence where nothing came of it. */
export async function drafted(text: string, language: string, voice: string | undefined): Promise<Medium> {
  const json = { organisation: editor.organisation.id, text, language, ...(voice && { voice }) };
  const { job, medium } = await call<{ job: string; medium: Id }>('/speech', { method: 'POST', json });
  for (;;) {
    const { state, words } = await call<Progress>(`/jobs/${job}`);
    if (state === 'failed') throw new Error(words ?? '');
    if (state === 'done') return takeMedium(medium);
    await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
  }
}
