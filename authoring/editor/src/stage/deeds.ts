/** What one does on the stage by key and by button alike, with the words that say what happened. */
import { removeContent } from '../edits/removeContent.ts';
import { editor } from '../model/store.svelte.ts';
import { notices } from '../notices/notices.svelte.ts';
import { undoing } from '../shortcuts/shortcuts.ts';
import { t } from '../words/words.ts';
import type { Content } from '$viewer/ar/poses.ts';
import { groundUnder } from './ground.ts';
import { nameOf } from './names.ts';
import { grounded } from './placing.ts';
import { stage } from './stage.svelte.ts';

/** Put the chosen content down, so that its lowest point touches the ground; its origin, where it cannot be seen. */
export function standOnGround(): void {
  const { content, words, anchor } = stage;
  if (content === undefined || words === undefined || anchor === undefined) return;
  const ground = groundUnder(anchor, stage.document?.place);
  const lowest = stage.lowest(content.id) ?? words.up;
  stage.say(grounded(words, lowest, ground));
  notices.say(t('stage.on_ground'));
}

/** Take a content out of the scene, and offer the way back. */
export function takeOut(content: Content): void {
  const name = nameOf(content);
  editor.seal();
  editor.edit(removeContent(stage.where, content.id));
  if (stage.content === undefined) stage.choose(null);
  notices.show(t('stage.removed_content', { name }), undoing());
}
