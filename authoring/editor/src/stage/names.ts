/** What a person calls a content of a scene: by what it says, who speaks, or what it shows. */
import { editor } from '../model/store.svelte.ts';
import { mediumName, named } from '../outline/deeds.ts';
import { t } from '../words/words.ts';
import type { Content } from '$viewer/ar/poses.ts';
import { lineOf } from './speaker.ts';
import { stage } from './stage.svelte.ts';

export function nameOf(content: Content): string {
  const kind = t(`stage.content.${content.kind}`);
  switch (content.kind) {
    case 'label':
      return named(content.text, kind);
    case 'guide':
      return named(lineOf(editor.workspace, stage.document, content.line)?.guide?.name, kind);
    default:
      return content.medium === undefined ? kind : mediumName(editor.workspace.media[content.medium], kind);
  }
}
