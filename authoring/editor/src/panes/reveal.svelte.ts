/** What somebody is on the way to: whatever holds it folded away (a block, a medium's details) unfolds. */
import type { FocusRequest } from '../model/store.svelte.ts';

class Reveal {
  request = $state.raw<FocusRequest | null>(null);
}

export const reveal = new Reveal();
