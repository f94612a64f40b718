/** What a field is called, by the last names of its pointer. */

import { parts } from '../model/pointer.ts';
import { t } from './words.ts';

const NAMED = [
  'title', 'summary', 'teaser', 'description', 'intro', 'bridge', 'note', 'transit', 'offer', 'where', 'role', 'label',
  'text', 'by', 'question', 'explanation', 'feedback', 'unit', 'name', 'introduction', 'alt', 'caption', 'transcript',
  'items', 'position', 'place', 'triggers', 'story', 'modules', 'stops', 'route', 'facts', 'access', 'duration_s',
  'licence', 'credit', 'cover', 'themes', 'audiences', 'languages',
] as const; // prettier-ignore

/** `"/story/0/text"` → "Text"; a field without a word of its own goes by the nearest one above it that has one. */
export function fieldName(pointer: string): string {
  const known = parts(pointer).findLast((step): step is (typeof NAMED)[number] => (NAMED as readonly string[]).includes(step));
  return known === undefined ? t('editor.field.other') : t(`editor.field.${known}`);
}
